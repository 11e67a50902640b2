package io.bulwark.simulation.chaos;

import io.bulwark.protocol.Region;
import io.bulwark.protocol.api.JobView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The network between regions is cut, or slow, by a relay in front of each node. */
final class Cuts {
    private Cuts() {}

    static List<Scenario> all() {
        return List.of(new RegionCut(), new SlowNetwork());
    }

    /** The job's region and the others do not reach each other for longer than they wait before they adopt its jobs. */
    private record RegionCut() implements Scenario {
        private static final Duration CUT = Duration.ofSeconds(30);

        @Override
        public String name() {
            return "region-cut";
        }

        @Override
        public String rows() {
            return "4";
        }

        @Override
        public String what() {
            return "the job's region is cut off from the others for " + CUT.toSeconds() + " s";
        }

        @Override
        public Optional<String> impossible() {
            return SocketOwner.impossible();
        }

        @Override
        public void run(Trial trial, Stage stage) throws InterruptedException {
            Wires wires = new Wires();
            try (RealCluster cluster = RealCluster.startBehind(wires, stage, 2, 2, 1)) {
                FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), 2 * Kills.TASKS);
                JobView before = job.underWay(Kills.UNDER_WAY);
                Region region = job.home(before).member().region();
                List<RealNode> inside = cluster.in(region);
                List<RealNode> outside = cluster.nodes().stream()
                        .filter(node -> !inside.contains(node))
                        .toList();
                long cut = System.nanoTime();
                wires.cut(Set.of(region));
                trial.injected(region + " and the others are cut off from each other, with " + before.proven()
                        + " segments proven");
                job.await(inside, CUT, "that the job goes on in its region", view -> view.proven() > before.proven());
                trial.measured(Figure.seconds("the job has more proven in its region", Trial.secondsSince(cut)));
                FollowedJob other = FollowedJob.submit(cluster, outside.getFirst(), Kills.TASKS / 3);
                trial.injected("a job is accepted on the other side");
                Thread.sleep(Math.max(0, CUT.minusNanos(System.nanoTime() - cut).toMillis()));
                wires.heal();
                trial.injected("the network is healed after %.0f s".formatted(Trial.secondsSince(cut)));
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

    /** Everything between regions takes a quarter of a second more. */
    private record SlowNetwork() implements Scenario {
        private static final Duration DELAY = Duration.ofMillis(250);

        @Override
        public String name() {
            return "slow-network";
        }

        @Override
        public String rows() {
            return "9";
        }

        @Override
        public String what() {
            return "everything between regions takes " + DELAY.toMillis()
                    + " ms more each way; then the job's node is killed";
        }

        @Override
        public Optional<String> impossible() {
            return SocketOwner.impossible();
        }

        @Override
        public void run(Trial trial, Stage stage) throws InterruptedException {
            Wires wires = new Wires();
            try (RealCluster cluster = RealCluster.startBehind(wires, stage, 3, 1, 1)) {
                wires.slow(DELAY);
                trial.injected("between regions everything takes " + DELAY.toMillis() + " ms more");
                FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), Kills.TASKS);
                JobView before = job.underWay(Kills.UNDER_WAY);
                Proved then = job.proved();
                RealNode home = job.home(before);
                long killed = System.nanoTime();
                home.kill();
                trial.injected("SIGKILL of " + home + " with " + before.proven() + " segments proven");
                Kills.goesOn(trial, job, before, killed, Figure.seconds("the job has more proven than before", 0));
                job.end(trial);
                job.requireNothingTwice(trial, before, then);
            }
        }
    }
}
