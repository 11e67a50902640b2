package io.bulwark.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.protocol.identity.Consortium;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who is removed that has never introduced itself. */
class RollTest {
    private static final long PATIENCE = 60;

    private final Roll roll = new Roll("self:1", "zurich", PATIENCE);

    private static Roll.Seat seat(String region, boolean reachable) {
        return new Roll.Seat("other:1", 7, region, reachable);
    }

    /** What is ruled after so long, with the other member seated as it is from the beginning on, and looked at once in between. */
    private List<Roll.Ruling> rulings(Roll.Seat other, boolean watches, long after) {
        for (long now : List.of(0L, after / 2, after)) {
            roll.seated(List.of(other), watches, now);
        }
        return roll.review(Consortium.LOOPBACK, Instant.EPOCH, after);
    }

    @Test
    void aMemberOfThisRegionIsRemovedAfterThePatienceWhetherOrNotOthersAreWatched() {
        assertThat(rulings(seat("zurich", true), false, PATIENCE)).isEmpty();
        assertThat(rulings(seat("zurich", true), false, PATIENCE + 1))
                .singleElement()
                .matches(Roll.Ruling::down);
    }

    @Test
    void aMemberOfARegionOfWhichNobodyIsKnownIsRemovedIfItCanBeReached() {
        assertThat(rulings(seat("vaduz", true), true, PATIENCE + 1))
                .singleElement()
                .matches(Roll.Ruling::down);
    }

    @Test
    void nobodyIsRemovedWhoCannotBeReachedHoweverLongThatIs() {
        assertThat(rulings(seat("vaduz", false), true, 100 * PATIENCE)).isEmpty();

        roll.seated(List.of(seat("vaduz", true)), true, 100 * PATIENCE);
        assertThat(roll.review(Consortium.LOOPBACK, Instant.EPOCH, 101 * PATIENCE))
                .as("its time begins when it is back")
                .isEmpty();
        assertThat(roll.review(Consortium.LOOPBACK, Instant.EPOCH, 101 * PATIENCE + 1))
                .singleElement()
                .matches(Roll.Ruling::down);
    }

    @Test
    void whoHasOnlyJustJoinedRemovesNobodyOfAnotherRegionForItDoesNotKnowWhetherThatIsCutOff() {
        assertThat(rulings(seat("vaduz", true), false, 100 * PATIENCE)).isEmpty();
    }
}
