package io.bulwark.simulation.chaos;

import io.bulwark.protocol.Region;
import io.bulwark.protocol.api.JobView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The network between regions is cut, or bad: by a relay in front of each node, or by what a bridge between network namespaces drops. */
final class Cuts {
    private static final Duration CUT = Duration.ofSeconds(30);
    private static final Duration DELAY = Duration.ofMillis(250);
    private static final int LOST_PERCENT = 5;

    private Cuts() {}

    static List<Scenario> all() {
        return List.of(
                new RegionCut<>(
                        "region-cut",
                        "the job's region is cut off from the others for " + CUT.toSeconds() + " s: bytes wait",
                        SocketOwner::impossible,
                        Cuts::relays,
                        (between, region) -> between.wires().cut(Set.of(region)),
                        between -> between.wires().heal()),
                new RegionCut<>(
                        "packet-cut",
                        "all packets between the job's region and the others are dropped for " + CUT.toSeconds()
                                + " s, in network namespaces",
                        Namespaces::impossible,
                        Namespaces::new,
                        (between, region) -> between.drop(Dropping.around(between.portOf(region))),
                        between -> between.drop(Dropping.nothing())),
                new RegionCut<>(
                        "one-way-cut",
                        "all packets that leave the job's region are dropped for " + CUT.toSeconds()
                                + " s, while those of the others arrive",
                        Namespaces::impossible,
                        Namespaces::new,
                        (between, region) -> between.drop(Dropping.sentBy(between.portOf(region))),
                        between -> between.drop(Dropping.nothing())),
                new BadNetwork<>(
                        "slow-network",
                        "everything between regions takes " + DELAY.toMillis() + " ms more each way",
                        SocketOwner::impossible,
                        Cuts::relays,
                        between -> between.wires().slow(DELAY)),
                new BadNetwork<>(
                        "packet-loss",
                        "of the packets between regions " + LOST_PERCENT + " % are dropped, in network namespaces",
                        Namespaces::impossible,
                        Namespaces::new,
                        between -> between.drop(Dropping.percent(LOST_PERCENT))));
    }

    private static Relays relays() {
        return new Relays(new Wires());
    }

    /**
     * The job's region and the others do not reach each other for longer than they wait before they adopt its jobs.
     *
     * @param missing what this machine lacks for it
     * @param cut around a region
     */
    private record RegionCut<N extends Network>(
            String name,
            String what,
            Supplier<Optional<String>> missing,
            Supplier<N> network,
            BiConsumer<N, Region> cut,
            Consumer<N> heal)
            implements Scenario {
        @Override
        public String rows() {
            return "4";
        }

        @Override
        public Optional<String> impossible() {
            return missing.get();
        }

        @Override
        public void run(Trial trial, Stage stage) throws InterruptedException {
            N between = network.get();
            try (RealCluster cluster = RealCluster.start(between, stage, 2, 2, 1)) {
                FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), 2 * Kills.TASKS);
                JobView before = job.underWay(Kills.UNDER_WAY);
                Region region = job.home(before).member().region();
                List<RealNode> inside = cluster.in(region);
                List<RealNode> outside = cluster.nodes().stream()
                        .filter(node -> !inside.contains(node))
                        .toList();
                long began = System.nanoTime();
                cut.accept(between, region);
                trial.injected(region + ", the job's region, is cut off with " + before.proven() + " segments proven");
                job.await(inside, CUT, "that the job goes on in its region", view -> view.proven() > before.proven());
                trial.measured(Figure.seconds("the job has more proven in its region", Trial.secondsSince(began)));
                FollowedJob other = FollowedJob.submit(cluster, outside.getFirst(), Kills.TASKS / 3);
                trial.injected("a job is accepted on the other side");
                Thread.sleep(
                        Math.max(0, CUT.minusNanos(System.nanoTime() - began).toMillis()));
                between.requireHarm(trial);
                heal.accept(between);
                trial.injected("the network is healed after %.0f s".formatted(Trial.secondsSince(began)));
                long healed = System.nanoTime();
                cluster.awaitMembers();
                trial.measured(Figure.seconds("all see each other again", Trial.secondsSince(healed)));
                job.end(trial);
                other.end(trial);
                trial.measured(Figure.count(
                        "segments proved again, of " + job.tasks(), job.proved().repeated()));
            }
        }
    }

    /**
     * What is between regions is bad from the start on, and the job's node is killed.
     *
     * @param missing what this machine lacks for it
     */
    private record BadNetwork<N extends Network>(
            String name, String bad, Supplier<Optional<String>> missing, Supplier<N> network, Consumer<N> disturb)
            implements Scenario {
        @Override
        public String rows() {
            return "9";
        }

        @Override
        public String what() {
            return bad + "; then the job's node is killed";
        }

        @Override
        public Optional<String> impossible() {
            return missing.get();
        }

        @Override
        public void run(Trial trial, Stage stage) throws InterruptedException {
            N between = network.get();
            try (RealCluster cluster = RealCluster.start(between, stage, 3, 1, 1)) {
                disturb.accept(between);
                trial.injected(bad);
                Kills.jobsNode(
                        trial, FollowedJob.submit(cluster, cluster.nodes().getFirst(), Kills.TASKS));
                between.requireHarm(trial);
            }
        }
    }
}
