package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;

/**
 * What must hold of the kernels that {@link Kernels#best()} gives; {@link KernelsTest} runs every public method in a copy of this package for each
 * width. The differential checks compare whole arrays, so that a write outside the range is seen, too.
 */
public final class KernelChecks {
    private static final int[] SIZES = {0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 32, 33, 63, 100, 257, 1000};
    /** What is left around the range of an operand. */
    private static final int MARGIN = 5;

    private static final Kernels BEST = Kernels.best();
    private static final Kernels SCALAR = Kernels.scalar();

    public int bits() {
        return BEST.bits();
    }

    public void theLawsHoldInArraysOfF() {
        for (int n : SIZES) {
            AlgebraLaws.holdIn(new ArrayAlgebras.BaseArrays(BEST, n), n, 5);
        }
    }

    public void theLawsHoldInArraysOfK() {
        for (int n : SIZES) {
            AlgebraLaws.holdIn(new ArrayAlgebras.ExtensionArrays(BEST, n), n, n < 200 ? 3 : 1);
        }
    }

    public void kernelsOverFAgreeWithTheReference() {
        onArrays("add", (k, s) -> k.add(s.a, s.aAt, s.b, s.bAt, s.out, s.outAt, s.n));
        onArrays("sub", (k, s) -> k.sub(s.a, s.aAt, s.b, s.bAt, s.out, s.outAt, s.n));
        onArrays("mul", (k, s) -> k.mul(s.a, s.aAt, s.b, s.bAt, s.out, s.outAt, s.n));
        onArrays("addConstant", (k, s) -> k.addConstant(s.a, s.aAt, s.c, s.out, s.outAt, s.n));
        onArrays("scale", (k, s) -> k.scale(s.a, s.aAt, s.c, s.out, s.outAt, s.n));
        onArrays("addScaled", (k, s) -> k.addScaled(s.a, s.aAt, s.c, s.out, s.outAt, s.n));
        onArrays("dot", (k, s) -> s.out[0] = k.dot(s.a, s.aAt, s.b, s.bAt, s.n));
        onArrays("fromCanonical", (k, s) -> k.fromCanonical(s.a, s.aAt, s.out, s.outAt, s.n));
    }

    public void canonicalNumbersBecomeTheElementsThatTheyStandFor() {
        for (int n : SIZES) {
            int[] numbers = Samples.elements(new Random(n), n + MARGIN);
            int[] edges = {0, 1, KoalaBear.P - 1, 1 << 16, KoalaBear.P / 2};
            System.arraycopy(edges, 0, numbers, 0, Math.min(n, edges.length));
            int[] expected = numbers.clone();
            for (int i = 0; i < n; i++) {
                expected[i] = KoalaBear.fromCanonical(numbers[i]);
            }
            BEST.fromCanonical(numbers, 0, numbers, 0, n);
            assertThat(numbers).as("n = %d", n).isEqualTo(expected);
        }
    }

    public void kernelsOverKAgreeWithTheReference() {
        onArrays("add", (k, s) -> k.add(s.ka, s.aAt, s.kb, s.bAt, s.kout, s.outAt, s.n));
        onArrays("sub", (k, s) -> k.sub(s.ka, s.aAt, s.kb, s.bAt, s.kout, s.outAt, s.n));
        onArrays("mul", (k, s) -> k.mul(s.ka, s.aAt, s.kb, s.bAt, s.kout, s.outAt, s.n));
        onArrays("square", (k, s) -> k.square(s.ka, s.aAt, s.kout, s.outAt, s.n));
        onArrays("addConstant", (k, s) -> k.addConstant(s.ka, s.aAt, s.kc, s.kout, s.outAt, s.n));
        onArrays("scale", (k, s) -> k.scale(s.ka, s.aAt, s.kc, s.kout, s.outAt, s.n));
        onArrays("addScaled", (k, s) -> k.addScaled(s.ka, s.aAt, s.kc, s.kout, s.outAt, s.n));
        onArrays("dot", (k, s) -> s.kout.set(0, k.dot(s.ka, s.aAt, s.kb, s.bAt, s.n)));
    }

