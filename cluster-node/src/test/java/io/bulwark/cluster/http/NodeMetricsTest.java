package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.Scrape;
import io.bulwark.cluster.metrics.Meter;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** A scrape of a node that has proved a job, as Prometheus sees it. */
@Timeout(120)
class NodeMetricsTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] INPUT = new byte[4 * 16 * 8];

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    @Test
    void aScrapeAfterAJobHasEveryMetricThatIsPromised() {
        try (ServedNode node =
                ServedNode.of(Member.local(new NodeId("node")), directory, List.of(), 1, Duration.ZERO, Map.of())) {
            prove(node);
            Scrape scrape = scrape(node);

            assertThat(scrape.names())
                    .as("after the job")
                    .contains("jvm_memory_used_bytes", "jvm_threads_live_threads", "process_cpu_usage")
                    .containsAll(Arrays.stream(Meter.values())
                            .map(NodeMetricsTest::series)
                            .toList());
            for (Meter meter : Meter.values()) {
                assertThat(scrape.helps()).containsEntry(name(meter), meter.help());
            }
            assertThat(scrape.value("bulwark_jobs{state=\"succeeded\"}")).isEqualTo(1);
            assertThat(scrape.value("bulwark_jobs{state=\"open\"}")).isZero();
            assertThat(scrape.value("bulwark_tasks{kind=\"segment\",state=\"waiting\"}"))
                    .isZero();
            assertThat(scrape.value("bulwark_task_seconds_count{kind=\"segment\"}"))
                    .isEqualTo(8);
            assertThat(scrape.value("bulwark_task_seconds_count{kind=\"join\"}"))
                    .isPositive();
            assertThat(scrape.value("bulwark_task_seconds_count{kind=\"finish\"}"))
                    .isEqualTo(1);
            assertThat(scrape.value("bulwark_prove_cycles_total")).isEqualTo(8 * 16);
            assertThat(scrape.value("bulwark_orchestration_seconds_count")).isGreaterThanOrEqualTo(10);
            assertThat(scrape.value("bulwark_slots{state=\"free\"}")
                            + scrape.value("bulwark_slots{state=\"busy\"}")
                            + scrape.value("bulwark_slots{state=\"down\"}"))
                    .isEqualTo(1);
            assertThat(scrape.value("bulwark_hedges_total{outcome=\"won\"}")).isZero();
            assertThat(scrape.value("bulwark_evidence_total")).isZero();
            assertThat(scrape.value("bulwark_ledger_bytes"))
                    .isPositive()
                    .isLessThan(scrape.value("bulwark_ledger_limit_bytes"));
            assertThat(scrape.value("bulwark_artifact_bytes"))
                    .isGreaterThan(INPUT.length)
                    .isLessThan(scrape.value("bulwark_artifact_limit_bytes"));
            assertThat(scrape.value("bulwark_cluster_members{status=\"up\"}")).isEqualTo(1);
            assertThat(scrape.value("bulwark_cluster_unreachable_members")).isZero();
            assertThat(scrape.value("bulwark_certificate_end_timestamp_seconds"))
                    .isGreaterThan((double) Instant.now().getEpochSecond());
        }
    }

    private static void prove(ServedNode node) {
        String input = new String(
                node.post("/v1/artifacts", "application/octet-stream", INPUT)
                        .response()
                        .body(),
                StandardCharsets.UTF_8);
        ServedNode.Answer accepted = node.postJson("/v1/jobs", "{\"input\":" + input + "}");
        assertThat(accepted.status()).isEqualTo(201);
        long end = System.nanoTime() + LONG.toNanos();
        while (!node.get(accepted.header("Location"))
                .json()
                .get("state")
                .asText()
                .equals("succeeded")) {
            assertThat(System.nanoTime()).as("the job does not end").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
    }

    private static Scrape scrape(ServedNode node) {
        byte[] body = node.get(node.managementUrl() + "/metrics").response().body();
        return Scrape.of(new String(body, StandardCharsets.UTF_8));
    }

    /** The metric's name. */
    private static String name(Meter meter) {
        return meter.kind() == Meter.Kind.COUNT ? meter.prometheus() + "_total" : meter.prometheus();
    }

    /** The name of one of its series. */
    private static String series(Meter meter) {
        return meter.kind() == Meter.Kind.TIME ? meter.prometheus() + "_count" : name(meter);
    }
}
