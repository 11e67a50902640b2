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

/** Binding a variable of tables over K, a register at a time. Method and notation are those of {@link ExtensionProducts}. */
final class ExtensionBinding {
    private ExtensionBinding() {}
    /** out = lo + c (hi - lo), lo and hi from two places of a; n is a multiple of {@link Lanes#LENGTH}, and out may be lo. */
    static void bind(ExtensionVector a, int loAt, int hiAt, Extension c, ExtensionVector out, int outAt, int n) {
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
        LongVector b0 = LongVector.broadcast(LONGS, c.coefficient(0)).and(LOW);
        LongVector b1 = LongVector.broadcast(LONGS, c.coefficient(1)).and(LOW);
        LongVector b2 = LongVector.broadcast(LONGS, c.coefficient(2)).and(LOW);
        LongVector b3 = LongVector.broadcast(LONGS, c.coefficient(3)).and(LOW);
        LongVector b4 = LongVector.broadcast(LONGS, c.coefficient(4)).and(LOW);
        LongVector b5 = LongVector.broadcast(LONGS, KoalaBear.sub(c.coefficient(1), c.coefficient(4)))
                .and(LOW);
        LongVector b6 = LongVector.broadcast(LONGS, KoalaBear.sub(c.coefficient(0), c.coefficient(3)))
                .and(LOW);
        LongVector b7 = LongVector.broadcast(LONGS, KoalaBear.sub(c.coefficient(4), c.coefficient(2)))
                .and(LOW);
        int g = KoalaBear.sub(c.coefficient(3), KoalaBear.sub(c.coefficient(1), c.coefficient(4)));
        LongVector b8 = LongVector.broadcast(LONGS, g).and(LOW);
        for (int i = 0; i < n; i += LENGTH) {
            IntVector lo0 = IntVector.fromArray(INTS, in0, loAt + i);
            IntVector a0 = IntVector.fromArray(INTS, in0, hiAt + i).sub(lo0);
            a0 = a0.lanewise(UMIN, a0.add(P));
            LongVector a0e = a0.reinterpretAsLongs().and(LOW);
            LongVector a0o = a0.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector lo1 = IntVector.fromArray(INTS, in1, loAt + i);
            IntVector a1 = IntVector.fromArray(INTS, in1, hiAt + i).sub(lo1);
            a1 = a1.lanewise(UMIN, a1.add(P));
            LongVector a1e = a1.reinterpretAsLongs().and(LOW);
            LongVector a1o = a1.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector lo2 = IntVector.fromArray(INTS, in2, loAt + i);
            IntVector a2 = IntVector.fromArray(INTS, in2, hiAt + i).sub(lo2);
            a2 = a2.lanewise(UMIN, a2.add(P));
            LongVector a2e = a2.reinterpretAsLongs().and(LOW);
            LongVector a2o = a2.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector lo3 = IntVector.fromArray(INTS, in3, loAt + i);
            IntVector a3 = IntVector.fromArray(INTS, in3, hiAt + i).sub(lo3);
            a3 = a3.lanewise(UMIN, a3.add(P));
            LongVector a3e = a3.reinterpretAsLongs().and(LOW);
            LongVector a3o = a3.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector lo4 = IntVector.fromArray(INTS, in4, loAt + i);
            IntVector a4 = IntVector.fromArray(INTS, in4, hiAt + i).sub(lo4);
            a4 = a4.lanewise(UMIN, a4.add(P));
            LongVector a4e = a4.reinterpretAsLongs().and(LOW);
            LongVector a4o = a4.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector e0 = a0e.mul(b0).add(a1e.mul(b4)).add(a2e.mul(b3).add(a3e.mul(b2)));
            IntVector e0l = e0.sub(P_HIGH).reinterpretAsInts();
            e0l = e0l.lanewise(UMIN, e0.reinterpretAsInts());
            e0 = e0l.reinterpretAsLongs().add(a4e.mul(b5));
            e0l = e0.sub(P_HIGH).reinterpretAsInts();
            e0 = e0l.lanewise(UMIN, e0.reinterpretAsInts()).reinterpretAsLongs();
            e0 = e0.sub(e0.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o0 = a0o.mul(b0).add(a1o.mul(b4)).add(a2o.mul(b3).add(a3o.mul(b2)));
            IntVector o0l = o0.sub(P_HIGH).reinterpretAsInts();
            o0l = o0l.lanewise(UMIN, o0.reinterpretAsInts());
            o0 = o0l.reinterpretAsLongs().add(a4o.mul(b5));
            o0l = o0.sub(P_HIGH).reinterpretAsInts();
            o0 = o0l.lanewise(UMIN, o0.reinterpretAsInts()).reinterpretAsLongs();
            o0 = o0.sub(o0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c0 = e0.lanewise(LSHR, 32).or(o0).reinterpretAsInts();
            c0 = c0.lanewise(UMIN, c0.add(P)).add(lo0);
            c0.lanewise(UMIN, c0.sub(P)).intoArray(out0, outAt + i);
            LongVector e1 = a0e.mul(b1).add(a1e.mul(b0)).add(a2e.mul(b4).add(a3e.mul(b3)));
            IntVector e1l = e1.sub(P_HIGH).reinterpretAsInts();
            e1l = e1l.lanewise(UMIN, e1.reinterpretAsInts());
            e1 = e1l.reinterpretAsLongs().add(a4e.mul(b2));
            e1l = e1.sub(P_HIGH).reinterpretAsInts();
            e1 = e1l.lanewise(UMIN, e1.reinterpretAsInts()).reinterpretAsLongs();
            e1 = e1.sub(e1.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o1 = a0o.mul(b1).add(a1o.mul(b0)).add(a2o.mul(b4).add(a3o.mul(b3)));
            IntVector o1l = o1.sub(P_HIGH).reinterpretAsInts();
            o1l = o1l.lanewise(UMIN, o1.reinterpretAsInts());
            o1 = o1l.reinterpretAsLongs().add(a4o.mul(b2));
            o1l = o1.sub(P_HIGH).reinterpretAsInts();
            o1 = o1l.lanewise(UMIN, o1.reinterpretAsInts()).reinterpretAsLongs();
            o1 = o1.sub(o1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c1 = e1.lanewise(LSHR, 32).or(o1).reinterpretAsInts();
            c1 = c1.lanewise(UMIN, c1.add(P)).add(lo1);
            c1.lanewise(UMIN, c1.sub(P)).intoArray(out1, outAt + i);
            LongVector e2 = a0e.mul(b2).add(a1e.mul(b5)).add(a2e.mul(b6).add(a3e.mul(b7)));
            IntVector e2l = e2.sub(P_HIGH).reinterpretAsInts();
            e2l = e2l.lanewise(UMIN, e2.reinterpretAsInts());
            e2 = e2l.reinterpretAsLongs().add(a4e.mul(b8));
            e2l = e2.sub(P_HIGH).reinterpretAsInts();
            e2 = e2l.lanewise(UMIN, e2.reinterpretAsInts()).reinterpretAsLongs();
            e2 = e2.sub(e2.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o2 = a0o.mul(b2).add(a1o.mul(b5)).add(a2o.mul(b6).add(a3o.mul(b7)));
            IntVector o2l = o2.sub(P_HIGH).reinterpretAsInts();
            o2l = o2l.lanewise(UMIN, o2.reinterpretAsInts());
            o2 = o2l.reinterpretAsLongs().add(a4o.mul(b8));
            o2l = o2.sub(P_HIGH).reinterpretAsInts();
            o2 = o2l.lanewise(UMIN, o2.reinterpretAsInts()).reinterpretAsLongs();
            o2 = o2.sub(o2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c2 = e2.lanewise(LSHR, 32).or(o2).reinterpretAsInts();
            c2 = c2.lanewise(UMIN, c2.add(P)).add(lo2);
            c2.lanewise(UMIN, c2.sub(P)).intoArray(out2, outAt + i);
            LongVector e3 = a0e.mul(b3).add(a1e.mul(b2)).add(a2e.mul(b5).add(a3e.mul(b6)));
            IntVector e3l = e3.sub(P_HIGH).reinterpretAsInts();
            e3l = e3l.lanewise(UMIN, e3.reinterpretAsInts());
            e3 = e3l.reinterpretAsLongs().add(a4e.mul(b7));
            e3l = e3.sub(P_HIGH).reinterpretAsInts();
            e3 = e3l.lanewise(UMIN, e3.reinterpretAsInts()).reinterpretAsLongs();
            e3 = e3.sub(e3.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o3 = a0o.mul(b3).add(a1o.mul(b2)).add(a2o.mul(b5).add(a3o.mul(b6)));
            IntVector o3l = o3.sub(P_HIGH).reinterpretAsInts();
            o3l = o3l.lanewise(UMIN, o3.reinterpretAsInts());
            o3 = o3l.reinterpretAsLongs().add(a4o.mul(b7));
            o3l = o3.sub(P_HIGH).reinterpretAsInts();
            o3 = o3l.lanewise(UMIN, o3.reinterpretAsInts()).reinterpretAsLongs();
            o3 = o3.sub(o3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c3 = e3.lanewise(LSHR, 32).or(o3).reinterpretAsInts();
            c3 = c3.lanewise(UMIN, c3.add(P)).add(lo3);
            c3.lanewise(UMIN, c3.sub(P)).intoArray(out3, outAt + i);
            LongVector e4 = a0e.mul(b4).add(a1e.mul(b3)).add(a2e.mul(b2).add(a3e.mul(b5)));
            IntVector e4l = e4.sub(P_HIGH).reinterpretAsInts();
            e4l = e4l.lanewise(UMIN, e4.reinterpretAsInts());
            e4 = e4l.reinterpretAsLongs().add(a4e.mul(b6));
            e4l = e4.sub(P_HIGH).reinterpretAsInts();
            e4 = e4l.lanewise(UMIN, e4.reinterpretAsInts()).reinterpretAsLongs();
            e4 = e4.sub(e4.and(LOW).mul(q).and(LOW).mul(p));
            LongVector o4 = a0o.mul(b4).add(a1o.mul(b3)).add(a2o.mul(b2).add(a3o.mul(b5)));
            IntVector o4l = o4.sub(P_HIGH).reinterpretAsInts();
            o4l = o4l.lanewise(UMIN, o4.reinterpretAsInts());
            o4 = o4l.reinterpretAsLongs().add(a4o.mul(b6));
            o4l = o4.sub(P_HIGH).reinterpretAsInts();
            o4 = o4l.lanewise(UMIN, o4.reinterpretAsInts()).reinterpretAsLongs();
            o4 = o4.sub(o4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c4 = e4.lanewise(LSHR, 32).or(o4).reinterpretAsInts();
            c4 = c4.lanewise(UMIN, c4.add(P)).add(lo4);
            c4.lanewise(UMIN, c4.sub(P)).intoArray(out4, outAt + i);
        }
    }
}
