package io.bulwark.field;

import java.util.Objects;

/** The checks that every kernel makes before it writes anything. */
final class Ranges {
    private Ranges() {}

    static void check(int[] a, int aAt, int[] b, int bAt, int n) {
        Objects.checkFromIndexSize(aAt, n, a.length);
        Objects.checkFromIndexSize(bAt, n, b.length);
    }

    static void check(int[] a, int aAt, int[] b, int bAt, int[] c, int cAt, int n) {
        check(a, aAt, b, bAt, n);
        Objects.checkFromIndexSize(cAt, n, c.length);
    }

    static void check(ExtensionVector a, int aAt, ExtensionVector b, int bAt, int n) {
        Objects.checkFromIndexSize(aAt, n, a.length());
        Objects.checkFromIndexSize(bAt, n, b.length());
    }

    static void check(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector c, int cAt, int n) {
        check(a, aAt, b, bAt, n);
        Objects.checkFromIndexSize(cAt, n, c.length());
    }

    /** A table of 2 n values and what it is bound to. */
    static void checkHalves(int[] a, int at, ExtensionVector out, int outAt, int n) {
        Objects.checkFromIndexSize(outAt, n, out.length());
        // Not 2 n, which may wrap around.
        Objects.checkFromIndexSize(at, n, a.length);
        Objects.checkFromIndexSize(at + n, n, a.length);
    }

    static void checkCube(Extension[] point, ExtensionVector out, int outAt) {
        Objects.checkFromIndexSize(outAt, 1L << point.length, out.length());
    }
}
