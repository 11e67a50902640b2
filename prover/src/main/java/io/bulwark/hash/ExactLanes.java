package io.bulwark.hash;

import io.bulwark.field.KoalaBear;
import io.bulwark.field.Lanes;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic in F on the lanes of a vector register of doubles, exact throughout.
 *
 * <p>A double stands for the residue of its value modulo p. Its value need not be an integer: p = 127 * 2^24 + 1 makes 2^-24 = -127 and hence 1 = -127 *
 * 2^24 modulo p, so a number with at most 24 binary places is a residue, too, and a division by 2^k is exact and costs nothing until the 53 bits of the
 * mantissa are used up. {@link #whole} then turns the places into an integer. Every operation here is exact as long as the stated bounds hold; who calls
 * keeps them. Fused multiply-adds with one rounding make the low half of a product reachable (T. J. Dekker, 1971).
 *
 * <p>Why not integers: a 32-bit sum must be reduced at once and a 64-bit product has to be masked for C2, while a double takes long sums, needs neither
 * masks nor shifts, and multiplies by any power of two for nothing.
 *
 * <p>Elements come and go in loops over single ints, not in vectors of half the width: a second class of int vectors in a process makes the calls inside the
 * vector API ambiguous, and C2 then boxes vectors in kernels that have nothing to do with these.
 */
final class ExactLanes {
    static final VectorSpecies<Double> DOUBLES = VectorSpecies.of(double.class, Lanes.INTS.vectorShape());
    /** States in a register. */
    static final int LENGTH = DOUBLES.length();

    static final double P = KoalaBear.P;
    /** Rounded; a quotient by it is off by less than 2^-51 of itself. */
    static final double P_INVERSE = 1 / P;
    /** p - 1 = 127 * 2^24, of 7 significant bits, so that its products with integers up to 2^46 are exact. */
    static final double P_LESS_1 = P - 1;
    /** Added and taken off again, it rounds a number of size below 2^51 to an integer. */
    static final double ROUND = 0x1.8p52;

    static final double ROUND_PRODUCT = ROUND * P_LESS_1;

    /** 2^-32 as 2^-24 * 2^-8 = -127 * 2^-8. */
    private static final double FROM_MONTGOMERY = -127.0 / 256;
    /** 2^32 mod p. */
    private static final double TO_MONTGOMERY = (1L << 32) % KoalaBear.P;

    private ExactLanes() {}

    static DoubleVector all(double x) {
        return DoubleVector.broadcast(DOUBLES, x);
    }

    static DoubleVector load(double[] cells, int at) {
        return DoubleVector.fromArray(DOUBLES, cells, at);
    }

    /** An integer for x of size below 2^51 with at most 24 binary places; it is at most 127 * 2^23 larger than x in size. */
    static DoubleVector whole(DoubleVector x) {
        DoubleVector integer = x.add(ROUND).sub(ROUND);
        return x.sub(integer).fma(all(-P_LESS_1), integer);
    }

    /** At most 0.51 p in size, for x of size below 2^51; places are kept. */
    static DoubleVector reduce(DoubleVector x) {
        DoubleVector quotient = x.fma(all(P_INVERSE), all(ROUND)).sub(ROUND);
        return quotient.fma(all(-P), x);
    }

    /** Integers of size below p from elements in Montgomery form: so many of them, a multiple of {@link #LENGTH}, into cells from {@code to} on. */
    static void fromMontgomery(int[] elements, int at, double[] cells, int to, int n) {
        for (int i = 0; i < n; i++) {
            cells[to + i] = elements[at + i];
        }
        for (int i = to; i < to + n; i += LENGTH) {
            whole(load(cells, i).mul(FROM_MONTGOMERY)).intoArray(cells, i);
        }
    }

    /** Writes down integers of size below 2^38 so that {@link #narrow} can make elements of them. */
    static void toMontgomery(DoubleVector x, double[] cells, int at) {
        // As in FullRounds.cube: x r - q (p - 1) - q. Behind ROUND an integer stands in the low bits.
        DoubleVector q = x.fma(all(TO_MONTGOMERY * P_INVERSE), all(ROUND));
        DoubleVector y = x.fma(all(TO_MONTGOMERY), q.fma(all(-P_LESS_1), all(ROUND_PRODUCT)));
        y.sub(q.sub(ROUND)).add(ROUND).intoArray(cells, at);
    }

    /** Elements in Montgomery form of what {@link #toMontgomery} wrote down. */
    static void narrow(double[] cells, int from, int[] elements, int at, int n) {
        for (int i = 0; i < n; i++) {
            int residue = (int) Double.doubleToRawLongBits(cells[from + i]);
            elements[at + i] = residue + (residue >> 31 & KoalaBear.P);
        }
    }
}
