package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.bulwark.client.BulwarkClient;
import io.bulwark.client.ClientSettings;
import io.bulwark.client.Work;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobView;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/**
 * Many clients at one gateway at the same moment, each with a job of its own and more of them than may be open at once: the gateway turns some away for a
 * while (429), holds little memory for those that it serves, and loses no job and no watch's last event.
 */
class CrowdTest {
    private static final Duration PATIENCE = Duration.ofMinutes(8);
    private static final Pattern TURNED_AWAY =
            Pattern.compile("bulwark_http_answers_total\\{status=\"429\"} ([0-9.eE]+)");
    private static final Pattern WATCHES = Pattern.compile("(?m)^bulwark_http_watches ([0-9.eE]+)");
    /** Clients, server and node are one process here: all of them together may not hold more for one client than this, nor for the crowd. */
    private static final long BYTES_OF_ONE = 256 << 10;

    private static final long BYTES_OF_ALL = 64 << 20;

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private record Crowd(int clients, int watches, int openJobs) {}

    @Test
    @Timeout(900)
    void ofAThousandClientsNoneIsLost() throws Exception {
        serve(new Crowd(1000, 200, 250));
    }

    private void serve(Crowd crowd) throws Exception {
        try (ServedNode node = ServedNode.start(
                        "node", directory, List.of(), 4, Duration.ofMillis(10), Map.of("open-jobs", crowd.openJobs()));
                BulwarkClient client = new BulwarkClient(
                        ClientSettings.of(URI.create(node.url())).patient(PATIENCE));
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long before = heldBytes();
            CountDownLatch go = new CountDownLatch(1);
            List<Future<List<JobView>>> clients = new ArrayList<>();
            for (int i = 0; i < crowd.clients(); i++) {
                Path input = input(i);
                boolean watches = i < crowd.watches();
                clients.add(threads.submit(visit(client, input, watches, go)));
            }
            go.countDown();
            Future<Long> held = threads.submit(() -> heldWhenHalfAreDone(clients));

            Set<JobId> jobs = new HashSet<>();
            for (Future<List<JobView>> one : clients) {
                List<JobView> seen = one.get();
                assertThat(seen.getLast().state()).isEqualTo(JobState.SUCCEEDED);
                for (int i = 1; i < seen.size(); i++) {
                    assertThat(seen.get(i)).as("an event after the same").isNotEqualTo(seen.get(i - 1));
                }
                jobs.add(seen.getLast().id());
            }
            assertThat(jobs).hasSize(crowd.clients());
            assertThat(listed(client)).isEqualTo(jobs);
            String metrics = new String(
                    node.get(node.managementUrl() + "/metrics").response().body(), StandardCharsets.UTF_8);
            assertThat(figure(TURNED_AWAY, metrics)).as("some came too early").isPositive();
            assertThat(figure(WATCHES, metrics)).as("places of watches").isZero();
            assertThat(held.get() - before)
                    .as("bytes held for all of them")
                    .isLessThan(BYTES_OF_ALL + BYTES_OF_ONE * crowd.clients());
        }
    }

    /** One client's visit: what it saw of its job. */
    private static Callable<List<JobView>> visit(BulwarkClient client, Path input, boolean watches, CountDownLatch go) {
        return () -> {
            go.await();
            JobId job = client.submit(new Work(Optional.empty(), input, "none", Policy.NONE, 0))
                    .id();
            List<JobView> seen = new ArrayList<>();
            if (watches) {
                client.watch(job, seen::add);
                return seen;
            }
            JobView view = client.job(job);
            while (!view.state().ended()) {
                Thread.sleep(500);
                view = client.job(job);
            }
            return List.of(view);
        };
    }

    private Path input(int number) throws IOException {
        byte[] bytes = ByteBuffer.allocate(200).putInt(number).array();
        return Files.write(directory.resolve("input-" + number), bytes);
    }

    private static long heldWhenHalfAreDone(List<Future<List<JobView>>> clients) throws InterruptedException {
        while (clients.stream().filter(Future::isDone).count() < clients.size() / 2) {
            Thread.sleep(50);
        }
        return heldBytes();
    }

    private static long heldBytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static Set<JobId> listed(BulwarkClient client) {
        Set<JobId> jobs = new HashSet<>();
        Optional<String> after = Optional.empty();
        do {
            var page = client.jobs(500, after);
            page.jobs().forEach(job -> jobs.add(job.id()));
            after = page.next();
        } while (after.isPresent());
        return jobs;
    }

    private static double figure(Pattern pattern, String metrics) {
        Matcher matcher = pattern.matcher(metrics);
        return matcher.find() ? Double.parseDouble(matcher.group(1)) : 0;
    }

    @Test
    @Timeout(120)
    void whoIsTurnedAwayIsToldWhenToComeBack() throws IOException, ExecutionException {
        try (ServedNode node =
                ServedNode.start("node", directory, List.of(), 1, Duration.ofMinutes(5), Map.of("open-jobs", 3))) {
            for (int i = 0; i < 3; i++) {
                assertThat(submit(node, i).status()).isEqualTo(201);
            }
            ServedNode.Answer fourth = submit(node, 3);
            JsonNode problem = fourth.json();
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(problem.get("type").asText()).isEqualTo("urn:bulwark:problem:overload");
            assertThat(Integer.parseInt(fourth.header("Retry-After"))).isBetween(1, 60);
            assertThat(submit(node, 0).status()).as("a job that is in stays in").isEqualTo(200);
        }
    }

    private ServedNode.Answer submit(ServedNode node, int number) throws IOException {
        String blob = node.post("/v1/artifacts", "application/octet-stream", Files.readAllBytes(input(number)))
                .json()
                .toString();
        return node.postJson("/v1/jobs", "{\"input\":" + blob + ",\"security\":\"none\"}");
    }
}
