package io.bulwark.field;

import java.util.Arrays;
import java.util.Random;

/** Arrays of F and of K, as rings, as the kernels of one implementation see them. */
final class ArrayAlgebras {
    private ArrayAlgebras() {}

    /** n elements of F side by side. */
    record BaseArrays(Kernels kernels, int n) implements Algebra<int[]> {
        @Override
        public int[] zero() {
            return new int[n];
        }

        @Override
        public int[] one() {
            int[] one = new int[n];
            kernels.addConstant(one, 0, KoalaBear.ONE, one, 0, n);
            return one;
        }

        @Override
        public int[] sample(Random random) {
            return Samples.elements(random, n);
        }

        @Override
        public int[] sampleUnit(Random random) {
            return Arrays.stream(new int[n]).map(i -> Samples.unit(random)).toArray();
        }

        @Override
        public int[] add(int[] a, int[] b) {
            int[] out = new int[n];
            kernels.add(a, 0, b, 0, out, 0, n);
            return out;
        }

        @Override
        public int[] sub(int[] a, int[] b) {
            int[] out = new int[n];
            kernels.sub(a, 0, b, 0, out, 0, n);
            return out;
        }

        @Override
        public int[] mul(int[] a, int[] b) {
            int[] out = new int[n];
            kernels.mul(a, 0, b, 0, out, 0, n);
            return out;
        }

        @Override
        public int[] square(int[] a) {
            int[] out = a.clone();
            kernels.mul(out, 0, out, 0, out, 0, n);
            return out;
        }

        @Override
        public int[] inverse(int[] a) {
            int[] out = new int[n];
            kernels.invert(a, 0, out, 0, n);
            return out;
        }

        @Override
        public int[] frobenius(int[] a) {
            return Arrays.stream(a).map(x -> KoalaBear.pow(x, KoalaBear.P)).toArray();
        }

        @Override
        public int degree() {
            return 1;
        }

        @Override
        public boolean same(int[] a, int[] b) {
            return Arrays.equals(a, b);
        }

        @Override
        public String show(int[] a) {
            return Arrays.toString(a);
        }
    }

    /** n elements of K side by side. */
    record ExtensionArrays(Kernels kernels, int n) implements Algebra<ExtensionVector> {
        @Override
        public ExtensionVector zero() {
            return new ExtensionVector(n);
        }

        @Override
        public ExtensionVector one() {
            ExtensionVector one = new ExtensionVector(n);
            kernels.addConstant(one, 0, Extension.ONE, one, 0, n);
            return one;
        }

        @Override
        public ExtensionVector sample(Random random) {
            return Samples.extensions(random, n);
        }

        @Override
        public ExtensionVector sampleUnit(Random random) {
            ExtensionVector v = new ExtensionVector(n);
            for (int i = 0; i < n; i++) {
                v.set(i, Samples.unitExtension(random));
            }
            return v;
        }

        @Override
        public ExtensionVector add(ExtensionVector a, ExtensionVector b) {
            ExtensionVector out = new ExtensionVector(n);
            kernels.add(a, 0, b, 0, out, 0, n);
            return out;
        }

        @Override
        public ExtensionVector sub(ExtensionVector a, ExtensionVector b) {
            ExtensionVector out = new ExtensionVector(n);
            kernels.sub(a, 0, b, 0, out, 0, n);
            return out;
        }

        @Override
        public ExtensionVector mul(ExtensionVector a, ExtensionVector b) {
            ExtensionVector out = new ExtensionVector(n);
            kernels.mul(a, 0, b, 0, out, 0, n);
            return out;
        }

        @Override
        public ExtensionVector square(ExtensionVector a) {
            ExtensionVector out = new ExtensionVector(n);
            kernels.square(a, 0, out, 0, n);
            return out;
        }

        @Override
        public ExtensionVector inverse(ExtensionVector a) {
            ExtensionVector out = new ExtensionVector(n);
            kernels.invert(a, 0, out, 0, n);
            return out;
        }

        @Override
        public ExtensionVector frobenius(ExtensionVector a) {
            ExtensionVector out = new ExtensionVector(n);
            for (int i = 0; i < n; i++) {
                out.set(i, a.get(i).frobenius());
            }
            return out;
        }

        @Override
        public int degree() {
            return Extension.DEGREE;
        }

        @Override
        public boolean same(ExtensionVector a, ExtensionVector b) {
            return a.equals(b);
        }

        @Override
        public String show(ExtensionVector a) {
            return a.toString();
        }
    }
}
