package io.bulwark.cluster.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.certs.Authority;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.cluster.certs.TestConsortium;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.identity.Operator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Who gets in: nodes in one process, each with its own actor system, over TLS on the loopback interface. Each refusal is one line on both sides. */
@Timeout(180)
class DoorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private Path directory;

    private final TestConsortium consortium = TestConsortium.of("alpine", "baltic", "coral");
    private final List<ClusterNode> nodes = new ArrayList<>();
    private final Logged log = new Logged();
    private Duration identityWithin = Duration.ofMinutes(2);

    @AfterEach
    void stop() {
        nodes.forEach(node -> node.system().terminate());
        log.close();
    }

    @Test
    void membersOfThreeRegionsKnowEachOtherAsTheirCertificatesSay() {
        ClusterNode alpine = start(consortium.node("alpine", "alpine-1"));
        ClusterNode baltic = start(consortium.node("baltic", "baltic-1"));
        ClusterNode coral = start(consortium.node("coral", "coral-1"));

        for (ClusterNode node : List.of(alpine, baltic, coral)) {
            until(() -> node.registry().members().size() == 3);
            assertThat(node.registry().members())
                    .containsExactly(
                            TestConsortium.member("alpine", "alpine-1"),
                            TestConsortium.member("baltic", "baltic-1"),
                            TestConsortium.member("coral", "coral-1"));
            assertThat(node.registry().consortium()).isEqualTo(consortium.newest());
            until(() -> node.health().whyUnready().isEmpty());
        }
        assertThat(alpine.registry().sameRegion(new NodeId("baltic-1"))).isFalse();
        assertThat(alpine.registry().sameRegion(new NodeId("alpine-1"))).isTrue();
    }

    @Test
    void keepsOutWhomTheListDoesNotAdmit() throws Exception {
        ClusterNode member = start(consortium.node("alpine", "alpine-1"));
        TestConsortium strangers = TestConsortium.of("evil", "alpine", "baltic");
        strangers.knows("alpine", consortium.authorityOf("alpine"));

        // Each stranger believes another list, which admits it and the member: the member has to see through that.
        NodeIdentity unlisted =
                TestConsortium.node(strangers.authorityOf("evil"), TestConsortium.member("evil", "evil-1"));
        NodeIdentity impostor =
                TestConsortium.node(strangers.authorityOf("baltic"), TestConsortium.member("baltic", "impostor-1"));
        for (NodeIdentity identity : List.of(unlisted, impostor)) {
            start(identity, strangersList(strangers, identity), ConfigFactory.empty());
        }

        until(() -> log.says("a connection to this node is refused", "operator evil", "is not listed"));
        until(() -> log.says("a connection to this node is refused", "impostor-1", "was not issued by an authority"));
        until(() -> log.says("not a member yet", "refuses this node's certificate"));
        assertThat(member.registry().members()).hasSize(1);
    }

    private Path strangersList(TestConsortium strangers, NodeIdentity identity) {
        // The member's own authority is on their list, so that they do not refuse the member themselves.
        List<Operator> all = new ArrayList<>(strangers.operators());
        all.removeIf(operator -> operator.id().name().equals("alpine"));
        all.add(Operator.of(consortium.authorityOf("alpine").certificate(), List.of(new Jurisdiction("CH"))));
        if (strangers.newest().version() == 1) {
            strangers.next(all, "evil", "baltic");
        }
        return strangers.write(
                identity, directory.resolve(identity.member().node().name() + "-certs"));
    }

    @Test
    void aNodeThatTheListDoesNotAdmitDoesNotEvenStart() {
        Instant now = Instant.now();
        NodeIdentity expired = consortium
                .authorityOf("alpine")
                .issue(
                        TestConsortium.member("alpine", "late-1"),
                        List.of("127.0.0.1"),
                        now.minus(Duration.ofDays(9)),
                        now.minus(Duration.ofDays(1)));
        assertThatThrownBy(() -> start(expired))
                .isInstanceOf(NodeStartException.class)
                .hasMessageContaining("has expired");

        NodeIdentity coral = consortium.node("coral", "coral-1");
        List<Operator> fewer = consortium.operators();
        fewer.removeIf(operator -> operator.id().name().equals("coral"));
        consortium.next(fewer, "alpine", "baltic");
        assertThatThrownBy(() -> start(coral))
                .isInstanceOf(NodeStartException.class)
                .hasMessageContaining("is expelled");
    }

    @Test
    void keepsOutANodeWithoutCertificateAndTellsItWhy() {
        ClusterNode member = start(consortium.node("alpine", "alpine-1"));

        nodes.add(ClusterNode.start(
                new NodeSettings(
                        new NodeId("bare"),
                        "127.0.0.1",
                        0,
                        List.of(member.address()),
                        directory.resolve("bare"),
                        0,
                        1,
                        directory.resolve("keys")),
                workload()));

        until(() -> log.says("a connection to this node is refused", "operator self of node bare is not listed"));
        until(() -> log.says("INSECURE, loopback only"));
        until(() -> log.says("not a member yet", member.address() + " speaks TLS, and this node has no certificate"));
        assertThat(member.registry().members()).hasSize(1);
    }

    @Test
    void aMemberThatJoinsInARegionThatIsNotItsCertificatesIsNamedAndRemoved() {
        identityWithin = Duration.ofSeconds(2);
        ClusterNode member = start(consortium.node("alpine", "alpine-1"));
        NodeIdentity baltic = consortium.node("baltic", "baltic-1");
        Config lie =
                ConfigFactory.parseMap(Map.of("pekko.cluster.multi-data-center.self-data-center", "alpine-region"));

        ClusterNode liar = start(baltic, consortium.write(baltic, directory.resolve("baltic-1-certs")), lie);

        until(() -> log.says("is not accepted", "baltic-1 has joined in the region alpine-region"));
        until(() -> log.says("does not accept this node", "its certificate is for the region baltic-region"));
        until(() -> log.says("has no right identity and gets nothing", "it is removed from the cluster"));
        until(() -> liar.whenEnded().toCompletableFuture().isDone());
        assertThat(liar.fault()).hasValueSatisfying(why -> assertThat(why).contains("removed this node"));
        assertThat(member.registry().members()).hasSize(1);
    }

    @Test
    void aNodeOfAnotherVersionIsTurnedAway() {
        ClusterNode member = start(consortium.node("alpine", "alpine-1"));
        NodeIdentity old = consortium.node("baltic", "baltic-1");

        ClusterNode other = start(
                old,
                consortium.write(old, directory.resolve("baltic-1-certs")),
                ConfigFactory.parseMap(Map.of("bulwark.version.messages", 999)));

        until(() -> log.says("no joining with another version of Bulwark", "the other has messages 999"));
        until(() -> other.whenEnded().toCompletableFuture().isDone());
        assertThat(other.fault()).hasValueSatisfying(why -> assertThat(why).contains("another version"));
        assertThat(member.registry().members()).hasSize(1);
    }

    @Test
    void anOperatorIsAdmittedAndAnotherExpelledWhileNodesRunAndTheFirstIsGone() {
        ClusterNode baltic = start(consortium.node("baltic", "baltic-1"));
        ClusterNode coral = start(consortium.node("coral", "coral-1"));
        until(() -> coral.registry().members().size() == 2);
        consortium.knows("delta", TestConsortium.authority("delta"));
        List<Operator> more = consortium.operators();
        more.add(consortium.operator("delta"));
        more.removeIf(operator -> operator.id().name().equals("alpine"));

        // alpine, the first operator, has no node and never signs, and is taken off. One member gets the file; the
        // other learns from it.
        consortium.next(more, "baltic", "coral").writeList(directory.resolve("baltic-1-certs"));
        until(() -> coral.registry().consortium().version() == 2);
        ClusterNode delta = start(consortium.node("delta", "delta-1"));
        until(() -> coral.registry().member(new NodeId("delta-1")).isPresent());

        List<Operator> fewer = consortium.operators();
        fewer.removeIf(operator -> operator.id().name().equals("coral"));
        consortium.next(fewer, "baltic", "delta").writeList(directory.resolve("delta-1-certs"));

        until(() -> coral.whenEnded().toCompletableFuture().isDone());
        until(() -> baltic.registry().members().size() == 2);
        assertThat(baltic.registry().member(new NodeId("coral-1"))).isEmpty();
        assertThat(log.says("coral", "is admitted no longer", "is expelled")).isTrue();
        assertThat(delta.registry().consortium().version()).isEqualTo(3);
    }

    @Test
    void aNodesCertificateAndItsAuthorityAreReplacedWhileItRuns() {
        ClusterNode alpine = start(consortium.node("alpine", "alpine-1"));
        ClusterNode baltic = start(consortium.node("baltic", "baltic-1"));
        until(() -> baltic.registry().members().size() == 2);
        Authority fresh = TestConsortium.authority("alpine");
        NodeIdentity renewed = TestConsortium.node(fresh, TestConsortium.member("alpine", "alpine-1"));

        List<Operator> both = consortium.operators();
        both.removeIf(operator -> operator.id().name().equals("alpine"));
        both.add(operator(consortium.authorityOf("alpine"), fresh));
        consortium.next(both, "baltic", "coral");
        consortium.write(renewed, directory.resolve("alpine-1-certs"));
        until(() -> alpine.registry().signer().certificate().equals(renewed.certificate()));
        until(() -> baltic.registry().consortium().version() == 2);

        List<Operator> one = consortium.operators();
        one.removeIf(operator -> operator.id().name().equals("alpine"));
        one.add(operator(fresh));
        consortium.next(one, "baltic", "coral").writeList(directory.resolve("alpine-1-certs"));
        until(() -> baltic.registry().consortium().version() == 3);

        // A third node speaks with both, so new connections work; and nobody has left.
        ClusterNode coral = start(consortium.node("coral", "coral-1"));
        until(() -> coral.registry().members().size() == 3);
        until(() -> alpine.registry().members().size() == 3);
        assertThat(alpine.whenEnded().toCompletableFuture()).isNotDone();
    }

    private static Operator operator(Authority... authorities) {
        Operator first = Operator.of(authorities[0].certificate(), List.of(new Jurisdiction("CH")));
        return new Operator(
                first.id(),
                first.jurisdictions(),
                List.of(authorities).stream().map(Authority::certificate).toList());
    }

    private ClusterNode start(NodeIdentity identity) {
        Path certs = consortium.write(
                identity, directory.resolve(identity.member().node().name() + "-certs"));
        return start(identity, certs, ConfigFactory.empty());
    }

    private ClusterNode start(NodeIdentity identity, Path certs, Config otherwise) {
        Member member = identity.member();
        List<String> join =
                nodes.isEmpty() ? List.of() : List.of(nodes.getFirst().address());
        NodeSettings settings = new NodeSettings(
                "127.0.0.1",
                0,
                join,
                directory.resolve(member.node().name()),
                0,
                1,
                directory.resolve("keys"),
                Set.of(NodeSettings.GATEWAY),
                new Papers(Optional.of(certs), certs.resolve("consortium.txt"), member),
                new Rules(identityWithin, Duration.ofSeconds(15), Duration.ofSeconds(1), "keep-majority"),
                Storage.STANDARD);
        ClusterNode node = ClusterNode.start(settings, workload(), Makers.threads(workload()), otherwise);
        nodes.add(node);
        return node;
    }

    private static WorkloadSet workload() {
        return WorkloadSet.of(new HashChain(16, 0));
    }

    private void until(BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("%s", String.join("\n", log.lines()))
                    .isLessThan(end);
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
