package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Share;
import io.bulwark.cluster.work.FoldedHashChain;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Regions a, b and c of nodes in one process, each with its own actor system, over real sockets: they die without goodbye, are cut off, and are started again. */
@Tag("slow")
@Timeout(240)
class RegionsTest {
    private static final int STEPS_PER_TASK = 16;
    private static final int TASKS = 48;

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final Map<String, RegionNode> nodes = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private FoldedHashChain workload = new FoldedHashChain(STEPS_PER_TASK, 100_000_000, 20_000_000);

    @AfterEach
    void stop() {
        nodes.values().forEach(RegionNode::kill);
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

        cut(true);
        JobStatus adopted =
                await("b-gate", spec, status -> status.home().node().name().equals("b-1") && status.proven() > 2);
        assertThat(adopted.job()).isEqualTo(spec.id());
        JobStatus there = await("b-gate", spec, status -> status.phase().ended());
        JobStatus here = await("a-gate", spec, status -> status.phase().ended());
        assertThat(List.of(here.phase(), there.phase())).containsOnly(JobStatus.Phase.SUCCEEDED);
        cut(false);

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

    @Test
    void aNodeThatStartsBehindACutRemovesNobodyBeyondIt() throws Exception {
        regions("a", "b");
        cut(true);
        int port = ports.computeIfAbsent("b-2", any -> free());
        List<RegionNode> beyond = List.of(nodes.get("a-1"), nodes.get("a-gate"));
        beyond.forEach(node -> node.cut("127.0.0.1:" + port, true));
        nodes.put(
                "b-2",
                RegionNode.start("b-2", "b", port, List.of(nodes.get("b-1").address()), 1, directory, workload));
        Thread.sleep(RegionNode.IDENTITY_WITHIN.plusSeconds(15));

        cut(false);
        beyond.forEach(node -> node.cut("127.0.0.1:" + port, false));

        awaitAll();
        assertThat(nodes.values()).noneMatch(RegionNode::hasEnded);
    }

    @Test
    void theFirstNodeOfANewRegionIsAMemberOnceThoseOfADeadOneAreDrained() throws Exception {
        regions("a", "b");
        kill("a-1");
        kill("a-gate");
        start("c-1", "c", 1);
        while (nodes.get("b-1").reaches("a")) {
            Thread.sleep(100);
        }

        nodes.get("b-1").drain(List.of("a-1", "a-gate"));

        awaitAll();
    }

    @Test
    void aRegionSurvivesTheDeathOfItsLeaderThatHasJustFoundAnotherOneDead() throws Exception {
        for (int i = 1; i <= 5; i++) {
            start("a-" + i, "a", 1);
        }
        awaitAll();
        String leader = nodes.keySet().stream()
                .filter(name -> nodes.get(name).leads())
                .findFirst()
                .orElseThrow();
        List<String> others =
                nodes.keySet().stream().filter(name -> !name.equals(leader)).toList();

        kill(others.getLast());
        while (!nodes.get(others.getFirst()).hasHeardOfDeathsFrom(nodes.get(leader))) {
            Thread.sleep(20);
        }
        kill(leader);

        Thread.sleep(Duration.ofSeconds(15));
        assertThat(nodes.values()).noneMatch(RegionNode::hasEnded);
        awaitAll();
    }

    private Object outcome(String gate, JobSpec spec) {
        return nodes.get(gate).standing(spec).orElseThrow();
    }

    /** A prover and a gateway in each. */
    private void regions(String... names) throws Exception {
        for (String region : names) {
            start(region + "-1", region, 1);
            start(region + "-gate", region, 0);
        }
        awaitAll();
    }

    /** Until all reach and know each other, and nobody else. */
    private void awaitAll() throws InterruptedException {
        int all = nodes.size();
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!nodes.values().stream().allMatch(node -> node.reached() == all)) {
            assertThat(System.nanoTime()).as("all members are up").isLessThan(end);
            Thread.sleep(100);
        }
    }

    private void start(String name, String region, int slots) {
        int port = ports.computeIfAbsent(name, any -> free());
        List<String> join = nodes.isEmpty()
                ? List.of()
                : List.of(nodes.values().iterator().next().address());
        nodes.put(name, RegionNode.start(name, region, port, join, slots, directory, workload));
    }

    private static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void kill(String name) {
        nodes.remove(name).kill();
    }

    /** Nothing passes between regions a and b any more, or again. */
    private void cut(boolean cut) {
        nodes.forEach((name, node) -> node.cut(Set.of(name.startsWith("a") ? "b" : "a"), cut));
    }

    private JobSpec submitted(String gate) throws Exception {
        byte[] input = new byte[TASKS * STEPS_PER_TASK * 4];
        new Random(4).nextBytes(input);
        return nodes.get(gate).submit(workload, Files.write(directory.resolve("input"), input));
    }

    private JobStatus await(String gate, JobSpec spec, Predicate<JobStatus> wanted) throws Exception {
        return nodes.get(gate).await(spec, wanted);
    }
}
