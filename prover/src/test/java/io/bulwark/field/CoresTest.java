package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class CoresTest {
    @Test
    void coversEveryPositionOnceWhateverTheThreads() {
        for (int threads = 1; threads <= 5; threads++) {
            try (Cores cores = new Cores(threads)) {
                for (int n : new int[] {0, 1, 2, 15, 16, 17, 64, 1000}) {
                    for (int align : new int[] {1, 3, 16}) {
                        AtomicIntegerArray visits = new AtomicIntegerArray(n);
                        cores.forRange(n, align, (from, to) -> {
                            assertThat(from % align).isZero();
                            for (int i = from; i < to; i++) {
                                visits.incrementAndGet(i);
                            }
                        });
                        for (int i = 0; i < n; i++) {
                            assertThat(visits.get(i))
                                    .as("%d of %d, %d threads", i, n, threads)
                                    .isOne();
                        }
                    }
                }
            }
        }
    }

    @Test
    void callsInsideCallsEnd() {
        int[] sums = new int[8];
        try (Cores cores = new Cores(3)) {
            cores.forRange(8, 1, (from, to) -> {
                for (int i = from; i < to; i++) {
                    int row = i;
                    int[] cells = new int[9];
                    cores.forRange(9, 1, (a, b) -> Arrays.fill(cells, a, b, row));
                    sums[i] = Arrays.stream(cells).sum();
                }
            });
        }
        assertThat(sums).containsExactly(0, 9, 18, 27, 36, 45, 54, 63);
    }

    @Test
    void aChunksFailureReachesTheCallerOnceAllHaveEnded() {
        try (Cores cores = new Cores(4)) {
            for (int bad = 0; bad < 8; bad++) {
                int failing = bad;
                int[] ends = new int[8];
                assertThatThrownBy(() -> cores.forRange(8, 2, (from, to) -> {
                            if (from <= failing && failing < to) {
                                throw new IllegalStateException("position " + failing);
                            }
                            Arrays.fill(ends, from, to, 1);
                        }))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("position " + failing);
                assertThat(Arrays.stream(ends).sum()).isEqualTo(6);
            }
        }
    }

    @Test
    void refusesNoThreadAtAll() {
        assertThatThrownBy(() -> new Cores(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
