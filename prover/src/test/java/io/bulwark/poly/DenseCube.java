package io.bulwark.poly;

import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.Random;

/** Multilinear tables as plain arrays, slow and obvious: what fast sumchecks are held against. */
public final class DenseCube {
    private DenseCube() {}

    public static int randomBase(Random random) {
        return random.nextInt(KoalaBear.P);
    }

    public static Extension random(Random random) {
        int[] c = new int[Extension.DEGREE];
        Arrays.setAll(c, i -> randomBase(random));
        return Extension.ofCoefficients(c, 0);
    }

    public static Extension[] randomPoint(int n, Random random) {
        Extension[] point = new Extension[n];
        Arrays.setAll(point, i -> random(random));
        return point;
    }

    public static Extension number(int x) {
        return Extension.of(KoalaBear.fromCanonical(x));
    }

    /** eq(point, bits of i), the first coordinate at the most significant bit. */
    public static Extension eq(Extension[] point, int i) {
        Extension product = Extension.ONE;
        for (int j = 0; j < point.length; j++) {
            boolean bit = (i >>> (point.length - 1 - j) & 1) == 1;
            product = product.mul(bit ? point[j] : Extension.ONE.sub(point[j]));
        }
        return product;
    }

    public static Extension[] eqTable(Extension[] point) {
        Extension[] table = new Extension[1 << point.length];
        Arrays.setAll(table, i -> eq(point, i));
        return table;
    }

    /** The table with its first variable fixed to x, which need not be 0 or 1. */
    public static Extension[] bind(Extension[] table, Extension x) {
        Extension[] bound = new Extension[table.length / 2];
        Arrays.setAll(bound, i -> table[i + bound.length].sub(table[i]).mul(x).add(table[i]));
        return bound;
    }
}
