package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.air.Layout;
import io.bulwark.air.Machine;
import io.bulwark.examples.SpongeMachine;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
    private static Layout layout(Machine machine, SecurityParameters parameters, int shape) {
        return Key.withoutPreprocessed(machine, parameters).layout(shape);
    }

    @Test
    void aSpongeNeedsAtMostTwelveTimesItsTrace() {
        Machine machine = SpongeMachine.standard();
        for (int shape = 0; shape < machine.shapes().size(); shape++) {
            // 250 columns of four bytes.
            long trace = 1000L << machine.shape(shape).maxLogHeight();
            long need = MemoryNeed.of(layout(machine, SecurityParameters.segment(), shape))
                    .bytes();

            // The trace itself, which the caller holds, is one of the twelve.
            assertThat(need + trace).as("shape %d", shape).isBetween(5 * trace, 12 * trace);
        }
    }

    @Test
    void twiceTheRowsNeedAboutTwiceTheMemory() {
        Machine machine = SpongeMachine.withShapes(List.of(15, 16));
        long less =
                MemoryNeed.of(layout(machine, SecurityParameters.segment(), 0)).bytes();
        long more =
                MemoryNeed.of(layout(machine, SecurityParameters.segment(), 1)).bytes();

        assertThat(more).isBetween(19 * less / 10, 21 * less / 10);
    }

    @Test
    void aLowerRateNeedsTheLongerCodeWords() {
        Machine machine = SpongeMachine.withShapes(List.of(12));
        long half = MemoryNeed.of(layout(machine, SecurityParameters.named(128, 1), 0))
                .kept();
        long quarter = MemoryNeed.of(layout(machine, SecurityParameters.named(128, 2), 0))
                .kept();

        assertThat(quarter - half).isGreaterThanOrEqualTo(1000L << 13);
    }

    @Test
    void thePeakIsWhatIsKeptAndTheGreatestStep() {
        assertThat(new MemoryNeed(10, 1, 2, 3).bytes()).isEqualTo(13);
        assertThat(new MemoryNeed(10, 3, 1, 2).bytes()).isEqualTo(13);
        assertThat(new MemoryNeed(10, 1, 3, 2).bytes()).isEqualTo(13);
    }

    @Test
    void refusesABudgetBelowTheNeedAndNamesBoth() {
        MemoryNeed need = new MemoryNeed(1000, 0, 0, 24);

        assertThatCode(() -> need.require(1024)).doesNotThrowAnyException();
        assertThatThrownBy(() -> need.require(1023))
                .isInstanceOf(MemoryBudgetException.class)
                .hasMessageContaining("1023")
                .hasMessageContaining("1024");
    }
}
