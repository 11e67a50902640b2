package io.bulwark.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.Reachability;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.sbr.DowningStrategy;
import org.apache.pekko.cluster.sbr.KeepMajority;
import org.apache.pekko.util.Version;
import org.junit.jupiter.api.Test;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** Whom a region of the members a to e removes. */
class LivingObserversTest {
    private static final String REGION = "zurich";
    private static final List<String> ALL = List.of("a", "b", "c", "d", "e");
    private static final Version VERSION = new Version("1");

    private static UniqueAddress at(String name) {
        return new UniqueAddress(new Address("pekko", "bulwark", name, 1), (long) name.hashCode());
    }

    private static List<String> names(String letters) {
        return ALL.stream().filter(letters::contains).toList();
    }

    private static Member member(String name) {
        return member(name, MemberStatus.up());
    }

    private static Member member(String name, MemberStatus status) {
        Set<String> roles = Set.of("dc-" + REGION);
        return new Member(
                at(name),
                ALL.indexOf(name) + 1,
                status,
                CollectionConverters.asScala(roles).toSet(),
                VERSION);
    }

    private static DowningStrategy pekkos(String self) {
        return new KeepMajority(REGION, Option.empty(), at(self));
    }

    private static DowningStrategy ours(String self) {
        return new LivingObservers(pekkos(self), at(self));
    }

    private static scala.collection.immutable.Set<Address> seen(String by) {
        Set<Address> all = names(by).stream().map(name -> at(name).address()).collect(Collectors.toSet());
        return CollectionConverters.asScala(all).toSet();
    }

    /**
     * Who is removed.
     *
     * @param said whom each member has last said that it cannot reach
     * @param seen who has seen the newest state
     */
    private static Set<String> removed(DowningStrategy strategy, Map<String, String> said, String seen) {
        Reachability reachability = Reachability.empty();
        for (String observer : ALL) {
            for (String subject : names(said.getOrDefault(observer, ""))) {
                reachability = reachability.unreachable(at(observer), at(subject));
            }
        }
        ALL.forEach(name -> strategy.add(member(name)));
        strategy.setReachability(reachability);
        ALL.stream()
                .filter(name -> said.values().stream().anyMatch(subjects -> subjects.contains(name)))
                .forEach(name -> strategy.addUnreachable(member(name)));
        strategy.setSeenBy(seen(seen));
        return CollectionConverters.asJava(strategy.nodesToDown(strategy.decide())).stream()
                .map(down -> down.address().getHost().orElseThrow())
                .collect(Collectors.toSet());
    }

    @Test
    void ofALeaderThatDiesAfterItHasFoundAnotherDeadNothingIsBelievedAndTheOthersStay() {
        Map<String, String> said = Map.of("a", "e", "b", "ae", "c", "ae", "d", "ae");

        assertThat(removed(ours("b"), said, "bcd")).containsExactlyInAnyOrder("a", "e");
        assertThatThrownBy(() -> removed(pekkos("b"), said, "bcd"))
                .as("if Pekko knows better one day, this class can go; now it removes all after this")
                .hasMessageContaining("SBR double DownIndirectlyConnected decision, downing all instead");
    }

    @Test
    void whoHasBeenRemovedIsNotTakenForAMemberAgainByWhatIsSaidAfterThat() {
        Map<String, String> said = Map.of("a", "e", "b", "ae", "c", "ae", "d", "ae");
        DowningStrategy strategy = ours("b");
        removed(strategy, said, "bcd");

        strategy.add(member("a", MemberStatus.down()));
        strategy.add(member("e", MemberStatus.down()));
        strategy.setSeenBy(seen("bc"));

        assertThat(strategy.isAllUnreachableDownOrExiting()).isTrue();
    }

    @Test
    void whoIsUnreachableOnlyByTheWordOfOneThatIsGoneStays() {
        Map<String, String> said = Map.of("a", "c", "b", "a", "c", "a", "d", "a", "e", "a");

        assertThat(removed(ours("b"), said, "bcde")).containsExactly("a");
    }

    @Test
    void aMemberThatIsGoneIsRemovedAsPekkoDoes() {
        Map<String, String> said = Map.of("a", "e", "b", "e", "c", "e", "d", "e");

        assertThat(removed(ours("a"), said, "abcd")).containsExactly("e").isEqualTo(removed(pekkos("a"), said, "abcd"));
    }

    @Test
    void membersThatDoNotReachEachOtherWhileOthersReachBothAreRemovedAsPekkoDoes() {
        Map<String, String> said = Map.of("a", "b", "b", "a");

        assertThat(removed(ours("c"), said, "abcde"))
                .containsExactlyInAnyOrder("a", "b")
                .isEqualTo(removed(pekkos("c"), said, "abcde"));
    }

    @Test
    void ofACutRegionTheSmallerSideGoesOnBothSides() {
        Map<String, String> said = Map.of("a", "cde", "b", "cde", "c", "ab", "d", "ab", "e", "ab");

        assertThat(removed(ours("c"), said, "cde")).containsExactlyInAnyOrder("a", "b");
        assertThat(removed(ours("a"), said, "ab")).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void whatIsSaidCountsWhicheverIsHeardFirstAndAsSoonAsItIsSeen() {
        DowningStrategy strategy = ours("b");
        Map<String, String> said = Map.of("a", "e", "b", "ae", "c", "ae", "d", "ae");
        assertThat(removed(strategy, said, "bcd")).containsExactlyInAnyOrder("a", "e");

        strategy.setSeenBy(seen("abcde"));

        assertThat(strategy.hasIndirectlyConnected()).as("a lives").isTrue();
    }
}