    public void kernelsOverBothFieldsAgreeWithTheReference() {
        onArrays("mul by F", (k, s) -> k.mul(s.ka, s.aAt, s.b, s.bAt, s.kout, s.outAt, s.n));
        onArrays("scale by F", (k, s) -> k.scale(s.ka, s.aAt, s.c, s.kout, s.outAt, s.n));
        onArrays("scale F by K", (k, s) -> k.scale(s.a, s.aAt, s.kc, s.kout, s.outAt, s.n));
        onArrays("addScaled F by K", (k, s) -> k.addScaled(s.a, s.aAt, s.kc, s.kout, s.outAt, s.n));
        onArrays("dot F by K", (k, s) -> s.kout.set(0, k.dot(s.a, s.aAt, s.kb, s.bAt, s.n)));
    }

    public void bindingAgreesWithTheReference() {
        onArrays("bindFirst F", (k, s) -> k.bindFirst(s.a, s.aAt, s.kc, s.kout, s.outAt, s.n / 2));
        onArrays("bindFirst K", (k, s) -> k.bindFirst(s.ka, s.aAt, s.kc, s.kout, s.outAt, s.n / 2));
        onArrays("bind F", (k, s) -> k.bind(s.a, s.bAt, s.aAt, s.kc, s.kout, s.outAt, s.n));
        onArrays("bind K", (k, s) -> k.bind(s.ka, s.bAt, s.aAt, s.kc, s.kout, s.outAt, s.n));
        onArrays("bindFirst K in place", (k, s) -> k.bindFirst(s.ka, s.aAt, s.kc, s.ka, s.aAt, s.n / 2));
    }

    public void resultsMayBeWrittenOverAnInput() {
        onArrays("add", (k, s) -> k.add(s.a, s.aAt, s.b, s.bAt, s.a, s.aAt, s.n));
        onArrays("mul", (k, s) -> k.mul(s.a, s.aAt, s.b, s.bAt, s.b, s.bAt, s.n));
        onArrays("K mul", (k, s) -> k.mul(s.ka, s.aAt, s.kb, s.bAt, s.kb, s.bAt, s.n));
        onArrays("K mul first", (k, s) -> k.mul(s.ka, s.aAt, s.kb, s.bAt, s.ka, s.aAt, s.n));
        onArrays("K square", (k, s) -> k.square(s.ka, s.aAt, s.ka, s.aAt, s.n));
        onArrays("K scale", (k, s) -> k.scale(s.ka, s.aAt, s.kc, s.ka, s.aAt, s.n));
        onArrays("K by F", (k, s) -> k.mul(s.ka, s.aAt, s.b, s.bAt, s.ka, s.aAt, s.n));
    }

    public void eqTablesAreTheDefinition() {
        for (int k = 0; k <= 9; k++) {
            Random random = new Random(k);
            Extension[] point = Samples.extensions(random, k).toArray();
            ExtensionVector table = new ExtensionVector((1 << k) + 2 * MARGIN);
            Extension scale = Samples.extension(random);
            BEST.eqTable(point, scale, table, MARGIN);
            for (int i = 0; i < 1 << k; i++) {
                Extension expected = scale;
                for (int j = 0; j < k; j++) {
                    boolean one = (i >> (k - 1 - j) & 1) == 1;
                    expected = expected.mul(one ? point[j] : Extension.ONE.sub(point[j]));
                }
                assertThat(table.get(MARGIN + i)).as("2^%d, entry %d", k, i).isEqualTo(expected);
            }
            assertThat(table.get(MARGIN - 1)).isEqualTo(Extension.ZERO);
            assertThat(table.get(MARGIN + (1 << k))).isEqualTo(Extension.ZERO);
        }
    }

    public void inversesAgreeWithTheReference() {
        for (int n : new int[] {0, 1, 15, 100, 1000, 5000, 20_011}) {
            Random random = new Random(n);
            int[] a = new ArrayAlgebras.BaseArrays(BEST, n + MARGIN).sampleUnit(random);
            int[] out = new int[n + MARGIN];
            int[] expected = new int[n + MARGIN];
            BEST.invert(a, 1, out, 2, n);
            SCALAR.invert(a, 1, expected, 2, n);
            assertThat(out).as("n = %d", n).isEqualTo(expected);
            int m = Math.min(n, 6000);
            ExtensionVector ka = new ArrayAlgebras.ExtensionArrays(BEST, m + MARGIN).sampleUnit(random);
            ExtensionVector kout = new ExtensionVector(m + MARGIN);
            ExtensionVector kexpected = new ExtensionVector(m + MARGIN);
            BEST.invert(ka, 1, kout, 2, m);
            SCALAR.invert(ka, 1, kexpected, 2, m);
            assertThat(kout.equals(kexpected)).as("n = %d over K", m).isTrue();
        }
    }

