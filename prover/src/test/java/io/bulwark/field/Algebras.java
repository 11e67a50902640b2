package io.bulwark.field;

import java.util.Random;

/** F and K, one element at a time. */
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
}
