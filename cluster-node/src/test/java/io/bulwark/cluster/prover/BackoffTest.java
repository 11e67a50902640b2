package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final Backoff backoff = new Backoff();

    @Test
    void waitsLongerAfterEachFailureInARowButNotForEver() {
        assertThat(List.of(backoff.failed(), backoff.failed(), backoff.failed(), backoff.failed()))
                .containsExactly(
                        Duration.ofMillis(200),
                        Duration.ofMillis(400),
                        Duration.ofMillis(800),
                        Duration.ofMillis(1600));
        for (int i = 0; i < 1000; i++) {
            backoff.failed();
        }
        assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(30));

        backoff.reset();

        assertThat(backoff.failed()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aTaskThatFailsAtOnceEverywhereKeepsASlotFromOthersForSecondsOnly() {
        for (int i = 0; i < 20; i++) {
            assertThat(backoff.failed(Duration.ofMillis(1))).isLessThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @Test
    void aNodeThatFailsAtEachTaskAfterLongWorkHoldsThemForAFifthOfTheTime() {
        for (int i = 0; i < 20; i++) {
            backoff.failed(Duration.ofSeconds(6));
        }
        assertThat(backoff.failed(Duration.ofSeconds(6))).isEqualTo(Duration.ofSeconds(24));
        assertThat(backoff.failed(Duration.ofMinutes(6))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void whatIsNoTasksFaultIsWaitedForAsLongAsBeforeAfterTasksThatFailed() {
        for (int i = 0; i < 20; i++) {
            backoff.failed(Duration.ZERO);
        }
        assertThat(backoff.failed()).isEqualTo(Duration.ofSeconds(30));
    }
}
