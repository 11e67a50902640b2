package io.bulwark.simulation.chaos;

import java.util.List;
import java.util.Optional;

/** Node after node is replaced, under load, by one of a release that says more in its messages; then each goes back. Meanwhile both releases work together. */
final class Upgrade implements Scenario {
    /** Enough for six restarts. */
    private static final int TASKS = 500;

    private static final List<String> LATER =
            List.of("-Dpekko.actor.serializers.bulwark=" + LaterSerializer.class.getName());
    private static final List<String> TODAY = List.of();

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public String rows() {
        return "12";
    }

    @Override
    public String what() {
        return "rolling upgrade to a release whose messages have further fields, and rolling downgrade, by SIGTERM and a start, under load";
    }

    @Override
    public void run(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 2, 1)) {
            FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), TASKS);
            job.underWay(Kills.UNDER_WAY);
            int hard = replaceEach(trial, cluster, LATER, "a later release");
            for (RealNode node : cluster.nodes()) {
                trial.require(node.says(LaterSerializer.SAID), node + " should be of the later release");
            }
            hard += replaceEach(trial, cluster, TODAY, "this release");
            trial.require(
                    job.view().filter(view -> !view.state().ended()).isPresent(),
                    "the job should be under way until the last node is replaced");
            job.end(trial);
            trial.measured(Figure.count("processes that ended themselves hard, when their work was handed back", hard));
            int repeated = job.proved().repeated();
            int replaced = 2 * cluster.nodes().size();
            trial.measured(Figure.count("segments proved again, of " + TASKS, repeated));
            trial.require(repeated <= replaced, "more segments were proved again than nodes were replaced");
        }
    }

    /**
     * One after the other: each ends, comes back on its data, and is a member to all before the next one goes. Answers how many had to end themselves hard,
     * which is to lose nothing.
     */
    private static int replaceEach(Trial trial, RealCluster cluster, List<String> jvm, String release)
            throws InterruptedException {
        long began = System.nanoTime();
        int hard = 0;
        for (RealNode node : cluster.nodes()) {
            node.terminate();
            Optional<Integer> code = node.awaitEnd();
            trial.require(code.isPresent(), node + " should have ended, and runs on");
            hard += code.filter(c -> c == 0).isPresent() ? 0 : 1;
            node.startsWith(jvm);
            cluster.startAgain(node);
            cluster.awaitMembers();
            trial.injected("SIGTERM of " + node + ", and a start as of " + release);
        }
        trial.measured(Figure.seconds("all are of " + release, Trial.secondsSince(began)));
        return hard;
    }
}
