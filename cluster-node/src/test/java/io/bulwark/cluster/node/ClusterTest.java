package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.cluster.gateway.AdmissionControl;
import io.bulwark.cluster.gateway.ClusterNetwork;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Share;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.FoldedHashChain;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.SegmentTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Several nodes in one process, each with its own actor system, over real sockets. */
@Timeout(120)
class ClusterTest {
    private static final int STEPS_PER_TASK = 16;
    private static final int TASKS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    // Keepers may still be copying when a test has seen what it wants to see.
    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final List<ClusterNode> nodes = new ArrayList<>();

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.system().terminate());
    }

    @Test
    void provesAJobOnAllNodesAndHandsOutOneProof() throws Exception {
        // Long enough for the last node to be heard of by the job's before all is done.
        HashChain workload = new HashChain(STEPS_PER_TASK, 200_000_000);
        Gateway gateway = cluster(3, workload);
        JobSpec spec = submitted(gateway, workload);

        JobStatus status = finished(gateway, spec);

        assertThat(status.phase()).isEqualTo(JobStatus.Phase.SUCCEEDED);
        assertThat(status.proven()).isEqualTo(TASKS);
        assertThat(status.shares()).as("every node had a share").hasSize(3);
        assertThat(status.shares().stream().mapToInt(Share::intervals).sum()).isEqualTo(TASKS);
        Path proof = directory.resolve("proof");
        gateway.fetch(status.result().orElseThrow(), proof);
        assertThat(proof).hasSize(status.result().orElseThrow().proofBytes());
    }

    @Test
    void foldsAJobsProofsToOneOnAllNodes() throws Exception {
        FoldedHashChain workload = new FoldedHashChain(STEPS_PER_TASK, 100_000_000, 20_000_000);
        Gateway gateway = cluster(3, workload);
        JobSpec spec = submitted(gateway, workload);

        JobStatus status = finished(gateway, spec);

        assertThat(status.phase()).as("%s", status).isEqualTo(JobStatus.Phase.SUCCEEDED);
        assertThat(status.folds().pieces()).isEqualTo(1);
        assertThat(status.folds().joins()).as("of up to 4, 16 and 64 intervals").hasSize(3);
        assertThat(status.shares().stream().mapToInt(Share::folds).sum())
                .isEqualTo(status.folds().done() + 1);
        assertThat(status.shares()).filteredOn(share -> share.folds() > 0).hasSizeGreaterThan(1);
        Path proof = directory.resolve("proof");
        gateway.fetch(status.result().orElseThrow(), proof);
        Artifacts files = id -> directory.resolve("input");
        assertThat(workload.verifyWhole(spec, proof, files, 1, count -> {}).output())
                .isEqualTo(workload.output(status.result().orElseThrow().claim().end()));
    }

    @Test
    void countsNoWrongJoinAndGivesItsMakerNoMoreWork() throws Exception {
        FoldedHashChain honest = new FoldedHashChain(STEPS_PER_TASK, 5_000_000, 5_000_000);
        FoldedHashChain lying = new FoldedHashChain(STEPS_PER_TASK, 5_000_000, 0) {
            @Override
            public Proof join(JoinTask task, List<byte[]> proofs, Artifacts artifacts) {
                Proof proof = super.join(task, proofs, artifacts);
                return new Proof(proof.claim(), proof.bytes().substring(1));
            }
        };
        start("honest", 1, honest);
        start("liar", 1, lying);
        Gateway gateway = new Gateway(start("gateway", 0, honest));
        waitFor(gateway, 2);

        JobStatus status = finished(gateway, submitted(gateway, honest));

        assertThat(status.phase()).as("%s", status).isEqualTo(JobStatus.Phase.SUCCEEDED);
        assertThat(status.shares())
                .filteredOn(share -> share.folds() > 0)
                .extracting(share -> share.prover().node().name())
                .containsExactly("honest");
    }

    @Test
    void failsAJobWhoseJoinsFailEverywhereAndNamesTheCause() throws Exception {
        FoldedHashChain broken = new FoldedHashChain(STEPS_PER_TASK, 0, 0) {
            @Override
            public Proof join(JoinTask task, List<byte[]> proofs, Artifacts artifacts) {
                throw new IllegalStateException("this machine cannot join");
            }
        };
        Gateway gateway = cluster(3, broken);

        JobStatus status = finished(gateway, submitted(gateway, broken));

        assertThat(status.phase()).isEqualTo(JobStatus.Phase.FAILED);
        assertThat(status.cause())
                .hasValueSatisfying(why -> assertThat(why).contains("was given up", "this machine cannot join"));
    }

    @Test
    void countsNoWrongProofAndGivesItsMakerNoMoreWork() throws Exception {
        HashChain honest = new HashChain(STEPS_PER_TASK, 5_000_000);
        HashChain lying = new HashChain(STEPS_PER_TASK, 0) {
            @Override
            public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
                Proof proof = super.prove(task, part, artifacts);
                return new Proof(
                        proof.claim(),
                        proof.bytes().substring(1).concat(proof.bytes().substring(0, 1)));
            }
        };
        start("honest", 1, honest);
        start("liar", 1, lying);
        Gateway gateway = new Gateway(start("gateway", 0, honest));
        waitFor(gateway, 2);

        JobStatus status = finished(gateway, submitted(gateway, honest));

        assertThat(status.phase()).isEqualTo(JobStatus.Phase.SUCCEEDED);
        assertThat(status.shares())
                .extracting(share -> share.prover().node().name())
                .containsExactly("honest");
    }

    @Test
    void failsAJobWhoseTasksFailEverywhereAndNamesTheCause() throws Exception {
        HashChain broken = new HashChain(STEPS_PER_TASK, 0) {
            @Override
            public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
                throw new IllegalStateException("this machine is broken");
            }
        };
        Gateway gateway = cluster(3, broken);

        JobStatus status = finished(gateway, submitted(gateway, broken));

        assertThat(status.phase()).isEqualTo(JobStatus.Phase.FAILED);
        assertThat(status.cause()).hasValueSatisfying(why -> assertThat(why).contains("this machine is broken"));
    }

    @Test
    void refusesAJobThatTheNodesDoNotKnow() throws Exception {
        HashChain workload = new HashChain(STEPS_PER_TASK, 0);
        Gateway gateway = cluster(1, workload);
        JobSpec known = submitted(gateway, workload);

        JobStatus status = finished(gateway, new JobSpec("sieve", "none", 0, known.input(), known.inputBytes()));

        assertThat(status.phase()).isEqualTo(JobStatus.Phase.FAILED);
        assertThat(status.cause()).contains("expected one of the workloads [hash-chain], got sieve");
    }

    private Gateway cluster(int provers, HashChain workload) throws InterruptedException {
        for (int i = 0; i < provers; i++) {
            start("node-" + i, 1, workload);
        }
        Gateway gateway = new Gateway(start("gateway", 0, workload));
        waitFor(gateway, provers);
        return gateway;
    }

    private static void waitFor(Gateway gateway, int provers) throws InterruptedException {
        while (gateway.provers() < provers) {
            Thread.sleep(50);
        }
    }

    @Test
    void aNodeThatIsToldToLeaveHandsItsJobsOverAndGoes() throws Exception {
        HashChain workload = new HashChain(STEPS_PER_TASK, 200_000_000);
        ClusterNode told = start("told", 1, workload);
        ClusterNode other = start("other", 1, workload);
        Gateway gateway = new Gateway(other);
        waitFor(gateway, 2);
        JobSpec spec = submitted(gateway, workload);
        while (gateway.submit(spec, PATIENCE).proven() == 0) {
            Thread.sleep(50);
        }
        AdmissionControl.Bounds bounds = AdmissionControl.Bounds.STANDARD;
        ClusterNetwork network = new ClusterNetwork(other, WorkloadSet.of(workload), bounds, Metrics.NONE);

        network.drain(told.id().node()).toCompletableFuture().join();

        told.whenEnded().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertThat(told.fault()).isEmpty();
        assertThat(told.health().whyUnready()).contains("node: this node is ending");
        assertThat(finished(gateway, spec).phase()).isEqualTo(JobStatus.Phase.SUCCEEDED);
    }

    @Test
    void doesNotStartWithDamagedRecordsOfJobsButWithout() throws Exception {
        HashChain workload = new HashChain(STEPS_PER_TASK, 0);
        ClusterNode node = start("lone", 1, workload);
        Gateway gateway = new Gateway(node);
        waitFor(gateway, 1);
        finished(gateway, submitted(gateway, workload));
        nodes.remove(node);
        node.system().terminate();
        node.system().getWhenTerminated().toCompletableFuture().join();

        Path records = directory.resolve("lone").resolve("ddata").resolve("headers");
        byte[] bytes = Files.readAllBytes(records.resolve("data.mdb"));
        // The root of the main tree, as both of the file's heads have it.
        bytes[128] ^= 1;
        bytes[4096 + 128] ^= 1;
        Files.write(records.resolve("data.mdb"), bytes);
        NodeStartException refused;
        do {
            // The ledger is closed a moment after the node has ended.
            refused = catchThrowableOfType(NodeStartException.class, () -> start("lone", 1, workload));
        } while (refused.getMessage().contains("is in use by another node"));
        assertThat(refused)
                .hasMessageContaining("the jobs' records in " + records + " are damaged. Move the directory away");

        Files.move(records, directory.resolve("away"));
        waitFor(new Gateway(start("lone", 1, workload)), 1);
    }

    private ClusterNode start(String name, int slots, HashChain workload) {
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
                WorkloadSet.of(workload));
        nodes.add(node);
        return node;
    }

    private JobSpec submitted(Gateway gateway, HashChain workload) throws IOException, Gateway.NoAnswerException {
        byte[] input = new byte[TASKS * STEPS_PER_TASK * 4 - 3];
        new Random(4).nextBytes(input);
        Path file = Files.write(directory.resolve("input"), input);
        JobSpec spec = workload.specOf(Optional.empty(), gateway.put(file), "none");
        gateway.remember(spec);
        return spec;
    }

    private static JobStatus finished(Gateway gateway, JobSpec spec) throws Exception {
        while (true) {
            JobStatus status = gateway.submit(spec, PATIENCE);
            if (status.phase() == JobStatus.Phase.SUCCEEDED || status.phase() == JobStatus.Phase.FAILED) {
                return status;
            }
            Thread.sleep(100);
        }
    }
}
