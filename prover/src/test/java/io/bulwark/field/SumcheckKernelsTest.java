package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumcheckKernelsTest {
    private static final long SEED = 44;

    @Test
    void aCombinationIsTheSumOfItsTermsAtEveryLengthAndOffset() {
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
                new SumcheckKernels(Kernels.scalar()).addCombination(a, at, c, terms, scalar, 1, n);
                new SumcheckKernels(Kernels.best()).addCombination(a, at, c, terms, best, 1, n);
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
                .isThrownBy(() -> new SumcheckKernels(Kernels.best()).addCombination(a, new int[2], c, 2, out, 0, 20));
        assertThat(out).isEqualTo(new ExtensionVector(20));
    }

    @Test
    void cubesLinesAndProductSumsAreThoseOfSingleElements() {
        Random random = new Random(SEED + 1);
        for (int n : new int[] {0, 1, 7, 16, 33, 100}) {
            for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
                SumcheckKernels fused = new SumcheckKernels(kernels);
                int[] a = values(random, n + 3);
                int[] b = values(random, n + 3);
                int[] cubes = new int[n];
                int[] slope = new int[n];
                int[] atMinusOne = new int[n];
                fused.cube(a, 3, cubes, 0, n);
                int[] sums = new int[n];
                int[] scaled = new int[n];
                fused.add(a, 3, b, 2, a, 1, sums, 0, n);
                fused.addScaled(a, 1, b, 3, KoalaBear.P - 2, scaled, 0, n);
                fused.line(a, 1, b, 2, slope, atMinusOne, n);
                ExtensionVector x = vector(random, n + 1);
                ExtensionVector y = vector(random, n + 2);
                ExtensionVector sum = vector(random, n);
                ExtensionVector before = sum.copyOfRange(0, n);
                fused.addProduct(x, 1, y, 2, sum, 0, n);
                for (int i = 0; i < n; i++) {
                    assertThat(cubes[i]).isEqualTo(KoalaBear.pow(a[3 + i], 3));
                    assertThat(sums[i]).isEqualTo(KoalaBear.add(KoalaBear.add(a[3 + i], b[2 + i]), a[1 + i]));
                    assertThat(scaled[i]).isEqualTo(KoalaBear.add(a[1 + i], KoalaBear.mul(b[3 + i], KoalaBear.P - 2)));
                    assertThat(slope[i]).isEqualTo(KoalaBear.sub(b[2 + i], a[1 + i]));
                    assertThat(atMinusOne[i]).isEqualTo(KoalaBear.sub(a[1 + i], slope[i]));
                    assertThat(sum.get(i))
                            .as("%d of %d, %d bits, seed %d", i, n, kernels.bits(), SEED)
                            .isEqualTo(before.get(i).add(x.get(1 + i).mul(y.get(2 + i))));
                }
            }
        }
    }

    private static ExtensionVector vector(Random random, int n) {
        ExtensionVector v = new ExtensionVector(n);
        for (int j = 0; j < Extension.DEGREE; j++) {
            System.arraycopy(values(random, n), 0, v.coefficients(j), 0, n);
        }
        return v;
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
