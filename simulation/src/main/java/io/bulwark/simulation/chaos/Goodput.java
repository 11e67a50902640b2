package io.bulwark.simulation.chaos;

import java.time.Duration;

/** How much still gets done while one of five nodes after the other is killed and started again. */
final class Goodput implements Scenario {
    private static final Duration EVERY = Duration.ofSeconds(30);
    private static final int TASKS = 750;
    private static final double AIM = 80;

    @Override
    public String name() {
        return "goodput";
    }

    @Override
    public String rows() {
        return "1, 2";
    }

    @Override
    public String what() {
        return "every " + EVERY.toSeconds() + " s one of five nodes gets SIGKILL and is started again";
    }

    @Override
    public void run(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 3, 1, 1)) {
            FollowedJob quiet = FollowedJob.submit(cluster, cluster.nodes().getFirst(), TASKS);
            long began = System.nanoTime();
            quiet.end(trial);
            double undisturbed = Trial.secondsSince(began);
            trial.measured(Figure.seconds("a job of " + TASKS + " tasks, undisturbed", undisturbed));

            FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), TASKS);
            began = System.nanoTime();
            int kills = 0;
            while (!endsWithin(job, EVERY)) {
                RealNode victim = cluster.nodes().get(kills++ % cluster.nodes().size());
                victim.kill();
                cluster.startAgain(victim);
                trial.injected("SIGKILL of " + victim + ", and a start");
            }
            double disturbed = Trial.secondsSince(began);
            job.end(trial);
            trial.measured(Figure.seconds("the same with " + kills + " kills", disturbed));
            trial.measured(Figure.percent("goodput of undisturbed", 100 * undisturbed / disturbed, AIM));
            trial.measured(Figure.count("segments proved again", job.proved().repeated()));
            trial.require(kills > 0, "the job ended before anybody was killed");
        }
    }

    private static boolean endsWithin(FollowedJob job, Duration time) throws InterruptedException {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < until) {
            if (job.view().filter(view -> view.state().ended()).isPresent()) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }
}
