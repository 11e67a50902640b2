package io.bulwark.simulation.chaos;

import io.bulwark.protocol.api.JobView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A node's disk is full, or cannot be written to. */
final class Disks {
    private static final String VICTIM = "node-4";
    private static final int SMALL_JOB = 60;

    private Disks() {}

    static List<Scenario> all() {
        return List.of(new Full(), new ReadOnly());
    }

    private static RealNode victim(RealCluster cluster) {
        return cluster.nodes().stream()
                .filter(node -> node.name().equals(VICTIM))
                .findFirst()
                .orElseThrow();
    }

    /** The disk of a node that proves and keeps copies fills up, and is emptied after a while. */
    private record Full() implements Scenario {
        private static final Duration FULL = Duration.ofSeconds(10);
        private static final Duration BACK = Duration.ofMinutes(2);

        @Override
        public String name() {
            return "full-disk";
        }

        @Override
        public String rows() {
            return "6";
        }

        @Override
        public String what() {
            return "the disk of a node that proves and keeps copies is full for " + FULL.toSeconds() + " s";
        }

        @Override
        public Optional<String> impossible() {
            return SmallDisk.impossible();
        }

        @Override
        public void run(Trial trial, Stage stage) throws InterruptedException {
            try (SmallDisk disk = SmallDisk.mount(stage.directory().resolve(VICTIM));
                    RealCluster cluster = RealCluster.start(stage, 3, 1, 1)) {
                RealNode victim = victim(cluster);
                FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), Kills.TASKS);
                JobView before = job.underWay(Kills.UNDER_WAY);
                disk.fill();
                trial.injected("the disk of " + victim + " is full, with " + before.proven() + " segments proven");
                Thread.sleep(FULL);
                disk.free();
                trial.injected("the disk of " + victim + " has room again");
                long freed = System.nanoTime();
                job.end(trial);
                trial.measured(Figure.count(
                        "segments proved again, of " + job.tasks(), job.proved().repeated()));
                trial.require(
                        victim.says("full") || victim.says("No space left"),
                        victim + " does not say that its disk is full");
                trial.require(victim.alive(), victim + " has ended");
                if (victim.alive()) {
                    provesAgain(trial, cluster, victim, freed);
                }
            }
        }

        private static void provesAgain(Trial trial, RealCluster cluster, RealNode victim, long freed)
                throws InterruptedException {
            FollowedJob next = FollowedJob.submit(cluster, victim, SMALL_JOB);
            next.await(
                    BACK,
                    "that " + victim + " proves again",
                    view -> view.shares().stream()
                            .anyMatch(
                                    share -> share.node().equals(victim.member().node())));
            trial.measured(
                    Figure.seconds("it takes jobs and proves again after it has room", Trial.secondsSince(freed)));
            next.end(trial);
        }
    }

    /** A node is started on a disk that cannot be written to. */
    private record ReadOnly() implements Scenario {
        @Override
        public String name() {
            return "read-only";
        }

        @Override
        public String rows() {
            return "6";
        }

        @Override
        public String what() {
            return "SIGKILL of a node, and a start on its data while that can only be read";
        }

        @Override
        public Optional<String> impossible() {
            return SmallDisk.impossible();
        }

        @Override
        public void run(Trial trial, Stage stage) throws InterruptedException {
            try (SmallDisk disk = SmallDisk.mount(stage.directory().resolve(VICTIM));
                    RealCluster cluster = RealCluster.start(stage, 3, 1, 1)) {
                RealNode victim = victim(cluster);
                FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), 2 * Kills.TASKS);
                JobView before = job.underWay(Kills.UNDER_WAY);
                Proved then = job.proved();
                victim.kill();
                disk.readOnly(true);
                trial.injected("SIGKILL of " + victim + "; its disk is read-only");
                cluster.startOnce(victim);
                victim.toEnd();
                trial.require(
                        victim.awaitEnd().filter(code -> code != 0).isPresent(), victim + " runs on a read-only disk");
                trial.require(
                        victim.says("bulwark node:"), victim + " does not say in its own words why it does not start");
                disk.readOnly(false);
                cluster.startAgain(victim);
                trial.injected("the disk can be written to again, and " + victim + " is started");
                cluster.awaitMembers();
                job.end(trial);
                job.requireNothingTwice(trial, before, then);
            }
        }
    }
}
