package io.bulwark.simulation.chaos;

import io.bulwark.protocol.api.JobView;

/** A second process is started on the data of a node that runs. */
final class SecondProcess implements Scenario {
    @Override
    public String name() {
        return "second-process";
    }

    @Override
    public String rows() {
        return "7";
    }

    @Override
    public String what() {
        return "a second process on the data directory of a node that runs, under load";
    }

    @Override
    public void run(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 2, 2, 1)) {
            FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), Kills.TASKS);
            JobView before = job.underWay(Kills.UNDER_WAY);
            Proved then = job.proved();
            RealNode node = cluster.nodes().get(1);
            RealNode second = cluster.make(node.member(), node.certificates());
            cluster.startOnce(second);
            trial.injected("a second process of " + node + " is started on its data");
            trial.require(second.awaitEnd().filter(code -> code != 0).isPresent(), "the second process runs");
            trial.require(second.says("is in use by another node"), "the second process does not say why it ended");
            trial.require(node.alive(), "the first process has ended");
            job.end(trial);
            job.requireNothingTwice(trial, before, then);
        }
    }
}
