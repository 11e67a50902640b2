package io.bulwark.simulation.chaos;

import io.bulwark.protocol.api.JobView;
import java.util.Optional;

/** The job's node is told to leave, then a prover gets SIGTERM: both hand back what they are at, and end as they should. */
final class Drain implements Scenario {
    @Override
    public String name() {
        return "drain";
    }

    @Override
    public String rows() {
        return "13";
    }

    @Override
    public String what() {
        return "drain of the job's node under load, then SIGTERM of a prover: work is handed back";
    }

    @Override
    public void run(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 3, 1, 1)) {
            FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), Kills.TASKS);
            JobView before = job.underWay(Kills.UNDER_WAY);
            Proved then = job.proved();
            RealNode home = job.home(before);
            RealNode asked = cluster.up().stream()
                    .filter(node -> node != home)
                    .findFirst()
                    .orElseThrow();
            long told = System.nanoTime();
            home.toEnd();
            asked.client().drain(home.member().node());
            trial.injected("drain of " + home + " with " + before.proven() + " segments proven");
            ends(trial, home, told);
            Kills.goesOn(trial, job, before, told, Figure.seconds("the job has more proven than before", 0));
            RealNode prover = cluster.up().getLast();
            told = System.nanoTime();
            prover.terminate();
            trial.injected("SIGTERM of " + prover);
            ends(trial, prover, told);
            job.end(trial);
            job.requireNothingTwice(trial, before, then);
        }
    }

    private static void ends(Trial trial, RealNode node, long told) throws InterruptedException {
        Optional<Integer> code = node.awaitEnd();
        trial.measured(Figure.seconds(node.name() + " has left", Trial.secondsSince(told)));
        trial.require(
                code.filter(c -> c == 0).isPresent(),
                node + " should have ended with 0, "
                        + code.map(c -> "and did with " + c).orElse("and runs on"));
    }
}
