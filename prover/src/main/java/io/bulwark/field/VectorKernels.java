package io.bulwark.field;

import static io.bulwark.field.Lanes.INTS;
import static io.bulwark.field.Lanes.LENGTH;
import static io.bulwark.field.Lanes.LONGS;
import static io.bulwark.field.Lanes.load;
import static io.bulwark.field.Ranges.check;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/** The kernels in registers of {@link Lanes#INTS}; the last n mod {@link Lanes#LENGTH} elements are left to the scalar reference. */
final class VectorKernels implements Kernels {
    /** Elements worked on at a time where a kernel makes several passes: a few arrays of them stay in the first-level cache. */
    private static final int BLOCK = 512;

    private static final Kernels SCALAR = ScalarKernels.INSTANCE;

    @Override
    public int bits() {
        return INTS.vectorBitSize();
    }

    @Override
    public void add(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        addUnchecked(a, aAt, b, bAt, out, outAt, n);
    }

    private static void addUnchecked(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        int bound = INTS.loopBound(n);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.add(load(a, aAt + i), load(b, bAt + i)).intoArray(out, outAt + i);
        }
        if (bound < n) {
            SCALAR.add(a, aAt + bound, b, bAt + bound, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void sub(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        subUnchecked(a, aAt, b, bAt, out, outAt, n);
    }

    private static void subUnchecked(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        int bound = INTS.loopBound(n);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.sub(load(a, aAt + i), load(b, bAt + i)).intoArray(out, outAt + i);
        }
        if (bound < n) {
            SCALAR.sub(a, aAt + bound, b, bAt + bound, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void mul(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.mul(load(a, aAt + i), load(b, bAt + i)).intoArray(out, outAt + i);
        }
        if (bound < n) {
            SCALAR.mul(a, aAt + bound, b, bAt + bound, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void addConstant(int[] a, int aAt, int c, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        IntVector all = IntVector.broadcast(INTS, c);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.add(load(a, aAt + i), all).intoArray(out, outAt + i);
        }
        if (bound < n) {
            SCALAR.addConstant(a, aAt + bound, c, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void scale(int[] a, int aAt, int c, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        IntVector all = IntVector.broadcast(INTS, c);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.mul(load(a, aAt + i), all).intoArray(out, outAt + i);
        }
        if (bound < n) {
            SCALAR.scale(a, aAt + bound, c, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void addScaled(int[] a, int aAt, int c, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        IntVector all = IntVector.broadcast(INTS, c);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.add(load(out, outAt + i), Lanes.mul(load(a, aAt + i), all)).intoArray(out, outAt + i);
        }
        if (bound < n) {
            SCALAR.addScaled(a, aAt + bound, c, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void add(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        for (int j = 0; j < Extension.DEGREE; j++) {
            addUnchecked(a.coefficients(j), aAt, b.coefficients(j), bAt, out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void sub(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        for (int j = 0; j < Extension.DEGREE; j++) {
            subUnchecked(a.coefficients(j), aAt, b.coefficients(j), bAt, out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void mul(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        ExtensionProducts.mul(a, aAt, b, bAt, out, outAt, bound);
        if (bound < n) {
            SCALAR.mul(a, aAt + bound, b, bAt + bound, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void mul(ExtensionVector a, int aAt, int[] b, int bAt, ExtensionVector out, int outAt, int n) {
        Ranges.check(a, aAt, out, outAt, n);
        for (int i = 0; i < n; i += BLOCK) {
            int m = Math.min(BLOCK, n - i);
            for (int j = 0; j < Extension.DEGREE; j++) {
                mul(a.coefficients(j), aAt + i, b, bAt + i, out.coefficients(j), outAt + i, m);
            }
        }
    }

    @Override
    public void square(ExtensionVector a, int aAt, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        ExtensionSquares.square(a, aAt, out, outAt, bound);
        if (bound < n) {
            SCALAR.square(a, aAt + bound, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void addConstant(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            addConstant(a.coefficients(j), aAt, c.coefficient(j), out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void scale(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        ExtensionScalings.scale(a, aAt, c, out, outAt, bound);
        if (bound < n) {
            SCALAR.scale(a, aAt + bound, c, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void scale(ExtensionVector a, int aAt, int c, ExtensionVector out, int outAt, int n) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            scale(a.coefficients(j), aAt, c, out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void scale(int[] a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        MixedProducts.scale(a, aAt, c, out, outAt, bound);
        if (bound < n) {
            SCALAR.scale(a, aAt + bound, c, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void addScaled(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        ExtensionScalings.addScaled(a, aAt, c, out, outAt, bound);
        if (bound < n) {
            SCALAR.addScaled(a, aAt + bound, c, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void addScaled(int[] a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        MixedProducts.addScaled(a, aAt, c, out, outAt, bound);
        if (bound < n) {
            SCALAR.addScaled(a, aAt + bound, c, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void bind(int[] a, int loAt, int hiAt, Extension z, ExtensionVector out, int outAt, int n) {
        check(a, loAt, a, hiAt, n);
        check(a, loAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        MixedProducts.bind(a, loAt, hiAt, z, out, outAt, bound);
        if (bound < n) {
            SCALAR.bind(a, loAt + bound, hiAt + bound, z, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void bind(ExtensionVector a, int loAt, int hiAt, Extension z, ExtensionVector out, int outAt, int n) {
        check(a, loAt, a, hiAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        ExtensionBinding.bind(a, loAt, hiAt, z, out, outAt, bound);
        if (bound < n) {
            SCALAR.bind(a, loAt + bound, hiAt + bound, z, out, outAt + bound, n - bound);
        }
    }

    @Override
    public void eqTable(Extension[] point, Extension scale, ExtensionVector out, int outAt) {
        Ranges.checkCube(point, out, outAt);
        out.set(outAt, scale);
        for (int k = 0; k < point.length; k++) {
            int half = 1 << k;
            scale(out, outAt, point[point.length - 1 - k], out, outAt + half, half);
            sub(out, outAt, out, outAt + half, out, outAt, half);
        }
    }

    @Override
    public int dot(int[] a, int aAt, int[] b, int bAt, int n) {
        check(a, aAt, b, bAt, n);
        int bound = INTS.loopBound(n);
        // In memory for the reason that ExtensionDot gives.
        long[] sums = new long[2 * LONGS.length()];
        for (int i = 0; i < bound; i += LENGTH) {
            IntVector x = load(a, aAt + i);
            IntVector y = load(b, bAt + i);
            // Below 2^32 p, so that one more product fits.
            LongVector even = LongVector.fromArray(LONGS, sums, 0);
            Lanes.lower(even.add(Lanes.even(x).mul(Lanes.even(y)))).intoArray(sums, 0);
            LongVector odd = LongVector.fromArray(LONGS, sums, LONGS.length());
            Lanes.lower(odd.add(Lanes.odd(x).mul(Lanes.odd(y)))).intoArray(sums, LONGS.length());
        }
        int sum = ExtensionDot.reduce(sums, 0, LENGTH);
        return bound == n ? sum : KoalaBear.add(sum, SCALAR.dot(a, aAt + bound, b, bAt + bound, n - bound));
    }

    @Override
    public Extension dot(int[] a, int aAt, ExtensionVector b, int bAt, int n) {
        check(a, aAt, b, bAt, n);
        int bound = INTS.loopBound(n);
        Extension sum = MixedProducts.dot(a, aAt, b, bAt, bound);
        return bound == n ? sum : sum.add(SCALAR.dot(a, aAt + bound, b, bAt + bound, n - bound));
    }

    @Override
    public Extension dot(ExtensionVector a, int aAt, ExtensionVector b, int bAt, int n) {
        check(a, aAt, b, bAt, n);
        int bound = INTS.loopBound(n);
        Extension sum = ExtensionDot.dot(a, aAt, b, bAt, bound);
        return bound == n ? sum : sum.add(SCALAR.dot(a, aAt + bound, b, bAt + bound, n - bound));
    }

    @Override
    public void invert(int[] a, int aAt, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        BatchInverse.invert(this, a, aAt, out, outAt, n);
    }

    @Override
    public void invert(ExtensionVector a, int aAt, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        BatchInverse.invert(this, a, aAt, out, outAt, n);
    }
}
