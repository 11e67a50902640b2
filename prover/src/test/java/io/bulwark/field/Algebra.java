package io.bulwark.field;

import java.util.Random;

/**
 * A commutative ring under test, of any representation: the laws in {@link AlgebraLaws} know nothing else of it.
 *
 * @param <E> its elements, compared by {@link #same}
 */
interface Algebra<E> {
    E zero();

    E one();

    /** A random element; now and then an edge of its range. */
    E sample(Random random);

    /** One that has an inverse. */
    E sampleUnit(Random random);

    E add(E a, E b);

    E sub(E a, E b);

    E mul(E a, E b);

    E square(E a);

    E inverse(E a);

    /** a^p. */
    E frobenius(E a);

    /** The degree over F: so many conjugations are the identity. */
    int degree();

    boolean same(E a, E b);

    String show(E a);
}
