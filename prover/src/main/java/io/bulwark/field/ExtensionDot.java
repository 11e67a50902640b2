package io.bulwark.field;

import static io.bulwark.field.KoalaBear.P;
import static io.bulwark.field.Lanes.INTS;
import static io.bulwark.field.Lanes.LENGTH;
import static io.bulwark.field.Lanes.LONGS;
import static io.bulwark.field.Lanes.LOW;
import static io.bulwark.field.Lanes.P_HIGH;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/**
 * Dot products over K, a register at a time. Notation and reason for the long method are those of {@link ExtensionProducts}.
 *
 * <p>The sums are in memory between two turns of the loop: where a vector lives on from one turn to the next, C2 does not know its class while it parses, and whether it
 * boxes the vector is then a matter of luck, decided anew in each process.
 */
final class ExtensionDot {
    private ExtensionDot() {}
    /** The sum of a b over the first n elements, n a multiple of {@link Lanes#LENGTH}; nothing is reduced before the end but by 2^32 p. */
    static Extension dot(ExtensionVector a, int aAt, ExtensionVector b, int bAt, int n) {
        int[] left0 = a.coefficients(0);
        int[] left1 = a.coefficients(1);
        int[] left2 = a.coefficients(2);
        int[] left3 = a.coefficients(3);
        int[] left4 = a.coefficients(4);
        int[] right0 = b.coefficients(0);
        int[] right1 = b.coefficients(1);
        int[] right2 = b.coefficients(2);
        int[] right3 = b.coefficients(3);
        int[] right4 = b.coefficients(4);
        long[] sums = new long[2 * Extension.DEGREE * LONGS.length()];
        for (int i = 0; i < n; i += LENGTH) {
            IntVector b0 = IntVector.fromArray(INTS, right0, bAt + i);
            IntVector b1 = IntVector.fromArray(INTS, right1, bAt + i);
            IntVector b2 = IntVector.fromArray(INTS, right2, bAt + i);
            IntVector b3 = IntVector.fromArray(INTS, right3, bAt + i);
            IntVector b4 = IntVector.fromArray(INTS, right4, bAt + i);
            IntVector b5 = b1.sub(b4);
            b5 = b5.lanewise(UMIN, b5.add(P));
            IntVector b6 = b0.sub(b3);
            b6 = b6.lanewise(UMIN, b6.add(P));
            IntVector b7 = b4.sub(b2);
            b7 = b7.lanewise(UMIN, b7.add(P));
            IntVector b8 = b3.sub(b5);
            b8 = b8.lanewise(UMIN, b8.add(P));
            IntVector a0 = IntVector.fromArray(INTS, left0, aAt + i);
            LongVector a0e = a0.reinterpretAsLongs().and(LOW);
            LongVector a0o = a0.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a1 = IntVector.fromArray(INTS, left1, aAt + i);
            LongVector a1e = a1.reinterpretAsLongs().and(LOW);
            LongVector a1o = a1.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a2 = IntVector.fromArray(INTS, left2, aAt + i);
            LongVector a2e = a2.reinterpretAsLongs().and(LOW);
            LongVector a2o = a2.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a3 = IntVector.fromArray(INTS, left3, aAt + i);
            LongVector a3e = a3.reinterpretAsLongs().and(LOW);
            LongVector a3o = a3.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a4 = IntVector.fromArray(INTS, left4, aAt + i);
            LongVector a4e = a4.reinterpretAsLongs().and(LOW);
            LongVector a4o = a4.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector b0e = b0.reinterpretAsLongs().and(LOW);
            LongVector b0o = b0.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector b1e = b1.reinterpretAsLongs().and(LOW);
            LongVector b1o = b1.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector b2e = b2.reinterpretAsLongs().and(LOW);
            LongVector b2o = b2.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector b3e = b3.reinterpretAsLongs().and(LOW);
            LongVector b3o = b3.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector b4e = b4.reinterpretAsLongs().and(LOW);
            LongVector b4o = b4.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector b5e = b5.reinterpretAsLongs().and(LOW);
            LongVector b5o = b5.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector b6e = b6.reinterpretAsLongs().and(LOW);
            LongVector b6o = b6.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector b7e = b7.reinterpretAsLongs().and(LOW);
            LongVector b7o = b7.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector b8e = b8.reinterpretAsLongs().and(LOW);
            LongVector b8o = b8.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector e0 = LongVector.fromArray(LONGS, sums, 0);
            e0 = e0.add(a0e.mul(b0e).add(a1e.mul(b4e)));
            IntVector e0l = e0.sub(P_HIGH).reinterpretAsInts();
            e0 = e0l.lanewise(UMIN, e0.reinterpretAsInts()).reinterpretAsLongs();
            e0 = e0.add(a2e.mul(b3e).add(a3e.mul(b2e)));
            e0l = e0.sub(P_HIGH).reinterpretAsInts();
            e0 = e0l.lanewise(UMIN, e0.reinterpretAsInts()).reinterpretAsLongs();
            e0 = e0.add(a4e.mul(b5e));
            e0l = e0.sub(P_HIGH).reinterpretAsInts();
            e0l.lanewise(UMIN, e0.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 0);
            LongVector o0 = LongVector.fromArray(LONGS, sums, LONGS.length());
            o0 = o0.add(a0o.mul(b0o).add(a1o.mul(b4o)));
            IntVector o0l = o0.sub(P_HIGH).reinterpretAsInts();
            o0 = o0l.lanewise(UMIN, o0.reinterpretAsInts()).reinterpretAsLongs();
            o0 = o0.add(a2o.mul(b3o).add(a3o.mul(b2o)));
            o0l = o0.sub(P_HIGH).reinterpretAsInts();
            o0 = o0l.lanewise(UMIN, o0.reinterpretAsInts()).reinterpretAsLongs();
            o0 = o0.add(a4o.mul(b5o));
            o0l = o0.sub(P_HIGH).reinterpretAsInts();
            o0l.lanewise(UMIN, o0.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, LONGS.length());
            LongVector e1 = LongVector.fromArray(LONGS, sums, 2 * LONGS.length());
            e1 = e1.add(a0e.mul(b1e).add(a1e.mul(b0e)));
            IntVector e1l = e1.sub(P_HIGH).reinterpretAsInts();
            e1 = e1l.lanewise(UMIN, e1.reinterpretAsInts()).reinterpretAsLongs();
            e1 = e1.add(a2e.mul(b4e).add(a3e.mul(b3e)));
            e1l = e1.sub(P_HIGH).reinterpretAsInts();
            e1 = e1l.lanewise(UMIN, e1.reinterpretAsInts()).reinterpretAsLongs();
            e1 = e1.add(a4e.mul(b2e));
            e1l = e1.sub(P_HIGH).reinterpretAsInts();
            e1l.lanewise(UMIN, e1.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 2 * LONGS.length());
            LongVector o1 = LongVector.fromArray(LONGS, sums, 3 * LONGS.length());
            o1 = o1.add(a0o.mul(b1o).add(a1o.mul(b0o)));
            IntVector o1l = o1.sub(P_HIGH).reinterpretAsInts();
            o1 = o1l.lanewise(UMIN, o1.reinterpretAsInts()).reinterpretAsLongs();
            o1 = o1.add(a2o.mul(b4o).add(a3o.mul(b3o)));
            o1l = o1.sub(P_HIGH).reinterpretAsInts();
            o1 = o1l.lanewise(UMIN, o1.reinterpretAsInts()).reinterpretAsLongs();
            o1 = o1.add(a4o.mul(b2o));
            o1l = o1.sub(P_HIGH).reinterpretAsInts();
            o1l.lanewise(UMIN, o1.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 3 * LONGS.length());
            LongVector e2 = LongVector.fromArray(LONGS, sums, 4 * LONGS.length());
            e2 = e2.add(a0e.mul(b2e).add(a1e.mul(b5e)));
            IntVector e2l = e2.sub(P_HIGH).reinterpretAsInts();
            e2 = e2l.lanewise(UMIN, e2.reinterpretAsInts()).reinterpretAsLongs();
            e2 = e2.add(a2e.mul(b6e).add(a3e.mul(b7e)));
            e2l = e2.sub(P_HIGH).reinterpretAsInts();
            e2 = e2l.lanewise(UMIN, e2.reinterpretAsInts()).reinterpretAsLongs();
            e2 = e2.add(a4e.mul(b8e));
            e2l = e2.sub(P_HIGH).reinterpretAsInts();
            e2l.lanewise(UMIN, e2.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 4 * LONGS.length());
            LongVector o2 = LongVector.fromArray(LONGS, sums, 5 * LONGS.length());
            o2 = o2.add(a0o.mul(b2o).add(a1o.mul(b5o)));
            IntVector o2l = o2.sub(P_HIGH).reinterpretAsInts();
            o2 = o2l.lanewise(UMIN, o2.reinterpretAsInts()).reinterpretAsLongs();
            o2 = o2.add(a2o.mul(b6o).add(a3o.mul(b7o)));
            o2l = o2.sub(P_HIGH).reinterpretAsInts();
            o2 = o2l.lanewise(UMIN, o2.reinterpretAsInts()).reinterpretAsLongs();
            o2 = o2.add(a4o.mul(b8o));
            o2l = o2.sub(P_HIGH).reinterpretAsInts();
            o2l.lanewise(UMIN, o2.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 5 * LONGS.length());
            LongVector e3 = LongVector.fromArray(LONGS, sums, 6 * LONGS.length());
            e3 = e3.add(a0e.mul(b3e).add(a1e.mul(b2e)));
            IntVector e3l = e3.sub(P_HIGH).reinterpretAsInts();
            e3 = e3l.lanewise(UMIN, e3.reinterpretAsInts()).reinterpretAsLongs();
            e3 = e3.add(a2e.mul(b5e).add(a3e.mul(b6e)));
            e3l = e3.sub(P_HIGH).reinterpretAsInts();
            e3 = e3l.lanewise(UMIN, e3.reinterpretAsInts()).reinterpretAsLongs();
            e3 = e3.add(a4e.mul(b7e));
            e3l = e3.sub(P_HIGH).reinterpretAsInts();
            e3l.lanewise(UMIN, e3.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 6 * LONGS.length());
            LongVector o3 = LongVector.fromArray(LONGS, sums, 7 * LONGS.length());
            o3 = o3.add(a0o.mul(b3o).add(a1o.mul(b2o)));
            IntVector o3l = o3.sub(P_HIGH).reinterpretAsInts();
            o3 = o3l.lanewise(UMIN, o3.reinterpretAsInts()).reinterpretAsLongs();
            o3 = o3.add(a2o.mul(b5o).add(a3o.mul(b6o)));
            o3l = o3.sub(P_HIGH).reinterpretAsInts();
            o3 = o3l.lanewise(UMIN, o3.reinterpretAsInts()).reinterpretAsLongs();
            o3 = o3.add(a4o.mul(b7o));
            o3l = o3.sub(P_HIGH).reinterpretAsInts();
            o3l.lanewise(UMIN, o3.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 7 * LONGS.length());
            LongVector e4 = LongVector.fromArray(LONGS, sums, 8 * LONGS.length());
            e4 = e4.add(a0e.mul(b4e).add(a1e.mul(b3e)));
            IntVector e4l = e4.sub(P_HIGH).reinterpretAsInts();
            e4 = e4l.lanewise(UMIN, e4.reinterpretAsInts()).reinterpretAsLongs();
            e4 = e4.add(a2e.mul(b2e).add(a3e.mul(b5e)));
            e4l = e4.sub(P_HIGH).reinterpretAsInts();
            e4 = e4l.lanewise(UMIN, e4.reinterpretAsInts()).reinterpretAsLongs();
            e4 = e4.add(a4e.mul(b6e));
            e4l = e4.sub(P_HIGH).reinterpretAsInts();
            e4l.lanewise(UMIN, e4.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 8 * LONGS.length());
            LongVector o4 = LongVector.fromArray(LONGS, sums, 9 * LONGS.length());
            o4 = o4.add(a0o.mul(b4o).add(a1o.mul(b3o)));
            IntVector o4l = o4.sub(P_HIGH).reinterpretAsInts();
            o4 = o4l.lanewise(UMIN, o4.reinterpretAsInts()).reinterpretAsLongs();
            o4 = o4.add(a2o.mul(b2o).add(a3o.mul(b5o)));
            o4l = o4.sub(P_HIGH).reinterpretAsInts();
            o4 = o4l.lanewise(UMIN, o4.reinterpretAsInts()).reinterpretAsLongs();
            o4 = o4.add(a4o.mul(b6o));
            o4l = o4.sub(P_HIGH).reinterpretAsInts();
            o4l.lanewise(UMIN, o4.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 9 * LONGS.length());
        }
        return reduce(sums);
    }

    /** One coefficient for each pair of registers of numbers below 2^32 p: their sum times 2^-32. */
    static Extension reduce(long[] sums) {
        int[] coefficients = new int[Extension.DEGREE];
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] = reduce(sums, j * LENGTH, LENGTH);
        }
        return Extension.ofCoefficients(coefficients, 0);
    }

    /** (the sum of n numbers below 2^32 p) 2^-32 mod p. */
    static int reduce(long[] sums, int at, int n) {
        long high = 0;
        long low = 0;
        for (int i = at; i < at + n; i++) {
            high += sums[i] >>> 32;
            low += sums[i] & LOW;
        }
        return KoalaBear.add((int) (high % P), KoalaBear.reduce(low));
    }
}
