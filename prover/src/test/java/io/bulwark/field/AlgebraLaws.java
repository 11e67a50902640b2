package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;

/** What holds in every field and, element by element, in every array of field elements. */
final class AlgebraLaws {
    private AlgebraLaws() {}

    static <E> void holdIn(Algebra<E> algebra, long seed, int rounds) {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            E a = algebra.sample(random);
            E b = algebra.sample(random);
            E c = algebra.sample(random);
            Law<E> law = new Law<>(algebra, "seed " + seed + ", round " + round);
            sums(algebra, law, a, b, c);
            products(algebra, law, a, b, c);
            inverses(algebra, law, algebra.sampleUnit(random), algebra.sampleUnit(random));
            conjugates(algebra, law, a, b);
        }
    }

    private static <E> void sums(Algebra<E> f, Law<E> law, E a, E b, E c) {
        law.same("a + b = b + a", f.add(a, b), f.add(b, a));
        law.same("(a + b) + c = a + (b + c)", f.add(f.add(a, b), c), f.add(a, f.add(b, c)));
        law.same("a + 0 = a", f.add(a, f.zero()), a);
        law.same("a - a = 0", f.sub(a, a), f.zero());
        law.same("(a - b) + b = a", f.add(f.sub(a, b), b), a);
        law.same("a - b = 0 - (b - a)", f.sub(a, b), f.sub(f.zero(), f.sub(b, a)));
    }

    private static <E> void products(Algebra<E> f, Law<E> law, E a, E b, E c) {
        law.same("a b = b a", f.mul(a, b), f.mul(b, a));
        law.same("(a b) c = a (b c)", f.mul(f.mul(a, b), c), f.mul(a, f.mul(b, c)));
        law.same("a (b + c) = a b + a c", f.mul(a, f.add(b, c)), f.add(f.mul(a, b), f.mul(a, c)));
        law.same("a (b - c) = a b - a c", f.mul(a, f.sub(b, c)), f.sub(f.mul(a, b), f.mul(a, c)));
        law.same("1 a = a", f.mul(f.one(), a), a);
        law.same("0 a = 0", f.mul(f.zero(), a), f.zero());
        law.same("a^2 = a a", f.square(a), f.mul(a, a));
        law.same("(a + b)(a - b) = a^2 - b^2", f.mul(f.add(a, b), f.sub(a, b)), f.sub(f.square(a), f.square(b)));
    }

    private static <E> void inverses(Algebra<E> f, Law<E> law, E u, E v) {
        law.same("u u^-1 = 1", f.mul(u, f.inverse(u)), f.one());
        law.same("(u^-1)^-1 = u", f.inverse(f.inverse(u)), u);
        law.same("(u v)^-1 = u^-1 v^-1", f.inverse(f.mul(u, v)), f.mul(f.inverse(u), f.inverse(v)));
    }

    private static <E> void conjugates(Algebra<E> f, Law<E> law, E a, E b) {
        law.same("(a + b)^p = a^p + b^p", f.frobenius(f.add(a, b)), f.add(f.frobenius(a), f.frobenius(b)));
        law.same("(a b)^p = a^p b^p", f.frobenius(f.mul(a, b)), f.mul(f.frobenius(a), f.frobenius(b)));
        E conjugate = a;
        for (int i = 0; i < f.degree(); i++) {
            conjugate = f.frobenius(conjugate);
        }
        law.same("a^(p^degree) = a", conjugate, a);
    }

    private record Law<E>(Algebra<E> algebra, String where) {
        void same(String law, E left, E right) {
            assertThat(algebra.same(left, right))
                    .as(() -> law + " (" + where + "): " + algebra.show(left) + " against " + algebra.show(right))
                    .isTrue();
        }
    }
}
