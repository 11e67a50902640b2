package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayWindowTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void takesEachNumberOnceAndNoneThatIsTooOld(long seed) {
        Random random = new Random(seed);
        ReplayWindow window = ReplayWindow.EMPTY;
        Set<Long> heard = new HashSet<>();
        long greatest = 0;
        for (int i = 0; i < 20_000; i++) {
            long number = Math.max(-1, greatest + random.nextInt(2 * ReplayWindow.SIZE) - (3 * ReplayWindow.SIZE / 2));
            boolean tooOld = number <= greatest - ReplayWindow.SIZE;

            assertThat(window.isNew(number)).isEqualTo(number > 0 && !tooOld && !heard.contains(number));

            if (window.isNew(number)) {
                window = window.with(number);
                heard.add(number);
                greatest = Math.max(greatest, number);
            }
        }
        assertThat(heard).hasSizeGreaterThan(1_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 63, 64, 65, 1L << 40, Long.MAX_VALUE})
    void forgetsWhatLiesBeforeAStep(long step) {
        ReplayWindow window = ReplayWindow.EMPTY.with(step);

        assertThat(window.isNew(step)).isFalse();
        assertThat(window.isNew(step - 1)).isEqualTo(step > 1);
        assertThat(window.isNew(step - ReplayWindow.SIZE)).isFalse();
        assertThat(window.isNew(Long.MIN_VALUE)).isFalse();
    }
}
