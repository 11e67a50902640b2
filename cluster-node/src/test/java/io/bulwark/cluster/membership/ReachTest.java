package io.bulwark.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Who of those that are listed can be reached. */
class ReachTest {
    private static final ActorTestKit KIT = ActorTestKit.create();
    private static final long SECOND = 1_000_000_000;
    private static final long START = -5 * SECOND;

    @AfterAll
    static void end() {
        KIT.shutdownTestKit();
    }

    @Test
    void aRegionIsCutOffWhenItCannotBeReachedForAWhile() {
        Map<String, Long> since = new HashMap<>();

        assertThat(Reach.cutOff(Set.of("b"), since, START)).isEmpty();
        assertThat(Reach.cutOff(Set.of("b"), since, START + 10 * SECOND)).isEmpty();
        assertThat(Reach.cutOff(Set.of("b", "c"), since, START + 10 * SECOND + 1))
                .as("c only now")
                .containsExactly("b");
        assertThat(Reach.cutOff(Set.of("c"), since, START + 30 * SECOND)).containsExactly("c");
    }

    @Test
    void aRegionThatLosesANodeNowAndThenIsNotCutOff() {
        Map<String, Long> since = new HashMap<>();

        assertThat(Reach.cutOff(Set.of("b"), since, START)).isEmpty();
        assertThat(Reach.cutOff(Set.of(), since, START + 9 * SECOND)).isEmpty();
        assertThat(Reach.cutOff(Set.of("b"), since, START + 18 * SECOND)).isEmpty();
    }

    @Test
    void whatIsListedCountsAgainWhenTheCutHeals() {
        ActorRef<String> actor = KIT.<String>createTestProbe().ref();
        Set<Address> cut = new HashSet<>();
        InReach<String> inReach = new InReach<>(() -> Set.copyOf(cut));
        assertThat(inReach.listed(Set.of(actor))).containsExactly(actor);
        assertThat(inReach.changed()).isEmpty();

        cut.add(actor.path().address());
        assertThat(inReach.changed()).isEqualTo(Optional.of(Set.of()));
        assertThat(inReach.changed()).isEmpty();
        assertThat(inReach.listed(Set.of(actor))).isEmpty();

        cut.clear();
        assertThat(inReach.changed()).isEqualTo(Optional.of(Set.of(actor)));
    }
}
