package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Share;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.work.FoldedHashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.remote.RARP;
import org.apache.pekko.remote.transport.ThrottlerTransportAdapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Regions a, b and c of nodes in one process, each with its own actor system, over real sockets: they die without goodbye, are cut off, and are started again. */
@Tag("slow")
@Timeout(240)
@SuppressWarnings("deprecation") // The test mode of Artery speaks in classes of the transport before it.
class RegionsTest {
    private static final int STEPS_PER_TASK = 16;
    private static final int TASKS = 48;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Config ABRUPT = ConfigFactory.parseString("""
            pekko.coordinated-shutdown.run-by-actor-system-terminate = off
            pekko.remote.artery.advanced.test-mode = on
            pekko.cluster.multi-data-center.failure-detector.acceptable-heartbeat-pause = 3s
            """);

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final Map<String, ClusterNode> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private FoldedHashChain workload = new FoldedHashChain(STEPS_PER_TASK, 100_000_000, 20_000_000);

    @AfterEach
    void stop() {
        nodes.values().forEach(node -> node.system().terminate());
    }

    @Test
    void aJobOfOneRegionIsProvedByProversOfAll() throws Exception {
        regions("a", "b", "c");
        JobSpec spec = submitted("a-gate");

        JobStatus status = await("a-gate", spec, any -> any.phase().ended());

        assertThat(status.phase()).as("%s", status).isEqualTo(JobStatus.Phase.SUCCEEDED);
        assertThat(status.home().node().name()).isEqualTo("a-1");
        assertThat(status.shares())
                .extracting(share -> share.prover().node().name())
                .contains("b-1", "c-1");
    }

    @Test
    void theNextRegionAdoptsTheJobsOfOneThatDiesWithoutGoodbyeAndProvesNothingTwice() throws Exception {
        regions("a", "b", "c");
        JobSpec spec = submitted("a-gate");
        int proven =
                await("a-gate", spec, status -> status.proven() > TASKS / 4).proven();

        kill("a-1");
        kill("a-gate");

        JobStatus status = await("b-1", spec, any -> any.phase().ended());
        assertThat(status.phase()).as("%s", status).isEqualTo(JobStatus.Phase.SUCCEEDED);
        assertThat(status.home().node().name())
                .as("the next one in the job's order")
                .isEqualTo("b-1");
        assertThat(status.recalled()).as("what was proved is not proved again").isGreaterThan(0);
        int again = status.shares().stream().mapToInt(Share::intervals).sum();
        assertThat(again).isLessThanOrEqualTo(TASKS);
        assertThat(proven).isPositive();
    }

    @Test
    void bothSidesOfACutWorkAndAgreeOnOneEndWhenItHeals() throws Exception {
        regions("a", "b");
        JobSpec spec = submitted("a-gate");
        await("a-gate", spec, status -> status.proven() > 2);

        cut(Set.of("a-1", "a-gate"), Set.of("b-1", "b-gate"), true);
        JobStatus adopted =
                await("b-gate", spec, status -> status.home().node().name().equals("b-1") && status.proven() > 2);
        assertThat(adopted.job()).isEqualTo(spec.id());
        JobStatus there = await("b-gate", spec, status -> status.phase().ended());
        JobStatus here = await("a-gate", spec, status -> status.phase().ended());
        assertThat(List.of(here.phase(), there.phase())).containsOnly(JobStatus.Phase.SUCCEEDED);
        cut(Set.of("a-1", "a-gate"), Set.of("b-1", "b-gate"), false);

        for (String gate : List.of("a-gate", "b-gate")) {
            await(gate, spec, status -> outcome("a-gate", spec).equals(outcome("b-gate", spec)));
        }
    }

    @Test
    void aJobGoesOnWhenTheWholeClusterWasStoppedAndIsStartedAgain() throws Exception {
        regions("a", "b");
        JobSpec spec = submitted("a-gate");
        await("a-gate", spec, status -> status.proven() > TASKS / 4);

        List.copyOf(nodes.keySet()).forEach(this::kill);
        regions("a", "b");

        JobStatus status = await("b-gate", spec, any -> any.phase().ended());
        assertThat(status.phase()).as("nobody asked for it again: %s", status).isEqualTo(JobStatus.Phase.SUCCEEDED);
        assertThat(status.recalled()).isPositive();
    }

