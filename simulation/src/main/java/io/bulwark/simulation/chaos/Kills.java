package io.bulwark.simulation.chaos;

import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.RecoveryView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** SIGKILL of a prover, of the job's node, of its whole region, and of everything. */
final class Kills {
    /** A job of this many tasks takes five nodes about 15 s. */
    static final int TASKS = 120;
    /** So many segments are proven before anything is done. */
    static final int UNDER_WAY = 15;

    private static final Duration RECOVERED = Duration.ofSeconds(90);
    private static final double PROVER_AIM = 2;
    private static final double HOME_AIM = 10;
    /** Of which {@code bulwark.adopt-after} is the most. */
    private static final double REGION_AIM = 20;

    private static final int PATIENCE = 15;

    private Kills() {}

    static List<Scenario> all() {
        return List.of(
                new Scripted("prover", "1", "SIGKILL of a prover that is at a task", Kills::prover),
                new Scripted("job-node", "2", "SIGKILL of the node that the job runs on", Kills::jobNode),
                new Scripted(
                        "region",
                        "2, 4",
                        "SIGKILL of all nodes of the job's region at once; another region adopts the job",
                        Kills::region),
                new Scripted(
                        "restart",
                        "2, 8",
                        "SIGKILL of every node, then a start of all on the same data",
                        Kills::restart));
    }

    /** Waits until the job goes on, and says how long that took. */
    static void goesOn(Trial trial, FollowedJob job, JobView before, long since, Figure aim)
            throws InterruptedException {
        job.await(
                RECOVERED, "that the job goes on", view -> view.home().isPresent() && view.proven() > before.proven());
        trial.measured(new Figure(aim.what(), Trial.secondsSince(since), aim.unit(), aim.aim()));
    }

    /** SIGKILL of a prover that is not the job's node. */
    private static void prover(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 3, 1, 1)) {
            FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), TASKS);
            JobView before = job.underWay(UNDER_WAY);
            RealNode victim = before.shares().stream()
                    .map(share -> cluster.node(share.node()))
                    .filter(node -> node != job.home(before))
                    .findFirst()
                    .orElseThrow(() -> new ChaosException("nobody but the job's node has proved anything"));
            Proved then = job.proved();
            victim.kill();
            trial.injected("SIGKILL of " + victim + " with " + before.proven() + " segments proven");
            JobView after = job.await(
                    RECOVERED,
                    "that its task runs elsewhere",
                    view -> recovery(view, victim).isPresent());
            recovery(after, victim)
                    .ifPresent(recovery -> trial.measured(Figure.seconds(
                            "its task runs elsewhere after its last sign of life", recovery.seconds(), PROVER_AIM)));
            job.end(trial);
            job.requireNothingTwice(trial, before, then);
        }
    }

    private static Optional<RecoveryView> recovery(JobView view, RealNode from) {
        return view.recoveries().stream()
                .filter(recovery -> recovery.from().equals(from.member().node()))
                .findFirst();
    }

    /** SIGKILL of the node that holds the job. */
    private static void jobNode(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 3, 1, 1)) {
            kill(trial, cluster, List::of, Figure.seconds("the job has more proven than before", 0, HOME_AIM));
        }
    }

    /** SIGKILL of all nodes of the job's region at once. */
    private static void region(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 2, 2, 1)) {
            kill(
                    trial,
                    cluster,
                    home -> cluster.in(home.member().region()),
                    Figure.seconds(
                            "the job has more proven than before, %d s of patience included".formatted(PATIENCE),
                            0,
                            REGION_AIM));
        }
    }

    /**
     * SIGKILL of some nodes at once, while a job is under way; it goes on elsewhere, and nothing is proved twice.
     *
     * @param victims which ones, given the node that holds the job
     */
    private static void kill(Trial trial, RealCluster cluster, Function<RealNode, List<RealNode>> victims, Figure aim)
            throws InterruptedException {
        kill(trial, FollowedJob.submit(cluster, cluster.nodes().getFirst(), TASKS), victims, aim);
    }

    /** SIGKILL of the node that this job runs on, where what is around it is bad: no aim. */
    static void jobsNode(Trial trial, FollowedJob job) throws InterruptedException {
        kill(trial, job, List::of, Figure.seconds("the job has more proven than before", 0));
    }

    private static void kill(Trial trial, FollowedJob job, Function<RealNode, List<RealNode>> victims, Figure aim)
            throws InterruptedException {
        JobView before = job.underWay(UNDER_WAY);
        Proved then = job.proved();
        List<RealNode> all = victims.apply(job.home(before));
        long killed = System.nanoTime();
        for (RealNode victim : all) {
            victim.kill();
            trial.injected("SIGKILL of " + victim + " with " + before.proven() + " segments proven");
        }
        goesOn(trial, job, before, killed, aim);
        job.end(trial);
        job.requireNothingTwice(trial, before, then);
    }

    /** SIGKILL of every node, and a start of the same on the same data. */
    private static void restart(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 2, 2, 1)) {
            FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), TASKS);
            JobView before = job.underWay(UNDER_WAY);
            for (RealNode node : cluster.nodes()) {
                node.kill();
            }
            trial.injected(
                    "SIGKILL of all " + cluster.nodes().size() + " nodes with " + before.proven() + " segments proven");
            Proved then = job.proved();
            long started = System.nanoTime();
            cluster.startAll();
            trial.injected("all are started again on the same data");
            trial.measured(Figure.seconds("all are members again after the start", Trial.secondsSince(started)));
            goesOn(trial, job, before, started, Figure.seconds("the job has more proven than before", 0));
            job.end(trial);
            job.requireNothingTwice(trial, before, then);
        }
    }
}
