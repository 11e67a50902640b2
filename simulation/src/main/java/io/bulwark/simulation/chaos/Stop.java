package io.bulwark.simulation.chaos;

import io.bulwark.protocol.api.JobView;
import java.time.Duration;
import java.util.List;

/**
 * SIGSTOP of a node for longer than the others wait before they remove it, then SIGCONT: what it had in mind changes nothing any more.
 *
 * @param ofJob whether it is the node that the job runs on
 */
record Stop(boolean ofJob) implements Scenario {
    /** More than twice what the split-brain resolver and the failure detector take, 3 s each. */
    private static final Duration STOPPED = Duration.ofSeconds(14);

    private static final Duration BACK = Duration.ofMinutes(2);

    static List<Scenario> all() {
        return List.of(new Stop(false), new Stop(true));
    }

    @Override
    public String name() {
        return ofJob ? "stop-job-node" : "stop-prover";
    }

    @Override
    public String rows() {
        return "3";
    }

    @Override
    public String what() {
        return "SIGSTOP of " + (ofJob ? "the job's node" : "a prover") + " for " + STOPPED.toSeconds()
                + " s, then SIGCONT";
    }

    @Override
    public void run(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 3, 1, 1)) {
            FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), 2 * Kills.TASKS);
            JobView before = job.underWay(Kills.UNDER_WAY);
            RealNode home = job.home(before);
            RealNode victim = ofJob
                    ? home
                    : cluster.in(home.member().region()).stream()
                            .filter(node -> node != home)
                            .findFirst()
                            .orElseThrow();
            Proved then = job.proved();
            long stopped = System.nanoTime();
            victim.stop();
            trial.injected("SIGSTOP of " + victim + " with " + before.proven() + " segments proven");
            Kills.goesOn(trial, job, before, stopped, Figure.seconds("the job has more proven than before", 0));
            Thread.sleep(
                    Math.max(0, STOPPED.minusNanos(System.nanoTime() - stopped).toMillis()));
            victim.goOn();
            trial.injected("SIGCONT of " + victim);
            job.end(trial);
            job.requireNothingTwice(trial, before, then);
            comesBack(trial, cluster, victim);
        }
    }

    /** Whoever was removed meanwhile ends, as its log says, and joins when it is started again; whoever was not is a member still. */
    private static void comesBack(Trial trial, RealCluster cluster, RealNode victim) throws InterruptedException {
        List<RealNode> others =
                cluster.up().stream().filter(node -> node != victim).toList();
        cluster.await(
                BACK,
                "that the stopped node ends or is a member again",
                () -> !victim.alive() || cluster.sees(others.getFirst(), victim));
        if (!victim.alive()) {
            trial.require(
                    victim.says("removed this node from the cluster"),
                    victim + " ended without saying that the others removed it");
            cluster.startAgain(victim);
            trial.injected(victim + " ended, having been removed meanwhile, and is started again");
        }
        cluster.awaitMembers();
    }
}
