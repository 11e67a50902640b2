package io.bulwark.field;

import static io.bulwark.field.Lanes.INTS;
import static io.bulwark.field.Lanes.LENGTH;
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
        int bound = INTS.loopBound(n);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.add(load(a, aAt + i), load(b, bAt + i)).intoArray(out, outAt + i);
        }
        SCALAR.add(a, aAt + bound, b, bAt + bound, out, outAt + bound, n - bound);
    }

    @Override
    public void sub(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.sub(load(a, aAt + i), load(b, bAt + i)).intoArray(out, outAt + i);
        }
        SCALAR.sub(a, aAt + bound, b, bAt + bound, out, outAt + bound, n - bound);
    }

    @Override
    public void mul(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.mul(load(a, aAt + i), load(b, bAt + i)).intoArray(out, outAt + i);
        }
        SCALAR.mul(a, aAt + bound, b, bAt + bound, out, outAt + bound, n - bound);
    }

    @Override
    public void addConstant(int[] a, int aAt, int c, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        IntVector all = IntVector.broadcast(INTS, c);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.add(load(a, aAt + i), all).intoArray(out, outAt + i);
        }
        SCALAR.addConstant(a, aAt + bound, c, out, outAt + bound, n - bound);
    }

    @Override
    public void scale(int[] a, int aAt, int c, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        IntVector all = IntVector.broadcast(INTS, c);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.mul(load(a, aAt + i), all).intoArray(out, outAt + i);
        }
        SCALAR.scale(a, aAt + bound, c, out, outAt + bound, n - bound);
    }

    @Override
    public void addScaled(int[] a, int aAt, int c, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        IntVector all = IntVector.broadcast(INTS, c);
        for (int i = 0; i < bound; i += LENGTH) {
            Lanes.add(load(out, outAt + i), Lanes.mul(load(a, aAt + i), all)).intoArray(out, outAt + i);
        }
        SCALAR.addScaled(a, aAt + bound, c, out, outAt + bound, n - bound);
    }

    @Override
    public void add(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            add(a.coefficients(j), aAt, b.coefficients(j), bAt, out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void sub(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            sub(a.coefficients(j), aAt, b.coefficients(j), bAt, out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void mul(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        ExtensionProducts.mul(a, aAt, b, bAt, out, outAt, bound);
        SCALAR.mul(a, aAt + bound, b, bAt + bound, out, outAt + bound, n - bound);
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
        mul(a, aAt, a, aAt, out, outAt, n);
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
        SCALAR.scale(a, aAt + bound, c, out, outAt + bound, n - bound);
    }

    @Override
    public void scale(ExtensionVector a, int aAt, int c, ExtensionVector out, int outAt, int n) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            scale(a.coefficients(j), aAt, c, out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void scale(int[] a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            scale(a, aAt, c.coefficient(j), out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void addScaled(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int bound = INTS.loopBound(n);
        ExtensionScalings.addScaled(a, aAt, c, out, outAt, bound);
        SCALAR.addScaled(a, aAt + bound, c, out, outAt + bound, n - bound);
    }

    @Override
    public void addScaled(int[] a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        Ranges.check(a, aAt, a, aAt, n);
        for (int i = 0; i < n; i += BLOCK) {
            int m = Math.min(BLOCK, n - i);
            for (int j = 0; j < Extension.DEGREE; j++) {
                addScaled(a, aAt + i, c.coefficient(j), out.coefficients(j), outAt + i, m);
            }
        }
    }

    @Override
    public void bindFirst(int[] a, int at, Extension z, ExtensionVector out, int outAt, int n) {
        Ranges.checkHalves(a, at, out, outAt, n);
        int bound = INTS.loopBound(n);
        for (int j = 0; j < Extension.DEGREE; j++) {
            IntVector all = IntVector.broadcast(INTS, z.coefficient(j));
            int[] c = out.coefficients(j);
            for (int i = 0; i < bound; i += LENGTH) {
                Lanes.mul(Lanes.sub(load(a, at + n + i), load(a, at + i)), all).intoArray(c, outAt + i);
            }
        }
        add(out.coefficients(0), outAt, a, at, out.coefficients(0), outAt, bound);
        for (int i = bound; i < n; i++) {
            int lo = a[at + i];
            out.set(outAt + i, z.scale(KoalaBear.sub(a[at + n + i], lo)).add(Extension.of(lo)));
        }
    }

    @Override
    public void bindFirst(ExtensionVector a, int at, Extension z, ExtensionVector out, int outAt, int n) {
        Ranges.checkHalves(a.coefficients(0), at, out, outAt, n);
        int bound = INTS.loopBound(n);
        ExtensionBinding.bind(a, at, at + n, z, out, outAt, bound);
        for (int i = bound; i < n; i++) {
            Extension lo = a.get(at + i);
            out.set(outAt + i, z.mul(a.get(at + n + i).sub(lo)).add(lo));
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
        LongVector even = LongVector.zero(Lanes.LONGS);
        LongVector odd = even;
        for (int i = 0; i < bound; i += LENGTH) {
            IntVector x = load(a, aAt + i);
            IntVector y = load(b, bAt + i);
            // Below 2^32 p, so that one more product fits.
            even = Lanes.lower(even.add(Lanes.even(x).mul(Lanes.even(y))));
            odd = Lanes.lower(odd.add(Lanes.odd(x).mul(Lanes.odd(y))));
        }
        IntVector sums = Lanes.reduce(even, odd);
        int sum = SCALAR.dot(a, aAt + bound, b, bAt + bound, n - bound);
        for (int i = 0; i < LENGTH; i++) {
            sum = KoalaBear.add(sum, sums.lane(i));
        }
        return sum;
    }

    @Override
    public Extension dot(int[] a, int aAt, ExtensionVector b, int bAt, int n) {
        int[] sum = new int[Extension.DEGREE];
        for (int j = 0; j < Extension.DEGREE; j++) {
            sum[j] = dot(a, aAt, b.coefficients(j), bAt, n);
        }
        return Extension.ofCoefficients(sum, 0);
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
