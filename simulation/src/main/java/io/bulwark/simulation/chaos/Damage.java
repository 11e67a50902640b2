package io.bulwark.simulation.chaos;

import io.bulwark.protocol.api.JobView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What lies on disks is damaged while a job is under way. */
final class Damage {
    /** Every so many bytes one is inverted: no page and no proof of any size escapes. */
    private static final int EVERY = 1021;

    private Damage() {}

    static List<Scenario> all() {
        return List.of(
                new Scripted(
                        "damaged-artifact",
                        "7",
                        "every artifact of the job's node's neighbours is damaged, then the job's node killed",
                        Damage::artifacts),
                new Scripted(
                        "damaged-ledger",
                        "7",
                        "SIGKILL of a node, its ledger is damaged, and it is started again",
                        Damage::ledger));
    }

    private static void damage(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            for (int i = 0; i < bytes.length; i += EVERY) {
                bytes[i] ^= (byte) 0xFF;
            }
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new ChaosException(file + " cannot be damaged: " + e.getMessage(), e);
        }
    }

    private static final String NAME = "[0-9a-f]{64}";

    /** All artifacts of two nodes; then the job's node dies, so that another has to fetch what it needs. */
    private static void artifacts(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 3, 1, 1)) {
            FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), Kills.TASKS);
            JobView before = job.underWay(Kills.UNDER_WAY);
            RealNode home = job.home(before);
            List<RealNode> neighbours = cluster.in(home.member().region()).stream()
                    .filter(node -> node != home)
                    .toList();
            int files = 0;
            for (RealNode node : neighbours) {
                for (Path artifact : artifacts(node)) {
                    damage(artifact);
                    files++;
                }
            }
            trial.injected(files + " artifacts of " + neighbours + " are damaged");
            long killed = System.nanoTime();
            home.kill();
            trial.injected("SIGKILL of " + home + " with " + before.proven() + " segments proven");
            Kills.goesOn(trial, job, before, killed, Figure.seconds("the job has more proven than before", 0));
            job.end(trial);
            trial.measured(Figure.count(
                    "segments proved again, of " + job.tasks(), job.proved().repeated()));
            long found = neighbours.stream()
                    .mapToLong(node -> node.log().stream()
                            .filter(line -> line.contains("is damaged on this disk"))
                            .count())
                    .sum();
            trial.measured(Figure.count("damaged artifacts that their nodes found and named", found));
            trial.require(found > 0, "no node has said that an artifact is damaged");
        }
    }

    private static List<Path> artifacts(RealNode node) {
        try (Stream<Path> files = Files.list(node.data().resolve("artifacts"))) {
            return files.filter(file -> file.getFileName().toString().matches(NAME))
                    .toList();
        } catch (IOException e) {
            throw new ChaosException("the artifacts of " + node + " cannot be listed: " + e.getMessage(), e);
        }
    }

    /** The ledger of a node that does not run. */
    private static void ledger(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 3, 1, 1)) {
            FollowedJob job = FollowedJob.submit(cluster, cluster.nodes().getFirst(), 2 * Kills.TASKS);
            JobView before = job.underWay(Kills.UNDER_WAY);
            Proved then = job.proved();
            RealNode home = job.home(before);
            RealNode victim = cluster.in(home.member().region()).stream()
                    .filter(node -> node != home)
                    .findFirst()
                    .orElseThrow();
            victim.kill();
            Path ledger = victim.data().resolve("ledger");
            damage(ledger.resolve("data.mdb"));
            trial.injected("SIGKILL of " + victim + ", and its ledger is damaged");
            cluster.startOnce(victim);
            victim.toEnd();
            trial.require(
                    victim.awaitEnd().filter(code -> code != 0).isPresent(), victim + " runs with a damaged ledger");
            trial.require(victim.says("is damaged"), victim + " does not say that its ledger is damaged");
            aside(ledger);
            cluster.startAgain(victim);
            trial.injected("its ledger is moved away, as its words say, and it is started again");
            cluster.awaitMembers();
            job.end(trial);
            job.requireNothingTwice(trial, before, then);
        }
    }

    private static void aside(Path ledger) {
        try {
            Files.move(ledger, ledger.resolveSibling("ledger-damaged"));
        } catch (IOException e) {
            throw new ChaosException(ledger + " cannot be moved away: " + e.getMessage(), e);
        }
    }
}
