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
 * Squares in K, a register at a time: 17 products where {@link ExtensionProducts} takes 25, whose notation and reason for the long method are kept.
 *
 * <p>With di = 2 ai, n = -a4, s = a1 - a4, t = s - a4, u = a4 - a2, v = a4 - a3, w = a4 + a3 the square c of a is
 * <pre>
 *   c0 = a0 a0 + d1 a4 + d2 a3 + a4 n
 *   c1 = d0 a1 + d2 a4 + a3 a3
 *   c2 = d0 a2 + a1 t + d3 u + a4 a4
 *   c3 = d0 a3 + d2 s + v w
 *   c4 = d0 a4 + d3 s + a2 a2
 * </pre>
 * No row has more than four products, so 2^32 p is taken off once. w is not reduced: v w counts for two products in a row of three.
 */
final class ExtensionSquares {
    private ExtensionSquares() {}
    /** out = a^2 for the first n elements, n a multiple of {@link Lanes#LENGTH}; out may be a. */
    static void square(ExtensionVector a, int aAt, ExtensionVector out, int outAt, int n) {
        int[] in0 = a.coefficients(0);
        int[] in1 = a.coefficients(1);
        int[] in2 = a.coefficients(2);
        int[] in3 = a.coefficients(3);
        int[] in4 = a.coefficients(4);
        int[] out0 = out.coefficients(0);
        int[] out1 = out.coefficients(1);
        int[] out2 = out.coefficients(2);
        int[] out3 = out.coefficients(3);
        int[] out4 = out.coefficients(4);
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, P & LOW).and(LOW);
        for (int i = 0; i < n; i += LENGTH) {
            IntVector a0 = IntVector.fromArray(INTS, in0, aAt + i);
            IntVector a1 = IntVector.fromArray(INTS, in1, aAt + i);
            IntVector a2 = IntVector.fromArray(INTS, in2, aAt + i);
            IntVector a3 = IntVector.fromArray(INTS, in3, aAt + i);
            IntVector a4 = IntVector.fromArray(INTS, in4, aAt + i);
            IntVector d0 = a0.add(a0);
            d0 = d0.lanewise(UMIN, d0.sub(P));
            IntVector d1 = a1.add(a1);
            d1 = d1.lanewise(UMIN, d1.sub(P));
            IntVector d2 = a2.add(a2);
            d2 = d2.lanewise(UMIN, d2.sub(P));
            IntVector d3 = a3.add(a3);
            d3 = d3.lanewise(UMIN, d3.sub(P));
            IntVector s = a1.sub(a4);
            s = s.lanewise(UMIN, s.add(P));
            IntVector t = s.sub(a4);
            t = t.lanewise(UMIN, t.add(P));
            IntVector u = a4.sub(a2);
            u = u.lanewise(UMIN, u.add(P));
            IntVector v = a4.sub(a3);
            v = v.lanewise(UMIN, v.add(P));
            IntVector n4 = a4.neg().add(P);
            IntVector w = a4.add(a3);
            LongVector a0e = a0.reinterpretAsLongs().and(LOW);
            LongVector a0o = a0.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector a1e = a1.reinterpretAsLongs().and(LOW);
            LongVector a1o = a1.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector a2e = a2.reinterpretAsLongs().and(LOW);
            LongVector a2o = a2.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector a3e = a3.reinterpretAsLongs().and(LOW);
            LongVector a3o = a3.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector a4e = a4.reinterpretAsLongs().and(LOW);
            LongVector a4o = a4.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector d0e = d0.reinterpretAsLongs().and(LOW);
            LongVector d0o = d0.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector d1e = d1.reinterpretAsLongs().and(LOW);
            LongVector d1o = d1.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector d2e = d2.reinterpretAsLongs().and(LOW);
            LongVector d2o = d2.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector d3e = d3.reinterpretAsLongs().and(LOW);
            LongVector d3o = d3.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector se = s.reinterpretAsLongs().and(LOW);
            LongVector so = s.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector te = t.reinterpretAsLongs().and(LOW);
            LongVector to = t.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector ue = u.reinterpretAsLongs().and(LOW);
            LongVector uo = u.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector ve = v.reinterpretAsLongs().and(LOW);
            LongVector vo = v.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector n4e = n4.reinterpretAsLongs().and(LOW);
            LongVector n4o = n4.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector we = w.reinterpretAsLongs().and(LOW);
            LongVector wo = w.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector e0 = a0e.mul(a0e).add(d1e.mul(a4e)).add(d2e.mul(a3e).add(a4e.mul(n4e)));
            IntVector e0l = e0.sub(P_HIGH).reinterpretAsInts();
            e0 = e0l.lanewise(UMIN, e0.reinterpretAsInts()).reinterpretAsLongs();
            e0 = e0.sub(e0.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o0 = a0o.mul(a0o).add(d1o.mul(a4o)).add(d2o.mul(a3o).add(a4o.mul(n4o)));
            IntVector o0l = o0.sub(P_HIGH).reinterpretAsInts();
            o0 = o0l.lanewise(UMIN, o0.reinterpretAsInts()).reinterpretAsLongs();
            o0 = o0.sub(o0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c0 = e0.lanewise(LSHR, 32).or(o0).reinterpretAsInts();
            c0.lanewise(UMIN, c0.add(P)).intoArray(out0, outAt + i);
            LongVector e1 = d0e.mul(a1e).add(d2e.mul(a4e)).add(a3e.mul(a3e));
            IntVector e1l = e1.sub(P_HIGH).reinterpretAsInts();
            e1 = e1l.lanewise(UMIN, e1.reinterpretAsInts()).reinterpretAsLongs();
            e1 = e1.sub(e1.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o1 = d0o.mul(a1o).add(d2o.mul(a4o)).add(a3o.mul(a3o));
            IntVector o1l = o1.sub(P_HIGH).reinterpretAsInts();
            o1 = o1l.lanewise(UMIN, o1.reinterpretAsInts()).reinterpretAsLongs();
            o1 = o1.sub(o1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c1 = e1.lanewise(LSHR, 32).or(o1).reinterpretAsInts();
            c1.lanewise(UMIN, c1.add(P)).intoArray(out1, outAt + i);
            LongVector e2 = d0e.mul(a2e).add(a1e.mul(te)).add(d3e.mul(ue).add(a4e.mul(a4e)));
            IntVector e2l = e2.sub(P_HIGH).reinterpretAsInts();
            e2 = e2l.lanewise(UMIN, e2.reinterpretAsInts()).reinterpretAsLongs();
            e2 = e2.sub(e2.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o2 = d0o.mul(a2o).add(a1o.mul(to)).add(d3o.mul(uo).add(a4o.mul(a4o)));
            IntVector o2l = o2.sub(P_HIGH).reinterpretAsInts();
            o2 = o2l.lanewise(UMIN, o2.reinterpretAsInts()).reinterpretAsLongs();
            o2 = o2.sub(o2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c2 = e2.lanewise(LSHR, 32).or(o2).reinterpretAsInts();
            c2.lanewise(UMIN, c2.add(P)).intoArray(out2, outAt + i);
            LongVector e3 = d0e.mul(a3e).add(d2e.mul(se)).add(ve.mul(we));
            IntVector e3l = e3.sub(P_HIGH).reinterpretAsInts();
            e3 = e3l.lanewise(UMIN, e3.reinterpretAsInts()).reinterpretAsLongs();
            e3 = e3.sub(e3.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o3 = d0o.mul(a3o).add(d2o.mul(so)).add(vo.mul(wo));
            IntVector o3l = o3.sub(P_HIGH).reinterpretAsInts();
            o3 = o3l.lanewise(UMIN, o3.reinterpretAsInts()).reinterpretAsLongs();
            o3 = o3.sub(o3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c3 = e3.lanewise(LSHR, 32).or(o3).reinterpretAsInts();
            c3.lanewise(UMIN, c3.add(P)).intoArray(out3, outAt + i);
            LongVector e4 = d0e.mul(a4e).add(d3e.mul(se)).add(a2e.mul(a2e));
            IntVector e4l = e4.sub(P_HIGH).reinterpretAsInts();
            e4 = e4l.lanewise(UMIN, e4.reinterpretAsInts()).reinterpretAsLongs();
            e4 = e4.sub(e4.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o4 = d0o.mul(a4o).add(d3o.mul(so)).add(a2o.mul(a2o));
            IntVector o4l = o4.sub(P_HIGH).reinterpretAsInts();
            o4 = o4l.lanewise(UMIN, o4.reinterpretAsInts()).reinterpretAsLongs();
            o4 = o4.sub(o4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c4 = e4.lanewise(LSHR, 32).or(o4).reinterpretAsInts();
            c4.lanewise(UMIN, c4.add(P)).intoArray(out4, outAt + i);
        }
    }
}
