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
 * Elements of F by elements of K, a register at a time; n is a multiple of {@link Lanes#LENGTH}. The factor in F is split into even and odd lanes once
 * for all coefficients. Notation and reason for the long methods are those of {@link ExtensionProducts}.
 */
final class MixedProducts {
    private MixedProducts() {}
    /** out = c a. */
    static void scale(int[] a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        int[] out0 = out.coefficients(0);
        int[] out1 = out.coefficients(1);
        int[] out2 = out.coefficients(2);
        int[] out3 = out.coefficients(3);
        int[] out4 = out.coefficients(4);
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, P & LOW).and(LOW);
        LongVector c0 = LongVector.broadcast(LONGS, c.coefficient(0)).and(LOW);
        LongVector c1 = LongVector.broadcast(LONGS, c.coefficient(1)).and(LOW);
        LongVector c2 = LongVector.broadcast(LONGS, c.coefficient(2)).and(LOW);
        LongVector c3 = LongVector.broadcast(LONGS, c.coefficient(3)).and(LOW);
        LongVector c4 = LongVector.broadcast(LONGS, c.coefficient(4)).and(LOW);
        for (int i = 0; i < n; i += LENGTH) {
            IntVector x = IntVector.fromArray(INTS, a, aAt + i);
            LongVector e = x.reinterpretAsLongs().and(LOW);
            LongVector o = x.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector e0 = e.mul(c0);
            LongVector o0 = o.mul(c0);
            e0 = e0.sub(e0.and(LOW).mul(q).and(LOW).mul(p));
            o0 = o0.sub(o0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x0 = e0.lanewise(LSHR, 32).or(o0).reinterpretAsInts();
            x0.lanewise(UMIN, x0.add(P)).intoArray(out0, outAt + i);
            LongVector e1 = e.mul(c1);
            LongVector o1 = o.mul(c1);
            e1 = e1.sub(e1.and(LOW).mul(q).and(LOW).mul(p));
            o1 = o1.sub(o1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x1 = e1.lanewise(LSHR, 32).or(o1).reinterpretAsInts();
            x1.lanewise(UMIN, x1.add(P)).intoArray(out1, outAt + i);
            LongVector e2 = e.mul(c2);
            LongVector o2 = o.mul(c2);
            e2 = e2.sub(e2.and(LOW).mul(q).and(LOW).mul(p));
            o2 = o2.sub(o2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x2 = e2.lanewise(LSHR, 32).or(o2).reinterpretAsInts();
            x2.lanewise(UMIN, x2.add(P)).intoArray(out2, outAt + i);
            LongVector e3 = e.mul(c3);
            LongVector o3 = o.mul(c3);
            e3 = e3.sub(e3.and(LOW).mul(q).and(LOW).mul(p));
            o3 = o3.sub(o3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x3 = e3.lanewise(LSHR, 32).or(o3).reinterpretAsInts();
            x3.lanewise(UMIN, x3.add(P)).intoArray(out3, outAt + i);
            LongVector e4 = e.mul(c4);
            LongVector o4 = o.mul(c4);
            e4 = e4.sub(e4.and(LOW).mul(q).and(LOW).mul(p));
            o4 = o4.sub(o4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x4 = e4.lanewise(LSHR, 32).or(o4).reinterpretAsInts();
            x4.lanewise(UMIN, x4.add(P)).intoArray(out4, outAt + i);
        }
    }
    /** out = out + c a. */
    static void addScaled(int[] a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        int[] out0 = out.coefficients(0);
        int[] out1 = out.coefficients(1);
        int[] out2 = out.coefficients(2);
        int[] out3 = out.coefficients(3);
        int[] out4 = out.coefficients(4);
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, P & LOW).and(LOW);
        LongVector c0 = LongVector.broadcast(LONGS, c.coefficient(0)).and(LOW);
        LongVector c1 = LongVector.broadcast(LONGS, c.coefficient(1)).and(LOW);
        LongVector c2 = LongVector.broadcast(LONGS, c.coefficient(2)).and(LOW);
        LongVector c3 = LongVector.broadcast(LONGS, c.coefficient(3)).and(LOW);
        LongVector c4 = LongVector.broadcast(LONGS, c.coefficient(4)).and(LOW);
        for (int i = 0; i < n; i += LENGTH) {
            IntVector x = IntVector.fromArray(INTS, a, aAt + i);
            LongVector e = x.reinterpretAsLongs().and(LOW);
            LongVector o = x.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector e0 = e.mul(c0);
            LongVector o0 = o.mul(c0);
            e0 = e0.sub(e0.and(LOW).mul(q).and(LOW).mul(p));
            o0 = o0.sub(o0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x0 = e0.lanewise(LSHR, 32).or(o0).reinterpretAsInts();
            x0 = x0.lanewise(UMIN, x0.add(P)).add(IntVector.fromArray(INTS, out0, outAt + i));
            x0.lanewise(UMIN, x0.sub(P)).intoArray(out0, outAt + i);
            LongVector e1 = e.mul(c1);
            LongVector o1 = o.mul(c1);
            e1 = e1.sub(e1.and(LOW).mul(q).and(LOW).mul(p));
            o1 = o1.sub(o1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x1 = e1.lanewise(LSHR, 32).or(o1).reinterpretAsInts();
            x1 = x1.lanewise(UMIN, x1.add(P)).add(IntVector.fromArray(INTS, out1, outAt + i));
            x1.lanewise(UMIN, x1.sub(P)).intoArray(out1, outAt + i);
            LongVector e2 = e.mul(c2);
            LongVector o2 = o.mul(c2);
            e2 = e2.sub(e2.and(LOW).mul(q).and(LOW).mul(p));
            o2 = o2.sub(o2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x2 = e2.lanewise(LSHR, 32).or(o2).reinterpretAsInts();
            x2 = x2.lanewise(UMIN, x2.add(P)).add(IntVector.fromArray(INTS, out2, outAt + i));
            x2.lanewise(UMIN, x2.sub(P)).intoArray(out2, outAt + i);
            LongVector e3 = e.mul(c3);
            LongVector o3 = o.mul(c3);
            e3 = e3.sub(e3.and(LOW).mul(q).and(LOW).mul(p));
            o3 = o3.sub(o3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x3 = e3.lanewise(LSHR, 32).or(o3).reinterpretAsInts();
            x3 = x3.lanewise(UMIN, x3.add(P)).add(IntVector.fromArray(INTS, out3, outAt + i));
            x3.lanewise(UMIN, x3.sub(P)).intoArray(out3, outAt + i);
            LongVector e4 = e.mul(c4);
            LongVector o4 = o.mul(c4);
            e4 = e4.sub(e4.and(LOW).mul(q).and(LOW).mul(p));
            o4 = o4.sub(o4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x4 = e4.lanewise(LSHR, 32).or(o4).reinterpretAsInts();
            x4 = x4.lanewise(UMIN, x4.add(P)).add(IntVector.fromArray(INTS, out4, outAt + i));
            x4.lanewise(UMIN, x4.sub(P)).intoArray(out4, outAt + i);
        }
    }
    /** out = lo + c (hi - lo), lo and hi from two places of a. */
    static void bind(int[] a, int loAt, int hiAt, Extension c, ExtensionVector out, int outAt, int n) {
        int[] out0 = out.coefficients(0);
        int[] out1 = out.coefficients(1);
        int[] out2 = out.coefficients(2);
        int[] out3 = out.coefficients(3);
        int[] out4 = out.coefficients(4);
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, P & LOW).and(LOW);
        LongVector c0 = LongVector.broadcast(LONGS, c.coefficient(0)).and(LOW);
        LongVector c1 = LongVector.broadcast(LONGS, c.coefficient(1)).and(LOW);
        LongVector c2 = LongVector.broadcast(LONGS, c.coefficient(2)).and(LOW);
        LongVector c3 = LongVector.broadcast(LONGS, c.coefficient(3)).and(LOW);
        LongVector c4 = LongVector.broadcast(LONGS, c.coefficient(4)).and(LOW);
        for (int i = 0; i < n; i += LENGTH) {
            IntVector lo = IntVector.fromArray(INTS, a, loAt + i);
            IntVector x = IntVector.fromArray(INTS, a, hiAt + i).sub(lo);
            x = x.lanewise(UMIN, x.add(P));
            LongVector e = x.reinterpretAsLongs().and(LOW);
            LongVector o = x.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector e0 = e.mul(c0);
            LongVector o0 = o.mul(c0);
            e0 = e0.sub(e0.and(LOW).mul(q).and(LOW).mul(p));
            o0 = o0.sub(o0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x0 = e0.lanewise(LSHR, 32).or(o0).reinterpretAsInts();
            x0 = x0.lanewise(UMIN, x0.add(P)).add(lo);
            x0.lanewise(UMIN, x0.sub(P)).intoArray(out0, outAt + i);
            LongVector e1 = e.mul(c1);
            LongVector o1 = o.mul(c1);
            e1 = e1.sub(e1.and(LOW).mul(q).and(LOW).mul(p));
            o1 = o1.sub(o1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x1 = e1.lanewise(LSHR, 32).or(o1).reinterpretAsInts();
            x1.lanewise(UMIN, x1.add(P)).intoArray(out1, outAt + i);
            LongVector e2 = e.mul(c2);
            LongVector o2 = o.mul(c2);
            e2 = e2.sub(e2.and(LOW).mul(q).and(LOW).mul(p));
            o2 = o2.sub(o2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x2 = e2.lanewise(LSHR, 32).or(o2).reinterpretAsInts();
            x2.lanewise(UMIN, x2.add(P)).intoArray(out2, outAt + i);
            LongVector e3 = e.mul(c3);
            LongVector o3 = o.mul(c3);
            e3 = e3.sub(e3.and(LOW).mul(q).and(LOW).mul(p));
            o3 = o3.sub(o3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x3 = e3.lanewise(LSHR, 32).or(o3).reinterpretAsInts();
            x3.lanewise(UMIN, x3.add(P)).intoArray(out3, outAt + i);
            LongVector e4 = e.mul(c4);
            LongVector o4 = o.mul(c4);
            e4 = e4.sub(e4.and(LOW).mul(q).and(LOW).mul(p));
            o4 = o4.sub(o4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector x4 = e4.lanewise(LSHR, 32).or(o4).reinterpretAsInts();
            x4.lanewise(UMIN, x4.add(P)).intoArray(out4, outAt + i);
        }
    }
    /** The sum of a b over the first n elements. The sums are in memory for the reason that {@link ExtensionDot} gives. */
    static Extension dot(int[] a, int aAt, ExtensionVector b, int bAt, int n) {
        int[] right0 = b.coefficients(0);
        int[] right1 = b.coefficients(1);
        int[] right2 = b.coefficients(2);
        int[] right3 = b.coefficients(3);
        int[] right4 = b.coefficients(4);
        long[] sums = new long[2 * Extension.DEGREE * LONGS.length()];
        for (int i = 0; i < n; i += LENGTH) {
            LongVector x = IntVector.fromArray(INTS, a, aAt + i).reinterpretAsLongs();
            LongVector e = x.and(LOW);
            LongVector o = x.lanewise(LSHR, 32);
            LongVector y0 = IntVector.fromArray(INTS, right0, bAt + i).reinterpretAsLongs();
            LongVector e0 = LongVector.fromArray(LONGS, sums, 0).add(e.mul(y0.and(LOW)));
            IntVector e0l = e0.sub(P_HIGH).reinterpretAsInts();
            e0l.lanewise(UMIN, e0.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 0);
            LongVector o0 = LongVector.fromArray(LONGS, sums, LONGS.length()).add(o.mul(y0.lanewise(LSHR, 32)));
            IntVector o0l = o0.sub(P_HIGH).reinterpretAsInts();
            o0l.lanewise(UMIN, o0.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, LONGS.length());
            LongVector y1 = IntVector.fromArray(INTS, right1, bAt + i).reinterpretAsLongs();
            LongVector e1 =
                    LongVector.fromArray(LONGS, sums, 2 * LONGS.length()).add(e.mul(y1.and(LOW)));
            IntVector e1l = e1.sub(P_HIGH).reinterpretAsInts();
            e1l.lanewise(UMIN, e1.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 2 * LONGS.length());
            LongVector o1 =
                    LongVector.fromArray(LONGS, sums, 3 * LONGS.length()).add(o.mul(y1.lanewise(LSHR, 32)));
            IntVector o1l = o1.sub(P_HIGH).reinterpretAsInts();
            o1l.lanewise(UMIN, o1.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 3 * LONGS.length());
            LongVector y2 = IntVector.fromArray(INTS, right2, bAt + i).reinterpretAsLongs();
            LongVector e2 =
                    LongVector.fromArray(LONGS, sums, 4 * LONGS.length()).add(e.mul(y2.and(LOW)));
            IntVector e2l = e2.sub(P_HIGH).reinterpretAsInts();
            e2l.lanewise(UMIN, e2.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 4 * LONGS.length());
            LongVector o2 =
                    LongVector.fromArray(LONGS, sums, 5 * LONGS.length()).add(o.mul(y2.lanewise(LSHR, 32)));
            IntVector o2l = o2.sub(P_HIGH).reinterpretAsInts();
            o2l.lanewise(UMIN, o2.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 5 * LONGS.length());
            LongVector y3 = IntVector.fromArray(INTS, right3, bAt + i).reinterpretAsLongs();
            LongVector e3 =
                    LongVector.fromArray(LONGS, sums, 6 * LONGS.length()).add(e.mul(y3.and(LOW)));
            IntVector e3l = e3.sub(P_HIGH).reinterpretAsInts();
            e3l.lanewise(UMIN, e3.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 6 * LONGS.length());
            LongVector o3 =
                    LongVector.fromArray(LONGS, sums, 7 * LONGS.length()).add(o.mul(y3.lanewise(LSHR, 32)));
            IntVector o3l = o3.sub(P_HIGH).reinterpretAsInts();
            o3l.lanewise(UMIN, o3.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 7 * LONGS.length());
            LongVector y4 = IntVector.fromArray(INTS, right4, bAt + i).reinterpretAsLongs();
            LongVector e4 =
                    LongVector.fromArray(LONGS, sums, 8 * LONGS.length()).add(e.mul(y4.and(LOW)));
            IntVector e4l = e4.sub(P_HIGH).reinterpretAsInts();
            e4l.lanewise(UMIN, e4.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 8 * LONGS.length());
            LongVector o4 =
                    LongVector.fromArray(LONGS, sums, 9 * LONGS.length()).add(o.mul(y4.lanewise(LSHR, 32)));
            IntVector o4l = o4.sub(P_HIGH).reinterpretAsInts();
            o4l.lanewise(UMIN, o4.reinterpretAsInts()).reinterpretAsLongs().intoArray(sums, 9 * LONGS.length());
        }
        return ExtensionDot.reduce(sums);
    }
}
