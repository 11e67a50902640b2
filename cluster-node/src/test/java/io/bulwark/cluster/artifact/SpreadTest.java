package io.bulwark.cluster.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where the next copy goes, among a few and among thousands. */
class SpreadTest {
    private static final List<String> COUNTRIES = List.of("DE", "FR", "JP", "BR", "ZA");

    private static Member member(String name, String country, String operator) {
        return new Member(
                new NodeId(name),
                new OperatorId(operator),
                new Jurisdiction(country),
                new Region("in-" + country.toLowerCase(Locale.ROOT)));
    }

    /** Node 7 is of the third country and of its own operator. */
    private static List<Member> network(int nodes) {
        return IntStream.range(0, nodes)
                .mapToObj(i -> member("node-%05d".formatted(i), COUNTRIES.get(i % COUNTRIES.size()), "operator-" + i))
                .sorted(Comparator.comparing(Member::node))
                .toList();
    }

    @Test
    void amongManyTakesOneThatHasNothingInCommonWithAHolder() {
        Random random = new Random(11);
        List<Member> members = network(1000);
        for (int round = 0; round < 500; round++) {
            List<Member> holders = List.of(members.get(random.nextInt(1000)), members.get(random.nextInt(1000)));
            Member next = Spread.next(holders, members, holder -> !holders.contains(holder), random.nextInt())
                    .orElseThrow();
            for (Member holder : holders) {
                assertThat(next.jurisdiction()).as("round %d", round).isNotEqualTo(holder.jurisdiction());
                assertThat(next.operator()).isNotEqualTo(holder.operator());
                assertThat(next.region()).isNotEqualTo(holder.region());
            }
        }
    }

    @Test
    void amongManyOtherChoicesAreOtherMembers() {
        List<Member> members = network(1000);
        Set<Member> chosen = new HashSet<>();
        for (int choice = 0; choice < 1000; choice++) {
            chosen.add(Spread.next(List.of(members.getFirst()), members, any -> true, choice)
                    .orElseThrow());
        }
        assertThat(chosen).as("those of the four other countries").hasSize(800);
    }

    @Test
    void amongManyThatAllHaveSomethingInCommonTakesTheBest() {
        List<Member> members = network(1000).stream()
                .map(member -> member(member.node().name(), "DE", "operator-of-all"))
                .toList();
        Member other = member("other", "DE", "another");
        List<Member> all = IntStream.rangeClosed(0, members.size())
                .mapToObj(i -> i < members.size() ? members.get(i) : other)
                .toList();
        assertThat(Spread.next(List.of(members.getFirst()), all, any -> true, 77))
                .contains(other);
    }

    @Test
    void findsNobodyWhereNobodyIsACandidate() {
        assertThat(Spread.next(List.of(), network(1000), any -> false, 3)).isEqualTo(Optional.empty());
        assertThat(Spread.next(List.of(), network(3), any -> false, 3)).isEqualTo(Optional.empty());
    }
}
