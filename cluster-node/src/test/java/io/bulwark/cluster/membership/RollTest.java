package io.bulwark.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.identity.Consortium;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is removed that has never introduced itself. */
class RollTest {
    private static final long PATIENCE = 60;

    private final Roll roll = new Roll("self:1", "zurich", PATIENCE);

    private static final Set<String> OWN = Set.of("zurich");
    private static final Set<String> BOTH = Set.of("zurich", "vaduz");

    private void seated(String region, boolean reachable, Set<String> heard, long now) {
        roll.seated(List.of(new Roll.Seat("other:1", 7, region, reachable)), heard, now);
    }

    /** Whether the other member is removed after so long, in which nothing changes. */
    private boolean removes(String region, boolean reachable, Set<String> heard, long after) {
        for (long now : List.of(0L, after / 2, after)) {
            seated(region, reachable, heard, now);
        }
        return removesNow(after);
    }

    private boolean removesNow(long now) {
        return roll.review(Consortium.LOOPBACK, Instant.EPOCH, now).stream().anyMatch(Roll.Ruling::down);
    }

    @Test
    void aMemberOfThisRegionIsRemovedAfterThePatienceIfItCanBeReached() {
        assertThat(removes("zurich", true, OWN, PATIENCE)).isFalse();
        assertThat(removesNow(PATIENCE + 1)).isTrue();
    }

    @Test
    void aMemberOfThisRegionThatCannotBeReachedIsLeftToTheCluster() {
        assertThat(removes("zurich", false, BOTH, 100 * PATIENCE)).isFalse();
    }

    @Test
    void aMemberOfARegionOfWhichNobodyIsKnownIsRemovedIfThatRegionIsHeard() {
        assertThat(removes("vaduz", true, BOTH, PATIENCE + 1)).isTrue();
    }

    @Test
    void nobodyIsRemovedOfARegionThatIsNotHeardHoweverLongThatIs() {
        assertThat(removes("vaduz", true, OWN, 100 * PATIENCE)).isFalse();

        seated("vaduz", true, BOTH, 100 * PATIENCE);
        assertThat(removesNow(101 * PATIENCE))
                .as("its time begins when it is back")
                .isFalse();
        assertThat(removesNow(101 * PATIENCE + 1)).isTrue();
    }
}
