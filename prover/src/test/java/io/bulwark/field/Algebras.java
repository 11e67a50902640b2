package io.bulwark.field;

import java.util.Arrays;
import java.util.Random;

/** The rings whose laws we hold: F, K, and arrays of both as the kernels of one implementation see them. */
final class Algebras {
    private Algebras() {}

    /** F, one element at a time. */
    record Base() implements Algebra<Integer> {
        @Override
        public Integer zero() {
            return KoalaBear.ZERO;
        }

        @Override
        public Integer one() {
            return KoalaBear.ONE;
        }

        @Override
        public Integer sample(Random random) {
            return Samples.element(random);
        }

        @Override
        public Integer sampleUnit(Random random) {
            return Samples.unit(random);
        }

        @Override
        public Integer add(Integer a, Integer b) {
            return KoalaBear.add(a, b);
        }

        @Override
        public Integer sub(Integer a, Integer b) {
            return KoalaBear.sub(a, b);
        }

        @Override
        public Integer mul(Integer a, Integer b) {
            return KoalaBear.mul(a, b);
        }

        @Override
        public Integer square(Integer a) {
            return KoalaBear.square(a);
        }

        @Override
        public Integer inverse(Integer a) {
            return KoalaBear.inverse(a);
        }

        @Override
        public Integer frobenius(Integer a) {
            return KoalaBear.pow(a, KoalaBear.P);
        }

        @Override
        public int degree() {
            return 1;
        }

        @Override
        public boolean same(Integer a, Integer b) {
            return a.equals(b);
        }

        @Override
        public String show(Integer a) {
            return a.toString();
        }
    }

    /** K, one element at a time. */
    record Scalar() implements Algebra<Extension> {
        @Override
        public Extension zero() {
            return Extension.ZERO;
        }

        @Override
        public Extension one() {
            return Extension.ONE;
        }

        @Override
        public Extension sample(Random random) {
            return Samples.extension(random);
        }

        @Override
        public Extension sampleUnit(Random random) {
            return Samples.unitExtension(random);
        }

        @Override
        public Extension add(Extension a, Extension b) {
            return a.add(b);
        }

        @Override
        public Extension sub(Extension a, Extension b) {
            return a.sub(b);
        }

        @Override
        public Extension mul(Extension a, Extension b) {
            return a.mul(b);
        }

        @Override
        public Extension square(Extension a) {
            return a.square();
        }

        @Override
        public Extension inverse(Extension a) {
            return a.inverse();
        }

        @Override
        public Extension frobenius(Extension a) {
            return a.frobenius();
        }

        @Override
        public int degree() {
            return Extension.DEGREE;
        }

        @Override
        public boolean same(Extension a, Extension b) {
            return a.equals(b);
        }

        @Override
        public String show(Extension a) {
            return a.toString();
        }
    }

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
