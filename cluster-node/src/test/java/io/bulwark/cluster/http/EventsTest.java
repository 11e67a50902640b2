package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.client.BulwarkClient;
import io.bulwark.client.ClientSettings;
import io.bulwark.client.Work;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobView;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Event streams: to the end, from where one was, and at another gateway. */
@Timeout(120)
class EventsTest {
    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    /** Proofs wait for it: a test decides what a stream sees before any is made. */
    private final CountDownLatch gate = new CountDownLatch(1);

    /** A node of each test's own: when one of two dies, the other may end, too, for want of a majority. */
    private ServedNode node;

    @BeforeEach
    void start() {
        HashChain gated = new HashChain(16, Duration.ofMillis(100).toNanos()) {
            @Override
            public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new CancellationException();
                }
                return super.prove(task, part, artifacts);
            }
        };
        node = ServedNode.proving(gated, Member.local(new NodeId("node")), directory);
    }

    @AfterEach
    void stop() {
        gate.countDown();
        node.close();
    }

    private record Event(String id, String data) {}

    /** All events of a stream that has ended. */
    private static List<Event> events(ServedNode.Answer answer) {
        return events(new String(answer.response().body(), StandardCharsets.UTF_8));
    }

    private static List<Event> events(String text) {
        return List.of(text.split("\n\n")).stream()
                .filter(event -> event.contains("data:"))
                .map(event -> new Event(field(event, "id"), field(event, "data")))
                .toList();
    }

    private static String field(String event, String name) {
        return event.lines()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aStreamGoesToTheEndAndResumesFromAnyPlace() throws IOException, InterruptedException {
        try (BulwarkClient client = client(node)) {
            JobView job = client.submit(work(1));
            String path = "/v1/jobs/" + job.id() + "/events";

            List<Event> events = eventsFromBeforeAnyProof(path);
            assertThat(events).hasSizeGreaterThan(1);
            assertThat(events.getLast().data()).contains("\"state\":\"succeeded\"");

            Event last = events.getLast();
            ServedNode.Answer earlier = node.send(
                    node.request(path).header("Last-Event-ID", events.getFirst().id()));
            assertThat(events(earlier))
                    .as("the present state is all that is missing")
                    .containsExactly(last);
            ServedNode.Answer done = node.send(node.request(path).header("Last-Event-ID", last.id()));
            assertThat(done.status()).as("there is no more").isEqualTo(204);
            ServedNode.Answer strange = node.send(node.request(path).header("Last-Event-ID", "not one of ours"));
            assertThat(events(strange)).containsExactly(last);
        }
    }

    /** All events of a job of which nothing is proved before the first of them is here. */
    private List<Event> eventsFromBeforeAnyProof(String path) throws IOException, InterruptedException {
        HttpResponse<InputStream> stream =
                node.client().send(node.request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        StringBuilder text = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
                if (line.startsWith("data:")) {
                    gate.countDown();
                }
            }
        }
        return events(text.toString());
    }

    @Test
    void aWatchGoesOnAtTheNextGatewayWhenOneDies() throws IOException, InterruptedException {
        gate.countDown();
        List<String> join = List.of(node.address());
        ServedNode second = ServedNode.start("second", directory, join, 0, Duration.ZERO, Map.of());
        while (second.get("/readyz").status() != 200) {
            Thread.sleep(50);
        }
        try (BulwarkClient client =
                new BulwarkClient(ClientSettings.of(URI.create(second.url()), URI.create(node.url()))
                        .patient(Duration.ofSeconds(60)))) {
            JobId job = client.submit(work(2)).id();
            List<JobView> seen = new CopyOnWriteArrayList<>();

            JobView end = client.watch(job, view -> {
                if (seen.isEmpty()) {
                    second.close();
                }
                seen.add(view);
            });

            assertThat(end.state()).isEqualTo(JobState.SUCCEEDED);
            assertThat(seen.getLast()).isEqualTo(end);
            for (int event = 1; event < seen.size(); event++) {
                assertThat(seen.get(event)).as("no state twice in a row").isNotEqualTo(seen.get(event - 1));
            }
            assertThat(client.proof(job, directory.resolve("proof")))
                    .isEqualTo(end.proof().orElseThrow());
            assertThat(directory.resolve("proof"))
                    .hasSize(end.proof().orElseThrow().bytes());
        } finally {
            second.close();
        }
    }

    private static BulwarkClient client(ServedNode of) {
        return new BulwarkClient(ClientSettings.of(URI.create(of.url())));
    }

    private Work work(long seed) throws IOException {
        byte[] input = new byte[1500];
        new Random(seed).nextBytes(input);
        Path file = Files.write(directory.resolve("input-" + seed), input);
        return new Work(Optional.empty(), file, "none", Policy.NONE, 0);
    }
}
