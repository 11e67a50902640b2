package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.job.Holdings.Copy;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Sha256;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HoldingsTest {
    private static final long PATIENCE = 100;
    private static final List<NodeId> NODES =
            Stream.of("a", "b", "c", "d").map(NodeId::new).toList();
    private static final ArtifactId PROOF = artifact(0);

    private final Holdings holdings = new Holdings(3, PATIENCE);

    @Test
    void asksForCopiesUntilThreeMembersHoldAnArtifact() {
        holdings.members(NODES);
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
        holdings.members(NODES.subList(0, 2));
        holdings.held(PROOF, NODES.get(0));

        assertThat(holdings.missing(0)).containsExactly(new Copy(PROOF, NODES.get(1)));
        assertThat(holdings.missing(PATIENCE)).isEmpty();
        assertThat(holdings.missing(PATIENCE + 1)).containsExactly(new Copy(PROOF, NODES.get(1)));
    }

    @Test
    void replacesTheCopyOfAMemberThatIsGone() {
        holdings.members(NODES);
        NODES.subList(0, 3).forEach(node -> holdings.held(PROOF, node));
        assertThat(holdings.missing(0)).isEmpty();

        holdings.members(NODES.subList(1, 4));

        assertThat(holdings.missing(1)).containsExactly(new Copy(PROOF, NODES.get(3)));
        assertThat(holdings.holders(PROOF)).isEqualTo(Set.copyOf(NODES.subList(1, 3)));
    }

    @Test
    void asksForNothingThatNobodyHolds() {
        holdings.members(NODES);
        holdings.held(PROOF, new NodeId("stranger"));

        assertThat(holdings.missing(0)).isEmpty();
    }

    @Test
    void spreadsCopiesOverTheMembers() {
        holdings.members(NODES);
        IntStream.range(0, 60).forEach(i -> holdings.held(artifact(i), NODES.get(0)));

        List<Copy> copies = holdings.missing(0);

        assertThat(copies).hasSize(120);
        for (NodeId node : NODES.subList(1, 4)) {
            assertThat(copies.stream().filter(copy -> copy.to().equals(node)))
                    .as(node.name())
                    .hasSizeBetween(30, 50);
        }
    }

    private static ArtifactId artifact(int number) {
        return new ArtifactId(Sha256.of(new byte[] {(byte) number}));
    }
}
