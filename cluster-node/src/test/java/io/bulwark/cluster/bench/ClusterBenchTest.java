package io.bulwark.cluster.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.cluster.gateway.AdmissionControl;
import io.bulwark.cluster.gateway.Client;
import io.bulwark.cluster.gateway.ClusterNetwork;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.cluster.node.ClusterNode;
import io.bulwark.cluster.node.NodeSettings;
import io.bulwark.cluster.work.RefusedProofException;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The arithmetic and the tables of the cluster's bench, and those of its parts that need no other process. */
class ClusterBenchTest {
    @Test
    void takesQuantilesThatWereMeasured() {
        Quantiles hundred = Quantiles.ofNanos(LongStream.rangeClosed(1, 100)
                .map(n -> (101 - n) * 1_000_000)
                .boxed()
                .toList());
        assertThat(hundred.median()).isEqualTo(50);
        assertThat(hundred.p99()).isEqualTo(99);
        assertThat(hundred.greatest()).isEqualTo(100);
        Quantiles one = Quantiles.ofNanos(List.of(7_000_000L));
        assertThat(List.of(one.median(), one.p99(), one.greatest())).containsOnly(7.0);
        assertThatThrownBy(() -> Quantiles.ofNanos(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysEfficiencyInPercentOfTwiceTheSpeed() {
        Grid grid = EfficiencyFigures.grid(1000, new double[] {10, 10}, new double[] {10, 5});
        assertThat(grid.rows().getFirst().get(3)).isEqualTo(50.0);
        assertThat(grid.rows().getLast().get(3)).isEqualTo(100.0);
    }

    @Test
    void saysWhatIdleNodesCostInUnitsThatPeopleRead() {
        String table = IdleNodeFigures.grid(
                        3,
                        List.of(4_000_000_000L, 2_000_000_000L),
                        List.of(200L << 20, 150L << 20, 100L << 20),
                        List.of(),
                        10)
                .markdown();
        assertThat(table)
                .contains("| s from a process's start until it is a member | 2.00 | 4.00 |")
                .contains("| MB in memory (RSS) | 150 | 200 |")
                .contains("| % of a core | not measured | not measured |");
        String cpu = IdleNodeFigures.grid(1, List.of(), List.of(), List.of(500_000_000L), 10)
                .markdown();
        assertThat(cpu).contains("| % of a core | 5.00 | 5.00 |");
    }

    @Test
    void saysPlainlyWhenTheMachineHasNoRoomForSoManyNodes() {
        assertThatThrownBy(() -> IdleNodeFigures.requireRoom(64, OptionalLong.of(8L << 30)))
                .isInstanceOf(UnmeasuredException.class)
                .hasMessageContainingAll("64 node processes", "8,192 MB free", "--nodes 22");
        IdleNodeFigures.requireRoom(22, OptionalLong.of(8L << 30));
        IdleNodeFigures.requireRoom(64, OptionalLong.empty());
    }

    @Test
    void refusesSizesThatCannotBe() {
        assertThatThrownBy(() -> new ClusterBench.Options(true, 0, 1, List.of()))
                .hasMessageContaining("1 to 256 nodes, got 0");
        assertThatThrownBy(() -> new ClusterBench.Options(true, 1, 10_001, List.of()))
                .hasMessageContaining("1 to 10000 jobs, got 10001");
    }

    @Test
    void marksWhatWasHashedAndRefusesAnotherMark() {
        CalibrationWorkload workload = new CalibrationWorkload();
        Blob input = new Blob(new ArtifactId(Sha256.of(new byte[8])), 8);
        JobSpec spec = CalibrationWorkload.spec(input, Duration.ZERO);
        assertThat(workload.steps(spec)).isEqualTo(2);
        Checkpoint start = workload.start(spec);
        Checkpoint first = workload.run(spec, start, 1, new byte[4]);
        Checkpoint both = workload.run(spec, start, 2, new byte[8]);
        assertThat(workload.run(spec, first, 1, new byte[4])).isEqualTo(both);
        assertThatThrownBy(
                        () -> workload.verify(spec, new Claim(start, both), new byte[40], artifact -> Path.of("none")))
                .isInstanceOf(RefusedProofException.class);
        assertThatThrownBy(() -> workload.specOf(Optional.empty(), input, "128-bits"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("milliseconds");
    }

    @Test
    void timesAndListsJobsAndWeighsTheirRecordsOnOneNode(@TempDir Path directory) throws Exception {
        WorkloadSet workloads = WorkloadSet.of(new CalibrationWorkload());
        NodeSettings settings = new NodeSettings(
                new NodeId("node"), "127.0.0.1", 0, List.of(), directory.resolve("data"), 1, 1, directory);
        try (ClusterNode node = ClusterNode.start(settings, workloads)) {
            ClusterNetwork network =
                    new ClusterNetwork(node, workloads, AdmissionControl.Bounds.STANDARD, Metrics.NONE);
            AcceptFigures figures = new AcceptFigures(network);
            assertThat(AcceptFigures.grid(1, figures.times(3, true), figures.times(3, false))
                            .markdown())
                    .contains(
                            "median | p99 | greatest | aim |",
                            "| 3 | has ended |",
                            "| 3 | was accepted |",
                            "<= 50 ms median");
            JobId job = AcceptFigures.answer(figures.store()
                            .thenCompose(input -> network.submit(
                                    AcceptFigures.request(input, Duration.ZERO), Client.unbounded(Client.LOCAL))))
                    .job()
                    .id();
            assertThat(QueueFigures.list(network)).hasSize(7).contains(job);
            waitForTheEnd(network, job);
            List<List<Object>> rows = WireFigures.known(node, job);
            assertThat(rows)
                    .hasSize(4)
                    .allSatisfy(row ->
                            assertThat(((Number) row.get(1)).doubleValue()).isPositive());
            // A fact cannot be smaller than its signature, its certificate and the names of job and proof.
            assertThat(((Number) rows.get(2).get(1)).doubleValue()).isGreaterThan(64 + 32 + 32);
            assertThat(rows.get(3).get(1)).isEqualTo(40.0);
        }
    }

    private static void waitForTheEnd(ClusterNetwork network, JobId job) throws InterruptedException, IOException {
        for (int i = 0; i < 600; i++) {
            if (AcceptFigures.answer(network.job(job)).orElseThrow().proof().isPresent()) {
                return;
            }
            Thread.sleep(100);
        }
        throw new IOException("the job does not end");
    }
}
