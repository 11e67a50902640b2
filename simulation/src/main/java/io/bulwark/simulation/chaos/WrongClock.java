package io.bulwark.simulation.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Nodes whose time of day is wrong by an hour, and jumps; libfaketime tells them. Their monotonic clocks are right: those only ever go forward on a machine that lives. */
final class WrongClock implements Scenario {
    private static final Duration WRONG = Duration.ofHours(1);
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));
    /** Longer than the library goes by what it has last read of the file. */
    private static final Duration NOTICED = Duration.ofSeconds(3);

    @Override
    public String name() {
        return "wrong-clock";
    }

    @Override
    public String rows() {
        return "5";
    }

    @Override
    public String what() {
        return "one node's clock is an hour ahead, one's an hour behind, two jump by an hour or two while they run; then the job's node is killed";
    }

    private static Optional<Path> library() {
        return LIBRARIES.stream().filter(Files::isReadable).findFirst();
    }

    @Override
    public Optional<String> impossible() {
        return library().isPresent()
                ? Optional.empty()
                : Optional.of("this needs libfaketimeMT.so.1 (Debian: the package faketime)");
    }

    @Override
    public void run(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.of(Network.none(), stage, 3, 1, 1)) {
            List<RealNode> nodes = cluster.nodes();
            RealNode ahead = nodes.getFirst();
            RealNode jumps = nodes.get(1);
            RealNode behind = nodes.getLast();
            for (RealNode node : nodes) {
                set(cluster, node, Duration.ZERO);
                node.startsWithin(misled(clock(cluster, node)));
            }
            set(cluster, ahead, WRONG);
            set(cluster, behind, WRONG.negated());
            cluster.startAll();
            trial.injected("the clock of " + ahead + " is an hour ahead, that of " + behind + " an hour behind");
            FollowedJob job = FollowedJob.submit(cluster, ahead, Kills.TASKS);
            FollowedJob other = FollowedJob.submit(cluster, behind, Kills.TASKS);
            job.underWay(Kills.UNDER_WAY);
            set(cluster, ahead, WRONG.negated());
            set(cluster, jumps, WRONG);
            trial.injected("the clock of " + ahead + " jumps back by two hours, that of " + jumps + " on by one");
            Thread.sleep(NOTICED);
            Kills.jobsNode(trial, job);
            other.end(trial);
        }
    }

    private static Path clock(RealCluster cluster, RealNode node) {
        return cluster.directory().resolve(node.name() + ".clock");
    }

    /** How wrong a node's clock is from now on. */
    private static void set(RealCluster cluster, RealNode node, Duration wrong) {
        Path file = clock(cluster, node);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try {
            Files.writeString(next, "%+d\n".formatted(wrong.toSeconds()));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ChaosException("a clock cannot be set: " + e.getMessage(), e);
        }
    }

    /** What a process is started by whose clock is as a file says, and is looked up once a second. */
    private static List<String> misled(Path clock) {
        return List.of(
                "env",
                "LD_PRELOAD=" + library().orElseThrow(),
                "FAKETIME_TIMESTAMP_FILE=" + clock,
                "FAKETIME_CACHE_DURATION=1",
                "FAKETIME_DONT_FAKE_MONOTONIC=1",
                // With its mend for old systems' condition variables the JVM's waits would end at once.
                "FAKETIME_FORCE_MONOTONIC_FIX=0",
                "NO_FAKE_STAT=1");
    }
}
