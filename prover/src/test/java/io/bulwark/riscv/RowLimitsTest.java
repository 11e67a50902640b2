package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Limits of rows and cycles are kept by whole blocks of code, and what is counted is what was run. */
class RowLimitsTest {
    private static final long SEED = 31;

    /** Sets new limits whenever it is asked, and looks whether the last ones were kept. */
    private static final class Limiter implements Observer {
        private final SplittableRandom random = new SplittableRandom(SEED);
        private final Observer every = Observer.none();
        private long[] before = new long[RowCounter.TABLES];
        private long[] limits = new long[RowCounter.TABLES];
        private long cyclesBefore;
        private long cycleLimit;
        private boolean limited;
        private int stops;

        @Override
        public long allowance(Execution execution) {
            long[] rows = execution.rowCounts();
            for (int t = 0; limited && t < rows.length; t++) {
                if (t < TableId.HALT.place()) {
                    assertThat(rows[t] - before[t])
                            .as("table %d, seed %d", t, SEED)
                            .isLessThanOrEqualTo(limits[t]);
                }
            }
            assertThat(!limited || execution.cycles() - cyclesBefore <= cycleLimit)
                    .isTrue();
            stops++;
            before = rows;
            cyclesBefore = execution.cycles();
            limits = random.longs(rows.length, 0, 200).toArray();
            cycleLimit = random.nextLong(2000);
            limited = true;
            if (execution.limit(limits, cycleLimit)) {
                return every.allowance(execution);
            }
            int fitting = execution.fitting(limits, cycleLimit);
            limited = fitting > 0;
            return Math.max(1, fitting);
        }
    }

    @Test
    void noTablePassesItsLimitBetweenTwoQuestions() throws IOException {
        for (PlanCases.Case each : PlanCases.cases()) {
            Limiter limiter = new Limiter();
            RunResult limited = Executor.run(each.program(), each.input(), Limits.standard(), limiter);
            assertThat(limited.rows()).as(each.name()).isEqualTo(each.plain().rows());
            assertThat(limiter.stops).as(each.name()).isGreaterThan(1);
        }
    }

    @Test
    void aLimitThatNothingReachesStopsNothing() throws IOException {
        PlanCases.Case each = PlanCases.guest("workout", PlanCases.words(1));
        int[] questions = new int[1];
        long[] many = new long[RowCounter.TABLES];
        Arrays.fill(many, 1L << 40);
        RunResult result = Executor.run(each.program(), each.input(), Limits.standard(), execution -> {
            questions[0]++;
            assertThat(execution.limit(many, 1L << 40)).isTrue();
            return Long.MAX_VALUE;
        });
        assertThat(questions[0]).isEqualTo(1);
        assertThat(result.cycles()).isEqualTo(each.plain().cycles());
    }
}
