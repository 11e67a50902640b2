package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LinearCombinationTest {
    private static final long SEED = 44;

    @Test
    void isTheSumOfItsTermsAtEveryLengthAndOffset() {
        Random random = new Random(SEED);
        for (int n : new int[] {0, 1, 3, 15, 16, 17, 31, 64, 100}) {
            for (int terms = 0; terms <= 9; terms++) {
                int[][] a = new int[terms][];
                int[] at = new int[terms];
                Extension[] c = new Extension[terms];
                for (int i = 0; i < terms; i++) {
                    at[i] = random.nextInt(5);
                    a[i] = values(random, at[i] + n);
                    c[i] = Extension.ofCoefficients(values(random, Extension.DEGREE), 0);
                }
                ExtensionVector expected = new ExtensionVector(n + 2);
                expected.fill(0, n + 2, Extension.of(KoalaBear.neg(KoalaBear.ONE)));
                ExtensionVector scalar = expected.copyOfRange(0, n + 2);
                ExtensionVector best = expected.copyOfRange(0, n + 2);
                for (int i = 0; i < n; i++) {
                    for (int t = 0; t < terms; t++) {
                        expected.set(1 + i, expected.get(1 + i).add(c[t].scale(a[t][at[t] + i])));
                    }
                }
                LinearCombination.add(Kernels.scalar(), a, at, c, terms, scalar, 1, n);
                LinearCombination.add(Kernels.best(), a, at, c, terms, best, 1, n);
                assertThat(scalar).as("%d terms of %d, seed %d", terms, n, SEED).isEqualTo(expected);
                assertThat(best).as("%d terms of %d, seed %d", terms, n, SEED).isEqualTo(expected);
            }
        }
    }

    @Test
    void aRangeOutsideItsArrayIsRefusedBeforeAnythingIsWritten() {
        ExtensionVector out = new ExtensionVector(20);
        int[][] a = {new int[20], new int[19]};
        Extension[] c = {Extension.ONE, Extension.ONE};
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> LinearCombination.add(Kernels.best(), a, new int[2], c, 2, out, 0, 20));
        assertThat(out).isEqualTo(new ExtensionVector(20));
    }

    /** Random elements with 0 and p - 1 among them, where sums in 64 bits are greatest. */
    private static int[] values(Random random, int n) {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
            values[i] = switch (random.nextInt(4)) {
                case 0 -> 0;
                case 1 -> KoalaBear.P - 1;
                default -> random.nextInt(KoalaBear.P);
            };
        }
        return values;
    }
}
