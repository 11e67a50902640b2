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
 * Products in K = F[x] / (x^5 + x^2 - 1), a register of elements at a time.
 *
 * <p>With d = b1 - b4, e = b0 - b3, f = b4 - b2, g = b3 - d the product c = a b is
 * <pre>
 *   c0 = a0 b0 + a1 b4 + a2 b3 + a3 b2 + a4 d
 *   c1 = a0 b1 + a1 b0 + a2 b4 + a3 b3 + a4 b2
 *   c2 = a0 b2 + a1 d  + a2 e  + a3 f  + a4 g
 *   c3 = a0 b3 + a1 b2 + a2 d  + a3 e  + a4 f
 *   c4 = a0 b4 + a1 b3 + a2 b2 + a3 d  + a4 e
 * </pre>
 * where the code calls d, e, f, g b5 to b8. Each row is summed in 64 bits, for the even and the odd lanes apart, and reduced once: four products are below
 * 2^64, 2^32 p is then taken off where it fits, and once more after the fifth. That takes 70 multiplications a register instead of the 150 of 25
 * Montgomery products; for the steps of the reduction see {@link Lanes#reduce}.
 *
 * <p>The loop is one long method of plain calls of the vector API on purpose. It is far beyond the number of nodes at which C2 stops inlining ordinary
 * methods, and only the API's own are exempt: a method of ours in it would cost boxed vectors and a factor of ten. The arrays are local variables because
 * C2 loads and checks them anew for every register otherwise, a factor of two.
 */
final class ExtensionProducts {
    private ExtensionProducts() {}
    /** out = a b for the first n elements, n a multiple of {@link Lanes#LENGTH}; out may be a or b. */
    static void mul(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n) {
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
        int[] out0 = out.coefficients(0);
        int[] out1 = out.coefficients(1);
        int[] out2 = out.coefficients(2);
        int[] out3 = out.coefficients(3);
        int[] out4 = out.coefficients(4);
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, P & LOW).and(LOW);
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
            LongVector e0 = a0e.mul(b0e).add(a1e.mul(b4e)).add(a2e.mul(b3e).add(a3e.mul(b2e)));
            IntVector e0l = e0.sub(P_HIGH).reinterpretAsInts();
            e0l = e0l.lanewise(UMIN, e0.reinterpretAsInts());
            e0 = e0l.reinterpretAsLongs().add(a4e.mul(b5e));
            e0l = e0.sub(P_HIGH).reinterpretAsInts();
            e0 = e0l.lanewise(UMIN, e0.reinterpretAsInts()).reinterpretAsLongs();
            e0 = e0.sub(e0.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o0 = a0o.mul(b0o).add(a1o.mul(b4o)).add(a2o.mul(b3o).add(a3o.mul(b2o)));
            IntVector o0l = o0.sub(P_HIGH).reinterpretAsInts();
            o0l = o0l.lanewise(UMIN, o0.reinterpretAsInts());
            o0 = o0l.reinterpretAsLongs().add(a4o.mul(b5o));
            o0l = o0.sub(P_HIGH).reinterpretAsInts();
            o0 = o0l.lanewise(UMIN, o0.reinterpretAsInts()).reinterpretAsLongs();
            o0 = o0.sub(o0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c0 = e0.lanewise(LSHR, 32).or(o0).reinterpretAsInts();
            c0.lanewise(UMIN, c0.add(P)).intoArray(out0, outAt + i);
            LongVector e1 = a0e.mul(b1e).add(a1e.mul(b0e)).add(a2e.mul(b4e).add(a3e.mul(b3e)));
            IntVector e1l = e1.sub(P_HIGH).reinterpretAsInts();
            e1l = e1l.lanewise(UMIN, e1.reinterpretAsInts());
            e1 = e1l.reinterpretAsLongs().add(a4e.mul(b2e));
            e1l = e1.sub(P_HIGH).reinterpretAsInts();
            e1 = e1l.lanewise(UMIN, e1.reinterpretAsInts()).reinterpretAsLongs();
            e1 = e1.sub(e1.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o1 = a0o.mul(b1o).add(a1o.mul(b0o)).add(a2o.mul(b4o).add(a3o.mul(b3o)));
            IntVector o1l = o1.sub(P_HIGH).reinterpretAsInts();
            o1l = o1l.lanewise(UMIN, o1.reinterpretAsInts());
            o1 = o1l.reinterpretAsLongs().add(a4o.mul(b2o));
            o1l = o1.sub(P_HIGH).reinterpretAsInts();
            o1 = o1l.lanewise(UMIN, o1.reinterpretAsInts()).reinterpretAsLongs();
            o1 = o1.sub(o1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c1 = e1.lanewise(LSHR, 32).or(o1).reinterpretAsInts();
            c1.lanewise(UMIN, c1.add(P)).intoArray(out1, outAt + i);
            LongVector e2 = a0e.mul(b2e).add(a1e.mul(b5e)).add(a2e.mul(b6e).add(a3e.mul(b7e)));
            IntVector e2l = e2.sub(P_HIGH).reinterpretAsInts();
            e2l = e2l.lanewise(UMIN, e2.reinterpretAsInts());
            e2 = e2l.reinterpretAsLongs().add(a4e.mul(b8e));
            e2l = e2.sub(P_HIGH).reinterpretAsInts();
            e2 = e2l.lanewise(UMIN, e2.reinterpretAsInts()).reinterpretAsLongs();
            e2 = e2.sub(e2.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o2 = a0o.mul(b2o).add(a1o.mul(b5o)).add(a2o.mul(b6o).add(a3o.mul(b7o)));
            IntVector o2l = o2.sub(P_HIGH).reinterpretAsInts();
            o2l = o2l.lanewise(UMIN, o2.reinterpretAsInts());
            o2 = o2l.reinterpretAsLongs().add(a4o.mul(b8o));
            o2l = o2.sub(P_HIGH).reinterpretAsInts();
            o2 = o2l.lanewise(UMIN, o2.reinterpretAsInts()).reinterpretAsLongs();
            o2 = o2.sub(o2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c2 = e2.lanewise(LSHR, 32).or(o2).reinterpretAsInts();
            c2.lanewise(UMIN, c2.add(P)).intoArray(out2, outAt + i);
            LongVector e3 = a0e.mul(b3e).add(a1e.mul(b2e)).add(a2e.mul(b5e).add(a3e.mul(b6e)));
            IntVector e3l = e3.sub(P_HIGH).reinterpretAsInts();
            e3l = e3l.lanewise(UMIN, e3.reinterpretAsInts());
            e3 = e3l.reinterpretAsLongs().add(a4e.mul(b7e));
            e3l = e3.sub(P_HIGH).reinterpretAsInts();
            e3 = e3l.lanewise(UMIN, e3.reinterpretAsInts()).reinterpretAsLongs();
            e3 = e3.sub(e3.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o3 = a0o.mul(b3o).add(a1o.mul(b2o)).add(a2o.mul(b5o).add(a3o.mul(b6o)));
            IntVector o3l = o3.sub(P_HIGH).reinterpretAsInts();
            o3l = o3l.lanewise(UMIN, o3.reinterpretAsInts());
            o3 = o3l.reinterpretAsLongs().add(a4o.mul(b7o));
            o3l = o3.sub(P_HIGH).reinterpretAsInts();
            o3 = o3l.lanewise(UMIN, o3.reinterpretAsInts()).reinterpretAsLongs();
            o3 = o3.sub(o3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c3 = e3.lanewise(LSHR, 32).or(o3).reinterpretAsInts();
            c3.lanewise(UMIN, c3.add(P)).intoArray(out3, outAt + i);
            LongVector e4 = a0e.mul(b4e).add(a1e.mul(b3e)).add(a2e.mul(b2e).add(a3e.mul(b5e)));
            IntVector e4l = e4.sub(P_HIGH).reinterpretAsInts();
            e4l = e4l.lanewise(UMIN, e4.reinterpretAsInts());
            e4 = e4l.reinterpretAsLongs().add(a4e.mul(b6e));
            e4l = e4.sub(P_HIGH).reinterpretAsInts();
            e4 = e4l.lanewise(UMIN, e4.reinterpretAsInts()).reinterpretAsLongs();
            e4 = e4.sub(e4.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o4 = a0o.mul(b4o).add(a1o.mul(b3o)).add(a2o.mul(b2o).add(a3o.mul(b5o)));
            IntVector o4l = o4.sub(P_HIGH).reinterpretAsInts();
            o4l = o4l.lanewise(UMIN, o4.reinterpretAsInts());
            o4 = o4l.reinterpretAsLongs().add(a4o.mul(b6o));
            o4l = o4.sub(P_HIGH).reinterpretAsInts();
            o4 = o4l.lanewise(UMIN, o4.reinterpretAsInts()).reinterpretAsLongs();
            o4 = o4.sub(o4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c4 = e4.lanewise(LSHR, 32).or(o4).reinterpretAsInts();
            c4.lanewise(UMIN, c4.add(P)).intoArray(out4, outAt + i);
        }
    }
}
