package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those are told who watch a job's tasks, or all at a glance, at a node that proves. */
@Timeout(120)
class WatchingTest {
    private static final int TASKS = 20;
    private static final int TASK_BYTES = 64;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Member MEMBER =
            new Member(new NodeId("node"), new OperatorId("acme"), new Jurisdiction("DE"), new Region("eu"));

    @TempDir
    private static Path directory;

    private static ServedNode node;

    @BeforeAll
    static void start() {
        node = ServedNode.of(MEMBER, directory, List.of(), 2, Duration.ofMillis(5), Map.of());
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String submit(long seed) throws InterruptedException {
        while (node.get("/readyz").status() != 200) {
            Thread.sleep(50);
        }
        byte[] input = new byte[TASKS * TASK_BYTES];
        new Random(seed).nextBytes(input);
        String blob = node.post("/v1/artifacts", "application/octet-stream", input)
                .json()
                .toString();
        return node.postJson("/v1/jobs", "{\"input\":" + blob + ",\"security\":\"none\"}")
                .json()
                .get("id")
                .asText();
    }

    /** What a reader of the stream of tasks knows at its end. */
    private static Map<String, JsonNode> follow(String job, String last) {
        ServedNode.Answer answer =
                node.send(node.request("/v1/jobs/" + job + "/tasks/events").header("Last-Event-ID", last));
        assertThat(answer.status()).isEqualTo(200);
        Map<String, JsonNode> known = new TreeMap<>();
        String name = "";
        for (String line : new String(answer.response().body(), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("data: ") && name.equals("tasks")) {
                JsonNode page = json(line);
                if (page.get("fresh").asBoolean()) {
                    known.clear();
                }
                page.get("tasks").forEach(task -> known.put(name(task), task));
            }
        }
        assertThat(name).isEqualTo("end");
        return known;
    }

    private static String name(JsonNode task) {
        return task.get("stage").asText() + " " + task.get("first") + "+" + task.get("count");
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line.substring(6));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whoFollowsAJobsTasksKnowsEachOfThemAtItsEnd() throws InterruptedException {
        String job = submit(1);
        Map<String, JsonNode> known = follow(job, "");

        for (int i = 0; i < TASKS; i++) {
            JsonNode task = known.get("segment " + i + "+1");
            assertThat(task.get("state").asText()).as("segment %d", i).isEqualTo("done");
            assertThat(task.at("/maker/operator").asText()).isEqualTo("acme");
            assertThat(task.at("/maker/jurisdiction").asText()).isEqualTo("DE");
        }
        assertThat(known.get("finish 0+" + TASKS).get("state").asText()).isEqualTo("done");
        assertThat(known.keySet()).as("folds").anyMatch(name -> name.startsWith("join"));

        JsonNode page = node.get("/v1/jobs/" + job + "/tasks").json();
        assertThat(page.get("tasks")).hasSize(known.size());
        JsonNode rest = node.get(
                        "/v1/jobs/" + job + "/tasks?after=" + page.get("next").asText())
                .json();
        assertThat(rest.get("tasks")).as("nothing has changed since").isEmpty();
        assertThat(rest.get("fresh").asBoolean()).isFalse();
        assertThat(follow(job, page.get("next").asText()))
                .as("who comes back is told the rest")
                .isEmpty();
        assertThat(follow(job, "77-3"))
                .as("who comes from another run is told all")
                .hasSameSizeAs(known);
    }

    @Test
    void theOverviewTellsOfJobsAndMembersAsTheyComeAndGo() throws IOException, InterruptedException {
        HttpResponse<InputStream> stream = node.client()
                .send(node.request("/v1/overview/events").build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.statusCode()).isEqualTo(200);
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            int before = next(lines).at("/counts/succeeded").asInt();
            String job = submit(2);
            JsonNode view = next(lines);
            while (view.at("/counts/succeeded").asInt() == before
                    || view.at("/nodes/0/load/done").asInt() < TASKS) {
                view = next(lines);
            }
            assertThat(view.get("jobs").findValuesAsText("id")).contains(job);
            JsonNode member = view.at("/nodes/0");
            assertThat(member.get("jurisdiction").asText()).isEqualTo("DE");
            assertThat(member.at("/load/slots").asInt()).isEqualTo(2);
            assertThat(member.at("/load/certificateEnds").asText()).matches("20\\d\\d-.*Z");
        }
    }

    private static JsonNode next(BufferedReader lines) throws IOException {
        String line = lines.readLine();
        while (!line.startsWith("data: ")) {
            line = lines.readLine();
        }
        return json(line);
    }
}
