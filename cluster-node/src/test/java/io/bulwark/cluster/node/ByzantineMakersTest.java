package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Share;
import io.bulwark.cluster.prover.LyingMaker;
import io.bulwark.cluster.prover.Maker;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.NodeId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** One honest node among those that lie, each in its own way, and all of them faster than it is. */
@Timeout(300)
class ByzantineMakersTest {
    private static final int STEPS_PER_TASK = 16;
    private static final int TASKS = 60;
    private static final String HONEST = "honest";

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final List<ClusterNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.system().terminate());
    }

    @Test
    void countsNoLieWhateverItIsAndEndsWithTheHonestNodesProofs() throws Exception {
        HashChain honest = new HashChain(STEPS_PER_TASK, Duration.ofMillis(50).toNanos());
        HashChain hasty = new HashChain(STEPS_PER_TASK, 0);
        start(HONEST, 1, honest, Makers.threads(WorkloadSet.of(honest)));
        for (LyingMaker.Lie lie : LyingMaker.Lie.values()) {
            start(name(lie), 1, hasty, LyingMaker.of(hasty, lie));
        }
        Gateway gateway = new Gateway(start("gateway", 0, honest, Makers.threads(WorkloadSet.of(honest))));
        while (gateway.provers() < 1 + LyingMaker.Lie.values().length) {
            Thread.sleep(50);
        }

        JobStatus status = finished(gateway, submitted(gateway, honest));

        assertThat(status.phase()).as("%s", status).isEqualTo(JobStatus.Phase.SUCCEEDED);
        assertThat(status.proven()).isEqualTo(TASKS);
        for (Share share : status.shares()) {
            String node = share.prover().node().name();
            // Its first proof is not replayed yet.
            int most = node.equals(HONEST) ? TASKS : node.equals(name(LyingMaker.Lie.REPLAYED)) ? 1 : 0;
            assertThat(share.intervals()).as(node).isLessThanOrEqualTo(most);
        }
        Path proof = directory.resolve("proof");
        gateway.fetch(status.result().orElseThrow(), proof);
        assertThat(proof).hasSize(status.result().orElseThrow().proofBytes());
    }

    private static String name(LyingMaker.Lie lie) {
        return lie.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private ClusterNode start(String name, int slots, HashChain workload, Maker.Source makers) {
        List<String> join =
                nodes.isEmpty() ? List.of() : List.of(nodes.getFirst().address());
        ClusterNode node = ClusterNode.start(
                new NodeSettings(
                        new NodeId(name),
                        "127.0.0.1",
                        0,
                        join,
                        directory.resolve(name),
                        slots,
                        1,
                        directory.resolve("keys")),
                WorkloadSet.of(workload),
                makers);
        nodes.add(node);
        return node;
    }

    private JobSpec submitted(Gateway gateway, HashChain workload) throws Exception {
        byte[] input = new byte[TASKS * STEPS_PER_TASK * 4];
        new Random(5).nextBytes(input);
        Path file = Files.write(directory.resolve("input"), input);
        JobSpec spec = workload.specOf(Optional.empty(), gateway.put(file), "none");
        gateway.remember(spec);
        return spec;
    }

    private static JobStatus finished(Gateway gateway, JobSpec spec) throws Exception {
        while (true) {
            JobStatus status = gateway.submit(spec, Duration.ofSeconds(10));
            if (status.phase() == JobStatus.Phase.SUCCEEDED || status.phase() == JobStatus.Phase.FAILED) {
                return status;
            }
            Thread.sleep(100);
        }
    }
}
