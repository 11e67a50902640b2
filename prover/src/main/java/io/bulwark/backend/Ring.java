package io.bulwark.backend;

/**
 * Sums and products of one kind of elements, of F or of K. There is no division.
 *
 * @param <T> an element
 */
public interface Ring<T> {
    /** The element of F given in Montgomery form, known to whoever builds the verifier. */
    T constant(int a);

    T add(T a, T b);

    T sub(T a, T b);

    T mul(T a, T b);
}
