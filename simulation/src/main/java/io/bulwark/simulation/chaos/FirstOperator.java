package io.bulwark.simulation.chaos;

import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.CertsException;
import io.bulwark.cluster.certs.ConsortiumFile;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.identity.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The first operator's nodes are gone for ever, data and all: nothing was kept there only, and nobody needs its leave. */
final class FirstOperator implements Scenario {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Jurisdiction NEW_PLACE = new Jurisdiction("LI");
    private static final int SMALL_JOB = 40;

    @Override
    public String name() {
        return "first-operator";
    }

    @Override
    public String rows() {
        return "2, 7";
    }

    @Override
    public String what() {
        return "SIGKILL of the first operator's nodes, data deleted; the others admit a new operator";
    }

    @Override
    public void run(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 2, 2, 1)) {
            RealNode first = cluster.nodes().getFirst();
            FollowedJob accepted = FollowedJob.submit(cluster, first, Kills.TASKS);
            JobView before = accepted.underWay(Kills.UNDER_WAY);
            Proved then = accepted.proved();
            long killed = System.nanoTime();
            for (RealNode node : cluster.in(first.member().region())) {
                node.kill();
                delete(node.data());
                delete(node.certificates());
                trial.injected("SIGKILL of " + node + "; its data and certificates are deleted");
            }
            RealNode left = cluster.up().getFirst();
            FollowedJob next = FollowedJob.submit(cluster, left, SMALL_JOB);
            trial.measured(Figure.seconds("a new job is accepted after the kill", Trial.secondsSince(killed)));
            Kills.goesOn(trial, accepted, before, killed, Figure.seconds("the old job has more proven than before", 0));
            remove(trial, left, cluster.in(first.member().region()));
            ConsortiumFile list = admit(trial, cluster);
            accepted.end(trial, list);
            accepted.requireNothingTwice(trial, before, then);
            next.end(trial, list);
            newcomerWorks(trial, cluster, list);
        }
    }

    /** Only people know that a region is not cut off but gone; and nobody begins a new region while it is waited for. */
    private static void remove(Trial trial, RealNode through, List<RealNode> gone) {
        for (RealNode node : gone) {
            through.client().drain(node.member().node());
            trial.injected("drain of " + node + ", which is gone");
        }
    }

    /** The others sign the next list, and the newcomer's node joins. */
    private static ConsortiumFile admit(Trial trial, RealCluster cluster) throws InterruptedException {
        Instant from = Instant.now().minus(DAY);
        Instant until = Instant.now().plus(DAY);
        Authority newcomer = Authority.make(new OperatorId("delta"), from, until);
        List<Operator> operators =
                new ArrayList<>(cluster.consortium().list().inForce().newest().operators());
        operators.add(Operator.of(newcomer.certificate(), List.of(NEW_PLACE)));
        ConsortiumFile list = cluster.consortium().list().proposing(operators);
        for (Authority voter : cluster.consortium().authorities().subList(1, RealCluster.REGIONS)) {
            list = list.signed(voter);
        }
        trial.require(list.proposal().isEmpty(), "two of three operators are not enough to admit another");
        Member member =
                new Member(new NodeId("newcomer"), newcomer.certificate().operator(), NEW_PLACE, new Region("vaduz"));
        Path certificates = cluster.directory().resolve("newcomer-certs");
        try {
            list.write(cluster.up().getFirst().certificates().resolve(CertificateFiles.CONSORTIUM), true);
            CertificateFiles.write(
                    newcomer.issue(member, List.of("127.0.0.1", "localhost"), from, until), certificates, false);
            list.write(certificates.resolve(CertificateFiles.CONSORTIUM), false);
        } catch (CertsException e) {
            throw new ChaosException(e.getMessage(), e);
        }
        trial.injected("operators baltic and coral admit operator delta; its node starts");
        long started = System.nanoTime();
        cluster.startAgain(cluster.make(member, certificates));
        cluster.awaitMembers();
        trial.measured(
                Figure.seconds("the new operator's node is a member after its start", Trial.secondsSince(started)));
        return list;
    }

    private static void newcomerWorks(Trial trial, RealCluster cluster, ConsortiumFile list)
            throws InterruptedException {
        RealNode newcomer = cluster.nodes().getLast();
        FollowedJob job = FollowedJob.submit(cluster, newcomer, SMALL_JOB);
        JobView end = job.end(trial, list);
        trial.require(
                end.shares().isEmpty()
                        || end.shares().stream()
                                .anyMatch(share ->
                                        share.node().equals(newcomer.member().node())),
                "the new operator's node proved nothing of a job that was handed in there");
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new ChaosException(directory + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
