package io.bulwark.field;

import static io.bulwark.field.Ranges.check;

/** The kernels one element at a time: the reference for all others, and what serves machines without the vector module. */
final class ScalarKernels implements Kernels {
    static final ScalarKernels INSTANCE = new ScalarKernels();

    private ScalarKernels() {}

    @Override
    public int bits() {
        return Integer.SIZE;
    }

    @Override
    public void add(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        for (int i = 0; i < n; i++) {
            out[outAt + i] = KoalaBear.add(a[aAt + i], b[bAt + i]);
        }
    }

    @Override
    public void sub(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        for (int i = 0; i < n; i++) {
            out[outAt + i] = KoalaBear.sub(a[aAt + i], b[bAt + i]);
        }
    }

    @Override
    public void mul(int[] a, int aAt, int[] b, int bAt, int[] out, int outAt, int n) {
        check(a, aAt, b, bAt, out, outAt, n);
        for (int i = 0; i < n; i++) {
            out[outAt + i] = KoalaBear.mul(a[aAt + i], b[bAt + i]);
        }
    }

    @Override
    public void addConstant(int[] a, int aAt, int c, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        for (int i = 0; i < n; i++) {
            out[outAt + i] = KoalaBear.add(a[aAt + i], c);
        }
    }

    @Override
    public void scale(int[] a, int aAt, int c, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        for (int i = 0; i < n; i++) {
            out[outAt + i] = KoalaBear.mul(a[aAt + i], c);
        }
    }

    @Override
    public void addScaled(int[] a, int aAt, int c, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        for (int i = 0; i < n; i++) {
            out[outAt + i] = KoalaBear.add(out[outAt + i], KoalaBear.mul(a[aAt + i], c));
        }
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
        for (int i = 0; i < n; i++) {
            out.set(outAt + i, a.get(aAt + i).mul(b.get(bAt + i)));
        }
    }

    @Override
    public void mul(ExtensionVector a, int aAt, int[] b, int bAt, ExtensionVector out, int outAt, int n) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            mul(a.coefficients(j), aAt, b, bAt, out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void square(ExtensionVector a, int aAt, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        for (int i = 0; i < n; i++) {
            out.set(outAt + i, a.get(aAt + i).square());
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
        for (int i = 0; i < n; i++) {
            out.set(outAt + i, a.get(aAt + i).mul(c));
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
        for (int j = 0; j < Extension.DEGREE; j++) {
            scale(a, aAt, c.coefficient(j), out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void addScaled(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        for (int i = 0; i < n; i++) {
            out.set(outAt + i, out.get(outAt + i).add(a.get(aAt + i).mul(c)));
        }
    }

    @Override
    public void addScaled(int[] a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        for (int j = 0; j < Extension.DEGREE; j++) {
            addScaled(a, aAt, c.coefficient(j), out.coefficients(j), outAt, n);
        }
    }

    @Override
    public void bindFirst(int[] a, int at, Extension z, ExtensionVector out, int outAt, int n) {
        Ranges.checkHalves(a, at, out, outAt, n);
        for (int i = 0; i < n; i++) {
            int lo = a[at + i];
            out.set(outAt + i, z.scale(KoalaBear.sub(a[at + n + i], lo)).add(Extension.of(lo)));
        }
    }

    @Override
    public void bindFirst(ExtensionVector a, int at, Extension z, ExtensionVector out, int outAt, int n) {
        Ranges.checkHalves(a.coefficients(0), at, out, outAt, n);
        for (int i = 0; i < n; i++) {
            Extension lo = a.get(at + i);
            out.set(outAt + i, z.mul(a.get(at + n + i).sub(lo)).add(lo));
        }
    }

    @Override
    public void eqTable(Extension[] point, Extension scale, ExtensionVector out, int outAt) {
        Ranges.checkCube(point, out, outAt);
        out.set(outAt, scale);
        // Coordinates from the last one on, so that the table so far always stands at the front and a new bit is the
        // most significant.
        for (int k = 0; k < point.length; k++) {
            Extension z = point[point.length - 1 - k];
            int half = 1 << k;
            for (int i = 0; i < half; i++) {
                Extension all = out.get(outAt + i);
                Extension one = all.mul(z);
                out.set(outAt + half + i, one);
                out.set(outAt + i, all.sub(one));
            }
        }
    }

    @Override
    public int dot(int[] a, int aAt, int[] b, int bAt, int n) {
        check(a, aAt, b, bAt, n);
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum = KoalaBear.add(sum, KoalaBear.mul(a[aAt + i], b[bAt + i]));
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
        check(a.coefficients(0), aAt, b.coefficients(0), bAt, n);
        Extension sum = Extension.ZERO;
        for (int i = 0; i < n; i++) {
            sum = sum.add(a.get(aAt + i).mul(b.get(bAt + i)));
        }
        return sum;
    }

    @Override
    public void invert(int[] a, int aAt, int[] out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        int product = KoalaBear.ONE;
        for (int i = 0; i < n; i++) {
            out[outAt + i] = product;
            product = KoalaBear.mul(product, a[aAt + i]);
        }
        int inverse = KoalaBear.inverse(product);
        for (int i = n - 1; i >= 0; i--) {
            out[outAt + i] = KoalaBear.mul(out[outAt + i], inverse);
            inverse = KoalaBear.mul(inverse, a[aAt + i]);
        }
    }

    @Override
    public void invert(ExtensionVector a, int aAt, ExtensionVector out, int outAt, int n) {
        check(a, aAt, out, outAt, n);
        Extension product = Extension.ONE;
        for (int i = 0; i < n; i++) {
            out.set(outAt + i, product);
            product = product.mul(a.get(aAt + i));
        }
        Extension inverse = product.inverse();
        for (int i = n - 1; i >= 0; i--) {
            out.set(outAt + i, out.get(outAt + i).mul(inverse));
            inverse = inverse.mul(a.get(aAt + i));
        }
    }
}
