package io.bulwark.field;

import java.util.Random;

/** Random elements and arrays of them, with the edges of the range mixed in. */
final class Samples {
    /** Montgomery forms where carries and reductions turn. */
    private static final int[] EDGES = {
        0,
        1,
        2,
        KoalaBear.ONE,
        KoalaBear.P - 1,
        KoalaBear.P - 2,
        KoalaBear.P - KoalaBear.ONE,
        KoalaBear.P / 2,
        KoalaBear.P / 2 + 1,
        1 << 24,
        (1 << 24) - 1
    };

    private Samples() {}

    static int element(Random random) {
        return random.nextInt(4) == 0 ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(KoalaBear.P);
    }

    static int unit(Random random) {
        int a = element(random);
        return a == 0 ? KoalaBear.P - 1 : a;
    }

    static int[] elements(Random random, int n) {
        int[] a = new int[n];
        for (int i = 0; i < n; i++) {
            a[i] = element(random);
        }
        return a;
    }

    static Extension extension(Random random) {
        return Extension.ofCoefficients(elements(random, Extension.DEGREE), 0);
    }

    static Extension unitExtension(Random random) {
        Extension a = extension(random);
        return a.isZero() ? Extension.ONE : a;
    }

    static ExtensionVector extensions(Random random, int n) {
        ExtensionVector v = new ExtensionVector(n);
        for (int i = 0; i < n; i++) {
            v.set(i, extension(random));
        }
        return v;
    }

    static ExtensionVector copy(ExtensionVector v) {
        return v.copyOfRange(0, v.length());
    }
}
