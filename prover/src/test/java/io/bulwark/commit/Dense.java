package io.bulwark.commit;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.KoalaBear;
import java.util.Random;

/** The obvious way, one element of K at a time: what the fast provers of this room are held against. */
final class Dense {
    private Dense() {}

    static int randomBase(Random random) {
        return random.nextInt(KoalaBear.P);
    }

    static int[] randomColumn(Random random, int length) {
        return random.ints(length, 0, KoalaBear.P).toArray();
    }

    static Extension randomElement(Random random) {
        return Extension.ofCoefficients(randomColumn(random, Extension.DEGREE), 0);
    }

    static Extension[] randomPoint(Random random, int length) {
        Extension[] point = new Extension[length];
        for (int i = 0; i < length; i++) {
            point[i] = randomElement(random);
        }
        return point;
    }

    static ExtensionVector randomVector(Random random, int length) {
        return ExtensionVector.of(randomPoint(random, length));
    }

    /** eq(point, bits of index), point[0] belonging to the most significant bit. */
    static Extension eq(Extension[] point, long index) {
        Extension product = Extension.ONE;
        for (int i = 0; i < point.length; i++) {
            boolean set = ((index >>> (point.length - 1 - i)) & 1) == 1;
            product = product.mul(set ? point[i] : Extension.ONE.sub(point[i]));
        }
        return product;
    }

    /** The multilinear extension of a column at a point. */
    static Extension evaluate(int[] column, Extension[] point) {
        Extension sum = Extension.ZERO;
        for (int i = 0; i < column.length; i++) {
            sum = sum.add(eq(point, i).scale(column[i]));
        }
        return sum;
    }

    /** The table with its first variable fixed. */
    static Extension[] bindFirst(Extension[] table, Extension z) {
        Extension[] bound = new Extension[table.length / 2];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = table[i].add(z.mul(table[i + bound.length].sub(table[i])));
        }
        return bound;
    }

    /** c_0 and c_2 of the round polynomial of sum_x q(x) a(x), from its values at 0, 1 and 2. */
    static Extension[] round(Extension[] q, Extension[] a) {
        Extension[] at = new Extension[3];
        int half = q.length / 2;
        for (int x = 0; x < 3; x++) {
            Extension point = Extension.of(KoalaBear.fromLong(x));
            Extension[] boundQ = bindFirst(q, point);
            Extension[] boundA = bindFirst(a, point);
            at[x] = Extension.ZERO;
            for (int i = 0; i < half; i++) {
                at[x] = at[x].add(boundQ[i].mul(boundA[i]));
            }
        }
        Extension secondDifference = at[2].sub(at[1]).sub(at[1]).add(at[0]);
        return new Extension[] {at[0], secondDifference.scale(KoalaBear.halve(KoalaBear.ONE))};
    }

    /** The value at x of the polynomial with these coefficients in ascending order. */
    static Extension polynomial(Extension[] coefficients, int x) {
        Extension value = Extension.ZERO;
        for (int i = coefficients.length - 1; i >= 0; i--) {
            value = value.scale(x).add(coefficients[i]);
        }
        return value;
    }

    static int reverseBits(int i, int width) {
        return width == 0 ? 0 : Integer.reverse(i) >>> (Integer.SIZE - width);
    }
}
