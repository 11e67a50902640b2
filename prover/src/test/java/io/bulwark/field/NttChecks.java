package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;

/** What must hold of {@link Ntt} with every choice of kernels; {@link NttTest} runs every public method. */
public final class NttChecks {
    private static final int MARGIN = 3;

    public void transformsOfSmallSizesAreDirectEvaluation() {
        for (int log = 0; log <= 8; log++) {
            int[] c = Samples.elements(new Random(log), 1 << log);
            int[] values = c.clone();
            Ntt.forward(values, 0, log);
            assertThat(values).as("2^%d", log).isEqualTo(evaluations(c, log));
        }
    }

    public void extensionsOfSmallSizesAreDirectEvaluation() {
        for (int log = 0; log <= 7; log++) {
            for (int blowup = 0; blowup <= 5; blowup++) {
                int[] table = Samples.elements(new Random(10 * log + blowup), (1 << log) + MARGIN);
                int[] out = new int[(1 << (log + blowup)) + 2 * MARGIN];
                Ntt.encode(table, MARGIN, log, blowup, out, MARGIN);
                int[] expected = evaluations(coefficients(table, MARGIN, log), log + blowup);
                assertThat(Arrays.copyOfRange(out, MARGIN, out.length - MARGIN))
                        .as("2^%d by 2^%d", log, blowup)
                        .isEqualTo(expected);
                assertThat(Arrays.copyOf(out, MARGIN)).containsOnly(0);
                assertThat(Arrays.copyOfRange(out, out.length - MARGIN, out.length))
                        .containsOnly(0);
            }
        }
    }

    /** Beyond the caches' sizes: the values at a few places by Horner's rule. */
    public void largeExtensionsAgreeWithSingleValues() {
        int[][] sizes = {{9, 1}, {11, 1}, {12, 0}, {12, 2}, {13, 1}, {16, 1}, {16, 2}, {18, 1}, {14, 4}, {19, 0}};
        for (int[] size : sizes) {
            int logN = size[0] + size[1];
            Random random = new Random(logN);
            int[] table = Samples.elements(random, 1 << size[0]);
            int[] out = new int[1 << logN];
            Ntt.encode(table, 0, size[0], size[1], out, 0);
            int[] c = coefficients(table, 0, size[0]);
            for (int j : new int[] {0, 1, (1 << logN) - 1, 1 << (logN - 1), random.nextInt(1 << logN)}) {
                int x = KoalaBear.pow(KoalaBear.rootOfUnity(logN), j);
                assertThat(out[j])
                        .as("2^%d by 2^%d, value %d", size[0], size[1], j)
                        .isEqualTo(evaluate(c, x));
            }
        }
    }

    public void theInverseUndoesTheTransform() {
        for (int log : new int[] {0, 1, 2, 3, 5, 10, 12, 13, 17, 18}) {
            int[] c = Samples.elements(new Random(log), (1 << log) + 2 * MARGIN);
            int[] a = c.clone();
            Ntt.forward(a, MARGIN, log);
            Ntt.inverse(a, MARGIN, log);
            assertThat(Arrays.equals(a, c)).as("2^%d", log).isTrue();
        }
    }

    /** Pointwise products of values are cyclic convolutions of coefficients. */
    public void productsOfValuesAreConvolutions() {
        int log = 6;
        int n = 1 << log;
        Random random = new Random(6);
        int[] a = Samples.elements(random, n);
        int[] b = Samples.elements(random, n);
        int[] expected = new int[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                expected[(i + j) % n] = KoalaBear.add(expected[(i + j) % n], KoalaBear.mul(a[i], b[j]));
            }
        }
        Ntt.forward(a, 0, log);
        Ntt.forward(b, 0, log);
        Kernels.best().mul(a, 0, b, 0, a, 0, n);
        Ntt.inverse(a, 0, log);
        assertThat(a).isEqualTo(expected);
    }

    /** sum_j f(w^j) g(w^-j) = n sum_i f_i g_i: the discrete form of Parseval's theorem. */
    public void innerProductsOfCoefficientsAndValuesAgree() {
        int log = 18;
        int n = 1 << log;
        Random random = new Random(18);
        int[] f = Samples.elements(random, n);
        int[] g = Samples.elements(random, n);
        int expected = KoalaBear.mul(Kernels.scalar().dot(f, 0, g, 0, n), KoalaBear.fromCanonical(n));
        Ntt.forward(f, 0, log);
        Ntt.forward(g, 0, log);
        int sum = 0;
        for (int j = 0; j < n; j++) {
            sum = KoalaBear.add(sum, KoalaBear.mul(f[j], g[(n - j) % n]));
        }
        assertThat(sum).isEqualTo(expected);
    }

    public void vectorsOfTheExtensionAreTransformedCoefficientByCoefficient() {
        int log = 5;
        Random random = new Random(5);
        ExtensionVector c = Samples.extensions(random, 1 << log);
        ExtensionVector values = Samples.copy(c);
        Ntt.forward(values, 0, log);
        int x = KoalaBear.rootOfUnity(log);
        Extension expected = Extension.ZERO;
        for (int i = c.length() - 1; i >= 0; i--) {
            expected = expected.scale(x).add(c.get(i));
        }
        assertThat(values.get(1)).isEqualTo(expected);
        Ntt.inverse(values, 0, log);
        assertThat(values.equals(c)).isTrue();
        ExtensionVector out = new ExtensionVector(2 << log);
        Ntt.encode(c, 0, log, 1, out, 0);
        for (int j = 0; j < Extension.DEGREE; j++) {
            int[] expectedCoefficients = evaluations(coefficients(c.coefficients(j), 0, log), log + 1);
            assertThat(out.coefficients(j)).isEqualTo(expectedCoefficients);
        }
    }

    public void refusesSizesBeyondTheTwoAdicity() {
        int[] a = new int[4];
        assertThatThrownBy(() -> Ntt.forward(a, 0, 25)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ntt.forward(a, 0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ntt.encode(a, 0, 22, 3, a, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ntt.encode(a, 0, 1, -1, a, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ntt.encode(a, 0, 1, 31, a, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ntt.encode(a, 0, 2, 1, a, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Ntt.forward(a, 1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Coefficient i is entry bitrev(i) of the table. */
    private static int[] coefficients(int[] table, int at, int log) {
        int[] c = new int[1 << log];
        for (int i = 0; i < c.length; i++) {
            int reversed = 0;
            for (int bit = 0; bit < log; bit++) {
                reversed |= (i >> bit & 1) << (log - 1 - bit);
            }
            c[i] = table[at + reversed];
        }
        return c;
    }

    private static int[] evaluations(int[] c, int log) {
        int[] values = new int[1 << log];
        for (int j = 0; j < values.length; j++) {
            values[j] = evaluate(c, KoalaBear.pow(KoalaBear.rootOfUnity(log), j));
        }
        return values;
    }

    private static int evaluate(int[] c, int x) {
        int sum = 0;
        for (int i = c.length - 1; i >= 0; i--) {
            sum = KoalaBear.add(KoalaBear.mul(sum, x), c[i]);
        }
        return sum;
    }
}
