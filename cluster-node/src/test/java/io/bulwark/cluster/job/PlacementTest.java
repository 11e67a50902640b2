package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.Compliance;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.Region;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacementTest {
    private static final Member A = member("a", "acme", "DE");
    private static final Member B = member("b", "bolt", "FR");
    private static final Member C = member("c", "cord", "JP");

    static Member member(String node, String operator, String jurisdiction) {
        return new Member(
                new NodeId(node), new OperatorId(operator), new Jurisdiction(jurisdiction), new Region("here"));
    }

    static Policy policy(int jurisdictions, int operators, int percent) {
        return new Policy(Set.of(), Set.of(), jurisdictions, operators, percent);
    }

    private static Placement placement(Policy policy, int segments, Member... members) {
        Placement placement = new Placement(policy);
        placement.members(List.of(members));
        placement.planned(segments, true);
        return placement;
    }

    @Test
    void givesEverythingToAnybodyWhereNothingIsAskedFor() {
        Placement placement = placement(Policy.NONE, 2, A);
        for (int segment = 0; segment < 2; segment++) {
            assertThat(placement.mayProve(segment, A)).isTrue();
            placement.leased(segment, A);
            placement.proven(segment, A);
        }
        assertThat(placement.satisfied()).isTrue();
        assertThat(placement.waiting()).isEmpty();
    }

    @Test
    void givesNothingToAMemberInADeniedOrNotAllowedJurisdictionAndCountsNothingOfIt() {
        Policy denied = new Policy(Set.of(), Set.of(A.jurisdiction()), 1, 1, 100);
        Policy allowed = new Policy(Set.of(B.jurisdiction()), Set.of(), 1, 1, 100);
        for (Policy policy : List.of(denied, allowed)) {
            Placement placement = placement(policy, 1, A);
            assertThat(placement.admits(A)).isFalse();
            assertThat(placement.mayProve(0, A)).isFalse();
            assertThat(placement.waiting())
                    .hasValueSatisfying(why -> assertThat(why).contains("no prover", "jurisdictions ["));
            placement.proven(0, A);
            assertThat(placement.counts(0)).isFalse();
            assertThat(placement.again()).containsExactly(0);

            placement.members(List.of(A, B));
            assertThat(placement.mayProve(0, B)).isTrue();
            placement.proven(0, B);
            assertThat(placement.satisfied()).isTrue();
            assertThat(placement.again()).isEmpty();
        }
    }

    @Test
    void keepsSegmentsForOperatorsThatAreStillNeeded() {
        Placement placement = placement(policy(1, 3, 100), 4, A, B, C);
        placement.leased(0, A);
        placement.leased(1, A);
        assertThat(placement.mayProve(2, A))
                .as("two more operators, two more segments")
                .isFalse();
        assertThat(placement.mayProve(2, B)).isTrue();
        placement.released(1, A);
        assertThat(placement.mayProve(2, A)).isTrue();
    }

    /** What is best for one segment leads nowhere for both: acme has provers in DE and FR, bolt in DE only. */
    @Test
    void isNotGreedyWhereTheRestCouldNotBePlaced() {
        Member french = member("a2", "acme", "FR");
        Member german = member("b2", "bolt", "DE");
        Placement placement = placement(policy(2, 2, 50), 2, A, french, german);
        assertThat(placement.mayProve(0, A))
                .as("then bolt's would be the second in DE")
                .isFalse();
        assertThat(placement.mayProve(0, french)).isTrue();
        assertThat(placement.mayProve(0, german)).isTrue();
    }

    @Test
    void waitsAndSaysWhatIsMissing() {
        assertThat(placement(policy(1, 3, 100), 9, A, B).waiting())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("at least 3 operators", "there are 2 [acme, bolt]"));
        assertThat(placement(policy(3, 1, 100), 9, A, B).waiting())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("at least 3 jurisdictions", "there are 2 [DE, FR]"));
        assertThat(placement(policy(1, 1, 40), 10, A, B).waiting())
                .hasValueSatisfying(
                        why -> assertThat(why).contains("at most 4 (40 %)", "[acme, bolt]", "prove 8 at most"));
        assertThat(placement(policy(1, 1, 40), 2, A, B, C).waiting())
                .hasValueSatisfying(why -> assertThat(why).contains("2 segments", "40 %"));
        assertThat(placement(policy(1, 3, 100), 2, A, B, C).waiting())
                .hasValueSatisfying(why -> assertThat(why).contains("2 segments", "too few for 3"));
        assertThat(placement(Policy.NONE, 1).waiting())
                .hasValueSatisfying(why -> assertThat(why).contains("no prover"));
        assertThat(placement(policy(1, 3, 100), 9, A, B).mayProve(0, A))
                .as("fails closed")
                .isFalse();
        assertThat(placement(policy(1, 3, 100), 9, A, B, C).waiting()).isEmpty();
    }

    @Test
    void goesOnWithTheOthersSharesWhileAMemberIsAwayAndThenWaits() {
        Placement placement = placement(policy(3, 3, 34), 3, A, B, C);
        placement.members(List.of(A, B));
        placement.leased(0, A);
        assertThat(placement.mayProve(1, B)).isTrue();
        placement.leased(1, B);
        assertThat(placement.mayProve(2, A)).isFalse();
        assertThat(placement.waiting())
                .hasValueSatisfying(why -> assertThat(why).contains("3 operators"));
        placement.members(List.of(A, B, C));
        assertThat(placement.waiting()).isEmpty();
        assertThat(placement.mayProve(2, C)).isTrue();
    }

    /** Both owners of a job gave acme a half; together it has all. */
    @Test
    void hasSegmentsProvedAgainThatOneOperatorHasTooManyOf() {
        Placement placement = placement(policy(1, 2, 50), 4, A, B);
        IntStream.range(0, 4).forEach(segment -> placement.proven(segment, A));
        assertThat(placement.again()).hasSize(2);
        assertThat(placement.satisfied()).isFalse();
        for (int segment : placement.again()) {
            assertThat(placement.mayProve(segment, A)).isFalse();
            assertThat(placement.mayProve(segment, B)).isTrue();
            placement.leased(segment, B);
            placement.proven(segment, B);
        }
        assertThat(placement.satisfied()).isTrue();
        assertThat(Compliance.breaches(policy(1, 2, 50), placement.makers().values(), List.of()))
                .isEmpty();
    }

    /** Acme's proof in DE is in the way when only bolt, in DE as well, and acme's in FR are left. */
    @Test
    void setsAProofAsideThatIsInTheWayOfAllWhoAreLeft() {
        Placement placement = placement(policy(2, 2, 50), 2, A, B);
        placement.leased(0, A);
        placement.proven(0, A);
        Member french = member("a2", "acme", "FR");
        Member german = member("b2", "bolt", "DE");
        placement.members(List.of(french, german));
        assertThat(placement.mayProve(1, german)).isFalse();
        assertThat(placement.waiting()).as("bolt in FR may come back").isPresent();
        assertThat(placement.again()).isEmpty();
        placement.forgetAbsent();
        assertThat(placement.again()).containsExactly(0);
        assertThat(placement.waiting()).isEmpty();
        assertThat(placement.mayProve(0, german)).isTrue();
        placement.proven(0, german);
        placement.proven(1, french);
        assertThat(placement.satisfied()).isTrue();
    }
}