    private Object outcome(String gate, JobSpec spec) {
        return nodes.get(gate)
                .jobs()
                .record(spec.id())
                .toCompletableFuture()
                .join()
                .orElseThrow()
                .standing();
    }

    /** A prover and a gateway in each. */
    private void regions(String... names) throws Exception {
        for (String region : names) {
            start(region + "-1", region, 1);
            start(region + "-gate", region, 0);
        }
        int all = nodes.size();
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!nodes.values().stream()
                .allMatch(node -> up(node) == all && node.registry().members().size() == all)) {
            assertThat(System.nanoTime()).as("all members are up").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private static int up(ClusterNode node) {
        return new Gateway(node).members()
                - Cluster.get(node.system()).state().getUnreachable().size();
    }

    private void start(String name, String region, int slots) throws IOException {
        int port = ports.computeIfAbsent(name, any -> free());
        List<String> join = nodes.isEmpty()
                ? List.of()
                : List.of(nodes.values().iterator().next().address());
        Member member = new Member(
                new NodeId(name),
                new OperatorId("operator-" + region),
                new Jurisdiction("Z" + region.toUpperCase(java.util.Locale.ROOT)),
                new Region(region));
        NodeSettings settings = new NodeSettings(
                "127.0.0.1",
                port,
                join,
                directory.resolve(name),
                slots,
                1,
                directory.resolve("keys"),
                Set.of(slots > 0 ? NodeSettings.PROVER : NodeSettings.GATEWAY),
                Papers.none(member),
                new Rules(Duration.ofSeconds(30), Duration.ofSeconds(2), Duration.ofSeconds(1), "keep-majority"),
                Storage.STANDARD);
        WorkloadSet workloads = WorkloadSet.of(workload);
        nodes.put(name, ClusterNode.start(settings, workloads, Makers.threads(workloads), ABRUPT));
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Ends at once; nobody is told. */
    private void kill(String name) {
        ClusterNode node = nodes.remove(name);
        node.system().terminate();
        node.system().getWhenTerminated().toCompletableFuture().join();
    }

    /** Nothing passes between the two sides any more, or again. */
    private void cut(Set<String> one, Set<String> other, boolean cut) {
        for (String from : one) {
            for (String to : other) {
                block(nodes.get(from), nodes.get(to), cut);
                block(nodes.get(to), nodes.get(from), cut);
            }
        }
    }

    private static void block(ClusterNode from, ClusterNode to, boolean cut) {
        RARP remoting = (RARP) RARP.get(Adapter.toClassic(from.system()));
        ThrottlerTransportAdapter.ThrottleMode mode = cut
                ? ThrottlerTransportAdapter.Blackhole$.MODULE$
                : ThrottlerTransportAdapter.unthrottledThrottleMode();
        remoting.provider()
                .transport()
                .managementCommand(new ThrottlerTransportAdapter.SetThrottle(
                        Cluster.get(to.system()).selfMember().address(), both(), mode));
    }

    /** Both directions: Java has no name for this Scala object. */
    private static ThrottlerTransportAdapter.Direction both() {
        try {
            return (ThrottlerTransportAdapter.Direction)
                    Class.forName(ThrottlerTransportAdapter.Direction.class.getName() + "$Both$")
                            .getField("MODULE$")
                            .get(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private JobSpec submitted(String gate) throws Exception {
        byte[] input = new byte[TASKS * STEPS_PER_TASK * 4];
        new Random(4).nextBytes(input);
        Path file = Files.write(directory.resolve("input"), input);
        Gateway gateway = new Gateway(nodes.get(gate));
        JobSpec spec = workload.specOf(Optional.empty(), gateway.put(file), "none");
        gateway.remember(spec);
        gateway.submit(spec, Duration.ofSeconds(20));
        return spec;
    }

    private JobStatus await(String gate, JobSpec spec, Predicate<JobStatus> wanted) throws Exception {
        Gateway gateway = new Gateway(nodes.get(gate));
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        Object last = "nothing";
        while (System.nanoTime() < end) {
            try {
                JobStatus status = gateway.status(spec.id(), PATIENCE);
                last = status;
                if (wanted.test(status)) {
                    return status;
                }
            } catch (Gateway.NoAnswerException e) {
                // Nobody has taken the job on yet.
                last = e;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("the job does not come to what is waited for: " + last);
    }
}
