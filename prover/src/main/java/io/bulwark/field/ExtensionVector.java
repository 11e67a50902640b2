package io.bulwark.field;

import java.util.Arrays;
import java.util.Objects;

/**
 * A fixed number of elements of K as a structure of arrays: {@link Extension#DEGREE} arrays of coefficients in Montgomery form, that of x^0 first, so that
 * a vector register is filled by one load.
 *
 * <p>Mutable, and shared by whoever holds it; not thread-safe where two threads write the same elements.
 */
public final class ExtensionVector {
    private final int length;
    private final int[][] coefficients;

    /** {@code length} zeros. */
    public ExtensionVector(int length) {
        this.length = length;
        this.coefficients = new int[Extension.DEGREE][length];
    }

    private ExtensionVector(int[][] coefficients) {
        this.length = coefficients[0].length;
        this.coefficients = coefficients;
    }

    /** {@code length} zeros; to fill much memory with them takes time, which is shared by the threads. */
    public static ExtensionVector zeros(int length, Cores cores) {
        int[][] coefficients = new int[Extension.DEGREE][];
        cores.forRange(Extension.DEGREE, 1, (from, to) -> {
            for (int i = from; i < to; i++) {
                coefficients[i] = new int[length];
            }
        });
        return new ExtensionVector(coefficients);
    }

    public static ExtensionVector of(Extension... elements) {
        ExtensionVector v = new ExtensionVector(elements.length);
        for (int i = 0; i < elements.length; i++) {
            v.set(i, elements[i]);
        }
        return v;
    }

    /**
     * A view of the arrays given, that of the coefficients of x^0 first; nothing is copied.
     *
     * @throws IllegalArgumentException unless there are {@link Extension#DEGREE} arrays of one length
     */
    public static ExtensionVector ofCoefficients(int[]... coefficients) {
        if (coefficients.length != Extension.DEGREE
                || Arrays.stream(coefficients).anyMatch(c -> c.length != coefficients[0].length)) {
            throw new IllegalArgumentException("expected " + Extension.DEGREE + " arrays of one length, got lengths "
                    + Arrays.toString(
                            Arrays.stream(coefficients).mapToInt(c -> c.length).toArray()));
        }
        return new ExtensionVector(coefficients.clone());
    }

    public int length() {
        return length;
    }

    /** The array itself of the coefficients of x^i, one for each element, in Montgomery form. */
    public int[] coefficients(int i) {
        return coefficients[i];
    }

    public Extension get(int index) {
        Objects.checkIndex(index, length);
        return Extension.of(
                coefficients[0][index],
                coefficients[1][index],
                coefficients[2][index],
                coefficients[3][index],
                coefficients[4][index]);
    }

    public void set(int index, Extension value) {
        Objects.checkIndex(index, length);
        for (int i = 0; i < Extension.DEGREE; i++) {
            coefficients[i][index] = value.coefficient(i);
        }
    }

    /** Sets the {@code n} elements from {@code at} on to one value. */
    public void fill(int at, int n, Extension value) {
        Objects.checkFromIndexSize(at, n, length);
        for (int i = 0; i < Extension.DEGREE; i++) {
            Arrays.fill(coefficients[i], at, at + n, value.coefficient(i));
        }
    }

    /** Copies {@code n} elements from {@code source}; the ranges may overlap. */
    public void copyFrom(ExtensionVector source, int sourceAt, int at, int n) {
        for (int i = 0; i < Extension.DEGREE; i++) {
            System.arraycopy(source.coefficients[i], sourceAt, coefficients[i], at, n);
        }
    }

    /** A copy of the {@code n} elements from {@code at} on. */
    public ExtensionVector copyOfRange(int at, int n) {
        ExtensionVector copy = new ExtensionVector(n);
        copy.copyFrom(this, at, 0, n);
        return copy;
    }

    public Extension[] toArray() {
        Extension[] elements = new Extension[length];
        Arrays.setAll(elements, this::get);
        return elements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExtensionVector o && Arrays.deepEquals(coefficients, o.coefficients);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(coefficients);
    }

    /** Canonical coefficients, element by element. */
    @Override
    public String toString() {
        return Arrays.toString(toArray());
    }
}
