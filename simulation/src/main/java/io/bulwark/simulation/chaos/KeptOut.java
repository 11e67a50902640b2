package io.bulwark.simulation.chaos;

import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.ConsortiumFile;
import io.bulwark.cluster.demo.DemoConsortium;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.identity.Operator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Nodes with a wrong authority, of an operator that is not listed, or whose certificate has expired: kept out, with a line on each side. */
final class KeptOut implements Scenario {
    private static final Duration SAID = Duration.ofMinutes(2);
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<String> HOSTS = List.of("127.0.0.1", "localhost");
    private static final int SMALL_JOB = 40;

    @Override
    public String name() {
        return "kept-out";
    }

    @Override
    public String rows() {
        return "-";
    }

    @Override
    public String what() {
        return "nodes with a wrong authority, of an unlisted operator, and with an expired certificate try to join";
    }

    @Override
    public void run(Trial trial, Stage stage) throws InterruptedException {
        try (RealCluster cluster = RealCluster.start(stage, 1, 1, 1)) {
            RealNode member = cluster.nodes().getFirst();
            DemoConsortium strangers = new DemoConsortium(stage.directory().resolve("strangers"), RealCluster.REGIONS);
            Authority evil = authority("evil");
            ConsortiumFile list = strangersList(cluster.consortium(), strangers, evil);

            NodeId name = new NodeId("impostor");
            Path certificates = strangers.certificates(1, name);
            list.write(certificates.resolve(CertificateFiles.CONSORTIUM), true);
            knocks(
                    trial,
                    cluster,
                    cluster.make(strangers.member(1, name), certificates),
                    "was not issued by an authority");

            Member unlisted = new Member(
                    new NodeId("unlisted"), evil.certificate().operator(), new Jurisdiction("LI"), new Region("vaduz"));
            Path place = stage.directory().resolve("unlisted-certs");
            CertificateFiles.write(evil.issue(unlisted, HOSTS, past(), future()), place, false);
            list.write(place.resolve(CertificateFiles.CONSORTIUM), false);
            knocks(trial, cluster, cluster.make(unlisted, place), "is not listed");

            expired(trial, cluster);
            FollowedJob.submit(cluster, member, SMALL_JOB).end(trial);
        }
    }

    private static Instant past() {
        return Instant.now().minus(DAY);
    }

    private static Instant future() {
        return Instant.now().plus(DAY);
    }

    private static Authority authority(String operator) {
        return Authority.make(new OperatorId(operator), past(), future());
    }

    /** What the strangers believe: the true first operator is one of them, so that they do not refuse its node by themselves. */
    private static ConsortiumFile strangersList(DemoConsortium real, DemoConsortium strangers, Authority evil) {
        Operator first = real.list().inForce().newest().operators().getFirst();
        List<Operator> all = new ArrayList<>(strangers.list().inForce().newest().operators());
        all.removeIf(operator -> operator.id().equals(first.id()));
        all.add(first);
        all.add(Operator.of(evil.certificate(), List.of(new Jurisdiction("LI"))));
        ConsortiumFile list = strangers.list().proposing(all);
        for (Authority voter : strangers.authorities().subList(1, RealCluster.REGIONS)) {
            list = list.signed(voter);
        }
        return list;
    }

    private static void knocks(Trial trial, RealCluster cluster, RealNode stranger, String why)
            throws InterruptedException {
        RealNode member = cluster.nodes().getFirst();
        stranger.start(List.of(member.address()));
        trial.injected(stranger + " starts and tries to join");
        cluster.await(
                SAID,
                "that " + member + " says that " + stranger + " " + why,
                () -> member.says("a connection to this node is refused", stranger.name(), why)
                        || member.says(
                                "a connection to this node is refused",
                                stranger.member().operator().name(),
                                why));
        cluster.await(
                SAID,
                "that " + stranger + " says that it is refused",
                () -> stranger.says("not a member yet", "refuses this node's certificate"));
        trial.require(!cluster.sees(member, stranger), stranger + " is a member");
        stranger.kill();
    }

    /** It does not even start; the other side of a certificate that expires while its node runs needs clocks that differ, which processes of one machine have not. */
    private static void expired(Trial trial, RealCluster cluster) throws InterruptedException {
        Member late = cluster.consortium().member(0, new NodeId("late"));
        Path place = cluster.directory().resolve("late-certs");
        Authority authority = cluster.consortium().authorities().getFirst();
        CertificateFiles.write(
                authority.issue(late, HOSTS, past().minus(DAY), past().plus(DAY.dividedBy(2))), place, false);
        cluster.consortium().list().write(place.resolve(CertificateFiles.CONSORTIUM), false);
        RealNode node = cluster.make(late, place);
        node.start(List.of(cluster.nodes().getFirst().address()));
        trial.injected(node + " starts with a certificate that has expired");
        trial.require(
                node.awaitEnd().filter(code -> code != 0).isPresent(), node + " starts with an expired certificate");
        trial.require(node.says("has expired"), node + " does not say that its certificate has expired");
    }
}
