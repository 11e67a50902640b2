package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.Holdings.Copy;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private static final long PATIENCE = 100;
    private static final List<NodeId> NODES =
            Stream.of("a", "b", "c", "d").map(NodeId::new).toList();
    private static final List<Member> MEMBERS =
            NODES.stream().map(Member::local).toList();
    private static final ArtifactId PROOF = artifact(0);

    private final Holdings holdings = new Holdings(3, PATIENCE);

    @Test
    void asksForCopiesUntilThreeMembersHoldAnArtifact() {
        holdings.members(MEMBERS);
        holdings.held(PROOF, NODES.get(0));

        List<Copy> copies = holdings.missing(0);
        assertThat(copies)
                .hasSize(2)
                .extracting(Copy::to)
                .doesNotHaveDuplicates()
                .doesNotContain(NODES.get(0));
        assertThat(holdings.missing(1)).as("they are under way").isEmpty();

        copies.forEach(copy -> holdings.held(PROOF, copy.to()));
        assertThat(holdings.missing(2 * PATIENCE)).isEmpty();
        assertThat(holdings.holders(PROOF)).hasSize(3);
    }

    @Test
    void asksAgainWhenACopyIsNotMadeInTime() {
        holdings.members(MEMBERS.subList(0, 2));
        holdings.held(PROOF, NODES.get(0));

        assertThat(holdings.missing(0)).containsExactly(new Copy(PROOF, NODES.get(1)));
        assertThat(holdings.missing(PATIENCE)).isEmpty();
        assertThat(holdings.missing(PATIENCE + 1)).containsExactly(new Copy(PROOF, NODES.get(1)));
    }

    @Test
    void replacesTheCopyOfAMemberThatIsGone() {
        holdings.members(MEMBERS);
        NODES.subList(0, 3).forEach(node -> holdings.held(PROOF, node));
        assertThat(holdings.missing(0)).isEmpty();

        holdings.members(MEMBERS.subList(1, 4));

        assertThat(holdings.missing(1)).containsExactly(new Copy(PROOF, NODES.get(3)));
        assertThat(holdings.holders(PROOF)).isEqualTo(Set.copyOf(NODES.subList(1, 3)));
    }

    @Test
    void asksForNothingThatNobodyHolds() {
        holdings.members(MEMBERS);
        holdings.held(PROOF, new NodeId("stranger"));

        assertThat(holdings.missing(0)).isEmpty();
    }

    @Test
    void spreadsCopiesOverTheMembers() {
        holdings.members(MEMBERS);
        IntStream.range(0, 60).forEach(i -> holdings.held(artifact(i), NODES.get(0)));

        List<Copy> copies = holdings.missing(0);

        assertThat(copies).hasSize(120);
        for (NodeId node : NODES.subList(1, 4)) {
            assertThat(copies.stream().filter(copy -> copy.to().equals(node)))
                    .as(node.name())
                    .hasSizeBetween(30, 50);
        }
    }

    @Test
    void isSafeOnTwoNodesInTwoJurisdictionsWhereThereAreTwo() {
        holdings.members(List.of(member("a", "DE", "x"), member("b", "DE", "y"), member("c", "FR", "z")));
        holdings.held(PROOF, new NodeId("a"));
        assertThat(holdings.safe(PROOF)).isFalse();
        holdings.held(PROOF, new NodeId("b"));
        assertThat(holdings.safe(PROOF)).as("both in one jurisdiction").isFalse();
        holdings.held(PROOF, new NodeId("c"));
        assertThat(holdings.safe(PROOF)).isTrue();

        holdings.members(List.of(member("a", "DE", "x"), member("b", "DE", "y")));
        assertThat(holdings.safe(PROOF)).as("there is no other jurisdiction").isTrue();
        holdings.members(List.of(member("a", "DE", "x")));
        assertThat(holdings.safe(PROOF)).as("there is no other node").isTrue();
    }

    @Test
    void copiesToAnotherJurisdictionFirstThenToAnotherOperator() {
        holdings.members(List.of(
                member("a", "DE", "x"), member("b", "DE", "x"), member("c", "DE", "y"), member("d", "FR", "x")));
        holdings.held(PROOF, new NodeId("a"));

        assertThat(holdings.missing(0)).extracting(copy -> copy.to().name()).containsExactly("d", "c");
    }

    @Test
    void whicheverCopiesAreLostTheArtifactEndsSafeAndNothingIsMissing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            Holdings some = new Holdings(3, PATIENCE);
            List<Member> members = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(8); i++) {
                members.add(
                        member("n" + i, List.of("DE", "FR", "CH").get(random.nextInt(3)), "op" + random.nextInt(3)));
            }
            some.members(members);
            some.held(PROOF, members.get(random.nextInt(members.size())).node());
            long now = 0;
            for (int step = 0; step < 30; step++) {
                now += random.nextInt(80);
                for (Copy copy : some.missing(now)) {
                    if (random.nextInt(3) > 0) {
                        some.held(PROOF, copy.to());
                    }
                }
            }
            now += 2 * PATIENCE;
            some.missing(now).forEach(copy -> some.held(PROOF, copy.to()));

            assertThat(some.safe(PROOF))
                    .as("seed %d round %d of %s", seed, round, members)
                    .isTrue();
            assertThat(some.missing(now)).as("seed %d", seed).isEmpty();
            // A copy that was late may come on top of the one that was asked for instead.
            assertThat(some.holders(PROOF).size())
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(Math.min(3, members.size()));
        }
    }

    private static Member member(String name, String jurisdiction, String operator) {
        return new Member(
                new NodeId(name), new OperatorId(operator), new Jurisdiction(jurisdiction), new Region("local"));
    }

    private static ArtifactId artifact(int number) {
        return new ArtifactId(Sha256.of(new byte[] {(byte) number}));
    }
}