    public void refusesToInvertAZeroWhereverItStands() {
        for (int n : new int[] {1, 17, 300, 5000}) {
            for (int zero : new int[] {0, n / 2, n - 1}) {
                int[] a = new ArrayAlgebras.BaseArrays(BEST, n).one();
                a[zero] = 0;
                assertThatThrownBy(() -> BEST.invert(a, 0, new int[n], 0, n)).isInstanceOf(ArithmeticException.class);
                ExtensionVector ka = new ArrayAlgebras.ExtensionArrays(BEST, n).one();
                ka.set(zero, Extension.ZERO);
                assertThatThrownBy(() -> BEST.invert(ka, 0, new ExtensionVector(n), 0, n))
                        .isInstanceOf(ArithmeticException.class);
            }
        }
    }

    public void refusesRangesOutsideTheirArrays() {
        int[] small = new int[20];
        int[] large = new int[40];
        ExtensionVector ksmall = new ExtensionVector(20);
        ExtensionVector klarge = new ExtensionVector(40);
        refuses(() -> BEST.add(large, 0, large, 0, small, 0, 21));
        refuses(() -> BEST.mul(small, 5, large, 0, large, 0, 16));
        refuses(() -> BEST.scale(large, -1, 3, large, 0, 16));
        refuses(() -> BEST.add(large, 0, large, 0, large, 0, -1));
        refuses(() -> BEST.mul(klarge, 0, ksmall, 5, klarge, 0, 16));
        refuses(() -> BEST.addScaled(small, 5, Extension.ONE, klarge, 0, 16));
        refuses(() -> BEST.bindFirst(small, 0, Extension.ONE, klarge, 0, 11));
        refuses(() -> BEST.bindFirst(klarge, 0, Extension.ONE, ksmall, 0, 21));
        refuses(() -> BEST.bind(klarge, 30, 0, Extension.ONE, klarge, 0, 11));
        refuses(() -> BEST.bind(large, 0, 30, Extension.ONE, klarge, 0, 11));
        refuses(() -> BEST.eqTable(new Extension[] {Extension.ONE, Extension.ONE}, Extension.ONE, ksmall, 17));
        refuses(() -> BEST.dot(small, 0, klarge, 0, 21));
    }

    private static void refuses(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void onArrays(String what, Operation operation) {
        for (int n : SIZES) {
            for (int round = 0; round < 3; round++) {
                long seed = 31L * n + round;
                Operands best = new Operands(new Random(seed), n);
                Operands reference = new Operands(new Random(seed), n);
                operation.apply(BEST, best);
                operation.apply(SCALAR, reference);
                String where = what + ", n = " + n + ", seed " + seed;
                assertThat(best.a).as(where).isEqualTo(reference.a);
                assertThat(best.b).as(where).isEqualTo(reference.b);
                assertThat(best.out).as(where).isEqualTo(reference.out);
                assertThat(best.ka.equals(reference.ka)).as(where).isTrue();
                assertThat(best.kb.equals(reference.kb)).as(where).isTrue();
                assertThat(best.kout.equals(reference.kout)).as(where).isTrue();
            }
        }
    }

    private interface Operation {
        void apply(Kernels kernels, Operands operands);
    }

    /** Operands of every kind, n elements each at random places in larger arrays. */
    private static final class Operands {
        final int n;
        final int aAt;
        final int bAt;
        final int outAt;
        final int[] a;
        final int[] b;
        final int[] out;
        final int c;
        final ExtensionVector ka;
        final ExtensionVector kb;
        final ExtensionVector kout;
        final Extension kc;

        Operands(Random random, int n) {
            this.n = n;
            aAt = random.nextInt(MARGIN);
            bAt = random.nextInt(MARGIN);
            outAt = random.nextInt(MARGIN);
            a = Samples.elements(random, n + MARGIN);
            b = Samples.elements(random, n + MARGIN);
            out = Samples.elements(random, n + MARGIN);
            c = Samples.element(random);
            ka = Samples.extensions(random, n + MARGIN);
            kb = Samples.extensions(random, n + MARGIN);
            kout = Samples.extensions(random, n + MARGIN);
            kc = Samples.extension(random);
        }
    }
}
