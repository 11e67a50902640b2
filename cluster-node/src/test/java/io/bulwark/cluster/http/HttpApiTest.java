package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulwark.protocol.Sha256;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** The API over real HTTP, as a client sees it when all goes well. */
@Timeout(120)
class HttpApiTest {
    private static final String BYTES = "application/octet-stream";

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private static Path directory;

    private static ServedNode node;

    @BeforeAll
    static void start() {
        node = ServedNode.alone(directory, Duration.ofMillis(20));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void aJobIsHandedInProvedAndItsProofFetched() throws InterruptedException {
        String job = submit(1, 4000);
        JsonNode view = finished(job);

        assertThat(view.get("state").asText()).isEqualTo("succeeded");
        assertThat(view.get("proven").asInt()).isEqualTo(63);
        assertThat(view.at("/shares/0/node").asText()).isEqualTo("node");
        ServedNode.Answer proof = node.get("/v1/jobs/" + job + "/proof");
        assertThat(proof.status()).isEqualTo(200);
        assertThat(proof.response().body()).hasSize(view.at("/proof/bytes").asInt());
        assertThat(HexFormat.of().formatHex(Sha256.of(proof.response().body()).toByteArray()))
                .isEqualTo(view.at("/proof/id").asText());
        assertThat(proof.header("ETag")).isEqualTo('"' + view.at("/proof/id").asText() + '"');
    }

    @Test
    void theSameJobHandedInTwiceIsOneJob() {
        String request = request(artifact(2, 100));

        ServedNode.Answer first = node.postJson("/v1/jobs", request);
        ServedNode.Answer second = node.postJson("/v1/jobs", request);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().get("id")).isEqualTo(first.json().get("id"));
        assertThat(second.header("Location"))
                .isEqualTo("/v1/jobs/" + first.json().get("id").asText());
    }

    @Test
    void anArtifactComesBackWholeOrInPartsAndGoesOnWhereItWasCutOff() {
        byte[] bytes = bytes(3, 300_001);
        ServedNode.Answer kept = node.post("/v1/artifacts", BYTES, bytes);
        assertThat(kept.status()).isEqualTo(201);
        String path = kept.header("Location");

        assertThat(node.get(path).response().body()).isEqualTo(bytes);
        ServedNode.Answer rest = node.send(node.request(path).header("Range", "bytes=131000-"));
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.header("Content-Range")).isEqualTo("bytes 131000-300000/300001");
        assertThat(rest.response().body()).isEqualTo(Arrays.copyOfRange(bytes, 131_000, bytes.length));
        assertThat(part(path, "bytes=5-9")).isEqualTo(Arrays.copyOfRange(bytes, 5, 10));
        assertThat(part(path, "bytes=-7")).isEqualTo(Arrays.copyOfRange(bytes, bytes.length - 7, bytes.length));
        assertThat(part(path, "bytes=1-2,4-5")).as("several ranges: the whole").isEqualTo(bytes);
        ServedNode.Answer other =
                node.send(node.request(path).header("Range", "bytes=5-9").header("If-Range", "\"another\""));
        assertThat(other.status())
                .as("a part of something else is no part of this")
                .isEqualTo(200);
        assertThat(node.send(node.request(path).header("Range", "bytes=300001-"))
                        .status())
                .isEqualTo(416);
        ServedNode.Answer head = node.send(node.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("300001");
    }

    private static byte[] part(String path, String range) {
        return node.send(node.request(path).header("Range", range)).response().body();
    }

    @Test
    void jobsAreListedLatestFirstAndInPages() {
        String first = submit(10, 50);
        String second = submit(11, 50);
        String third = submit(12, 50);

        JsonNode page = node.get("/v1/jobs?limit=2").json();
        assertThat(page.at("/jobs").findValuesAsText("id")).containsExactly(third, second);
        JsonNode next =
                node.get("/v1/jobs?limit=2&after=" + page.get("next").asText()).json();
        assertThat(next.at("/jobs/0/id").asText()).isEqualTo(first);
    }

    @Test
    void healthMetricsAndMembersAreShown() throws InterruptedException {
        finished(submit(20, 200));

        assertThat(node.get("/healthz").status()).isEqualTo(200);
        assertThat(node.get("/readyz").status()).isEqualTo(200);
        assertThat(node.get(node.managementUrl() + "/readyz").status()).isEqualTo(200);
        JsonNode members = node.get("/v1/nodes").json().get("nodes");
        assertThat(members).hasSize(1);
        assertThat(members.at("/0/status").asText()).isEqualTo("up");
        String metrics = new String(
                node.get(node.managementUrl() + "/metrics").response().body(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(metrics)
                .contains(
                        "bulwark_http_answers_total{status=\"201\"}", "jvm_memory_used_bytes", "bulwark_http_watches");
        assertThat(node.get("/metrics").status()).as("not for strangers").isEqualTo(404);
    }

    static String artifact(long seed, int length) {
        ServedNode.Answer kept = node.post("/v1/artifacts", BYTES, bytes(seed, length));
        assertThat(kept.status()).isEqualTo(201);
        return new String(kept.response().body(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String request(String input) {
        return "{\"input\":" + input + ",\"security\":\"none\"}";
    }

    private static String submit(long seed, int length) {
        ServedNode.Answer answer = node.postJson("/v1/jobs", request(artifact(seed, length)));
        assertThat(answer.status()).as("%s", answer.json()).isEqualTo(201);
        return answer.json().get("id").asText();
    }

    private static JsonNode finished(String job) throws InterruptedException {
        while (true) {
            JsonNode view = node.get("/v1/jobs/" + job).json();
            if (!view.at("/proof").isMissingNode() || view.get("state").asText().equals("failed")) {
                return view;
            }
            Thread.sleep(50);
        }
    }
}
