package io.bulwark.field;

import static io.bulwark.field.Lanes.INTS;
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
 * Each row is summed in 64 bits and reduced once. Four products are below 2^64, 2^32 p is then taken off where it fits, and once more after the fifth:
 * 70 multiplications a register instead of the 150 of 25 Montgomery products.
 *
 * <p>The loops are written out in plain calls of the vector API on purpose. They are far beyond the number of nodes at which C2 stops inlining ordinary
 * methods, and only the API's own methods are exempt from that limit; a helper method here costs a boxed vector a call, and a factor of ten.
 */
final class ExtensionProducts {
    private ExtensionProducts() {}
    /** out = a b for the first n elements, n a multiple of {@link Lanes#LENGTH}. */
    static void mul(ExtensionVector a, int aAt, ExtensionVector b, int bAt, ExtensionVector out, int outAt, int n) {
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, KoalaBear.P & LOW).and(LOW);
        for (int i = 0; i < n; i += INTS.length()) {
            IntVector a0 = IntVector.fromArray(INTS, a.coefficients(0), aAt + i);
            LongVector a0e = a0.reinterpretAsLongs().and(LOW);
            LongVector a0o = a0.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a1 = IntVector.fromArray(INTS, a.coefficients(1), aAt + i);
            LongVector a1e = a1.reinterpretAsLongs().and(LOW);
            LongVector a1o = a1.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a2 = IntVector.fromArray(INTS, a.coefficients(2), aAt + i);
            LongVector a2e = a2.reinterpretAsLongs().and(LOW);
            LongVector a2o = a2.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a3 = IntVector.fromArray(INTS, a.coefficients(3), aAt + i);
            LongVector a3e = a3.reinterpretAsLongs().and(LOW);
            LongVector a3o = a3.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a4 = IntVector.fromArray(INTS, a.coefficients(4), aAt + i);
            LongVector a4e = a4.reinterpretAsLongs().and(LOW);
            LongVector a4o = a4.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector b0 = IntVector.fromArray(INTS, b.coefficients(0), bAt + i);
            IntVector b1 = IntVector.fromArray(INTS, b.coefficients(1), bAt + i);
            IntVector b2 = IntVector.fromArray(INTS, b.coefficients(2), bAt + i);
            IntVector b3 = IntVector.fromArray(INTS, b.coefficients(3), bAt + i);
            IntVector b4 = IntVector.fromArray(INTS, b.coefficients(4), bAt + i);
            IntVector b5 = b1.sub(b4);
            b5 = b5.lanewise(UMIN, b5.add(KoalaBear.P));
            IntVector b6 = b0.sub(b3);
            b6 = b6.lanewise(UMIN, b6.add(KoalaBear.P));
            IntVector b7 = b4.sub(b2);
            b7 = b7.lanewise(UMIN, b7.add(KoalaBear.P));
            IntVector b8 = b3.sub(b5);
            b8 = b8.lanewise(UMIN, b8.add(KoalaBear.P));
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
            LongVector even0 = a0e.mul(b0e).add(a1e.mul(b4e)).add(a2e.mul(b3e).add(a3e.mul(b2e)));
            even0 = even0.reinterpretAsInts()
                    .lanewise(UMIN, even0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even0 = even0.add(a4e.mul(b5e));
            even0 = even0.reinterpretAsInts()
                    .lanewise(UMIN, even0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even0 = even0.sub(even0.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd0 = a0o.mul(b0o).add(a1o.mul(b4o)).add(a2o.mul(b3o).add(a3o.mul(b2o)));
            odd0 = odd0.reinterpretAsInts()
                    .lanewise(UMIN, odd0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd0 = odd0.add(a4o.mul(b5o));
            odd0 = odd0.reinterpretAsInts()
                    .lanewise(UMIN, odd0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd0 = odd0.sub(odd0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c0 = even0.lanewise(LSHR, 32).or(odd0).reinterpretAsInts();
            c0 = c0.lanewise(UMIN, c0.add(KoalaBear.P));
            c0.intoArray(out.coefficients(0), outAt + i);
            LongVector even1 = a0e.mul(b1e).add(a1e.mul(b0e)).add(a2e.mul(b4e).add(a3e.mul(b3e)));
            even1 = even1.reinterpretAsInts()
                    .lanewise(UMIN, even1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even1 = even1.add(a4e.mul(b2e));
            even1 = even1.reinterpretAsInts()
                    .lanewise(UMIN, even1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even1 = even1.sub(even1.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd1 = a0o.mul(b1o).add(a1o.mul(b0o)).add(a2o.mul(b4o).add(a3o.mul(b3o)));
            odd1 = odd1.reinterpretAsInts()
                    .lanewise(UMIN, odd1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd1 = odd1.add(a4o.mul(b2o));
            odd1 = odd1.reinterpretAsInts()
                    .lanewise(UMIN, odd1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd1 = odd1.sub(odd1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c1 = even1.lanewise(LSHR, 32).or(odd1).reinterpretAsInts();
            c1 = c1.lanewise(UMIN, c1.add(KoalaBear.P));
            c1.intoArray(out.coefficients(1), outAt + i);
            LongVector even2 = a0e.mul(b2e).add(a1e.mul(b5e)).add(a2e.mul(b6e).add(a3e.mul(b7e)));
            even2 = even2.reinterpretAsInts()
                    .lanewise(UMIN, even2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even2 = even2.add(a4e.mul(b8e));
            even2 = even2.reinterpretAsInts()
                    .lanewise(UMIN, even2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even2 = even2.sub(even2.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd2 = a0o.mul(b2o).add(a1o.mul(b5o)).add(a2o.mul(b6o).add(a3o.mul(b7o)));
            odd2 = odd2.reinterpretAsInts()
                    .lanewise(UMIN, odd2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd2 = odd2.add(a4o.mul(b8o));
            odd2 = odd2.reinterpretAsInts()
                    .lanewise(UMIN, odd2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd2 = odd2.sub(odd2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c2 = even2.lanewise(LSHR, 32).or(odd2).reinterpretAsInts();
            c2 = c2.lanewise(UMIN, c2.add(KoalaBear.P));
            c2.intoArray(out.coefficients(2), outAt + i);
            LongVector even3 = a0e.mul(b3e).add(a1e.mul(b2e)).add(a2e.mul(b5e).add(a3e.mul(b6e)));
            even3 = even3.reinterpretAsInts()
                    .lanewise(UMIN, even3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even3 = even3.add(a4e.mul(b7e));
            even3 = even3.reinterpretAsInts()
                    .lanewise(UMIN, even3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even3 = even3.sub(even3.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd3 = a0o.mul(b3o).add(a1o.mul(b2o)).add(a2o.mul(b5o).add(a3o.mul(b6o)));
            odd3 = odd3.reinterpretAsInts()
                    .lanewise(UMIN, odd3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd3 = odd3.add(a4o.mul(b7o));
            odd3 = odd3.reinterpretAsInts()
                    .lanewise(UMIN, odd3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd3 = odd3.sub(odd3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c3 = even3.lanewise(LSHR, 32).or(odd3).reinterpretAsInts();
            c3 = c3.lanewise(UMIN, c3.add(KoalaBear.P));
            c3.intoArray(out.coefficients(3), outAt + i);
            LongVector even4 = a0e.mul(b4e).add(a1e.mul(b3e)).add(a2e.mul(b2e).add(a3e.mul(b5e)));
            even4 = even4.reinterpretAsInts()
                    .lanewise(UMIN, even4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even4 = even4.add(a4e.mul(b6e));
            even4 = even4.reinterpretAsInts()
                    .lanewise(UMIN, even4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even4 = even4.sub(even4.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd4 = a0o.mul(b4o).add(a1o.mul(b3o)).add(a2o.mul(b2o).add(a3o.mul(b5o)));
            odd4 = odd4.reinterpretAsInts()
                    .lanewise(UMIN, odd4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd4 = odd4.add(a4o.mul(b6o));
            odd4 = odd4.reinterpretAsInts()
                    .lanewise(UMIN, odd4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd4 = odd4.sub(odd4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c4 = even4.lanewise(LSHR, 32).or(odd4).reinterpretAsInts();
            c4 = c4.lanewise(UMIN, c4.add(KoalaBear.P));
            c4.intoArray(out.coefficients(4), outAt + i);
        }
    }
    /** out = c a. */
    static void scale(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, KoalaBear.P & LOW).and(LOW);
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
        LongVector b8 = LongVector.broadcast(
                        LONGS, KoalaBear.sub(c.coefficient(3), KoalaBear.sub(c.coefficient(1), c.coefficient(4))))
                .and(LOW);
        for (int i = 0; i < n; i += INTS.length()) {
            IntVector a0 = IntVector.fromArray(INTS, a.coefficients(0), aAt + i);
            LongVector a0e = a0.reinterpretAsLongs().and(LOW);
            LongVector a0o = a0.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a1 = IntVector.fromArray(INTS, a.coefficients(1), aAt + i);
            LongVector a1e = a1.reinterpretAsLongs().and(LOW);
            LongVector a1o = a1.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a2 = IntVector.fromArray(INTS, a.coefficients(2), aAt + i);
            LongVector a2e = a2.reinterpretAsLongs().and(LOW);
            LongVector a2o = a2.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a3 = IntVector.fromArray(INTS, a.coefficients(3), aAt + i);
            LongVector a3e = a3.reinterpretAsLongs().and(LOW);
            LongVector a3o = a3.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a4 = IntVector.fromArray(INTS, a.coefficients(4), aAt + i);
            LongVector a4e = a4.reinterpretAsLongs().and(LOW);
            LongVector a4o = a4.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector even0 = a0e.mul(b0).add(a1e.mul(b4)).add(a2e.mul(b3).add(a3e.mul(b2)));
            even0 = even0.reinterpretAsInts()
                    .lanewise(UMIN, even0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even0 = even0.add(a4e.mul(b5));
            even0 = even0.reinterpretAsInts()
                    .lanewise(UMIN, even0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even0 = even0.sub(even0.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd0 = a0o.mul(b0).add(a1o.mul(b4)).add(a2o.mul(b3).add(a3o.mul(b2)));
            odd0 = odd0.reinterpretAsInts()
                    .lanewise(UMIN, odd0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd0 = odd0.add(a4o.mul(b5));
            odd0 = odd0.reinterpretAsInts()
                    .lanewise(UMIN, odd0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd0 = odd0.sub(odd0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c0 = even0.lanewise(LSHR, 32).or(odd0).reinterpretAsInts();
            c0 = c0.lanewise(UMIN, c0.add(KoalaBear.P));
            c0.intoArray(out.coefficients(0), outAt + i);
            LongVector even1 = a0e.mul(b1).add(a1e.mul(b0)).add(a2e.mul(b4).add(a3e.mul(b3)));
            even1 = even1.reinterpretAsInts()
                    .lanewise(UMIN, even1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even1 = even1.add(a4e.mul(b2));
            even1 = even1.reinterpretAsInts()
                    .lanewise(UMIN, even1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even1 = even1.sub(even1.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd1 = a0o.mul(b1).add(a1o.mul(b0)).add(a2o.mul(b4).add(a3o.mul(b3)));
            odd1 = odd1.reinterpretAsInts()
                    .lanewise(UMIN, odd1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd1 = odd1.add(a4o.mul(b2));
            odd1 = odd1.reinterpretAsInts()
                    .lanewise(UMIN, odd1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd1 = odd1.sub(odd1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c1 = even1.lanewise(LSHR, 32).or(odd1).reinterpretAsInts();
            c1 = c1.lanewise(UMIN, c1.add(KoalaBear.P));
            c1.intoArray(out.coefficients(1), outAt + i);
            LongVector even2 = a0e.mul(b2).add(a1e.mul(b5)).add(a2e.mul(b6).add(a3e.mul(b7)));
            even2 = even2.reinterpretAsInts()
                    .lanewise(UMIN, even2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even2 = even2.add(a4e.mul(b8));
            even2 = even2.reinterpretAsInts()
                    .lanewise(UMIN, even2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even2 = even2.sub(even2.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd2 = a0o.mul(b2).add(a1o.mul(b5)).add(a2o.mul(b6).add(a3o.mul(b7)));
            odd2 = odd2.reinterpretAsInts()
                    .lanewise(UMIN, odd2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd2 = odd2.add(a4o.mul(b8));
            odd2 = odd2.reinterpretAsInts()
                    .lanewise(UMIN, odd2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd2 = odd2.sub(odd2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c2 = even2.lanewise(LSHR, 32).or(odd2).reinterpretAsInts();
            c2 = c2.lanewise(UMIN, c2.add(KoalaBear.P));
            c2.intoArray(out.coefficients(2), outAt + i);
            LongVector even3 = a0e.mul(b3).add(a1e.mul(b2)).add(a2e.mul(b5).add(a3e.mul(b6)));
            even3 = even3.reinterpretAsInts()
                    .lanewise(UMIN, even3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even3 = even3.add(a4e.mul(b7));
            even3 = even3.reinterpretAsInts()
                    .lanewise(UMIN, even3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even3 = even3.sub(even3.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd3 = a0o.mul(b3).add(a1o.mul(b2)).add(a2o.mul(b5).add(a3o.mul(b6)));
            odd3 = odd3.reinterpretAsInts()
                    .lanewise(UMIN, odd3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd3 = odd3.add(a4o.mul(b7));
            odd3 = odd3.reinterpretAsInts()
                    .lanewise(UMIN, odd3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd3 = odd3.sub(odd3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c3 = even3.lanewise(LSHR, 32).or(odd3).reinterpretAsInts();
            c3 = c3.lanewise(UMIN, c3.add(KoalaBear.P));
            c3.intoArray(out.coefficients(3), outAt + i);
            LongVector even4 = a0e.mul(b4).add(a1e.mul(b3)).add(a2e.mul(b2).add(a3e.mul(b5)));
            even4 = even4.reinterpretAsInts()
                    .lanewise(UMIN, even4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even4 = even4.add(a4e.mul(b6));
            even4 = even4.reinterpretAsInts()
                    .lanewise(UMIN, even4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even4 = even4.sub(even4.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd4 = a0o.mul(b4).add(a1o.mul(b3)).add(a2o.mul(b2).add(a3o.mul(b5)));
            odd4 = odd4.reinterpretAsInts()
                    .lanewise(UMIN, odd4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd4 = odd4.add(a4o.mul(b6));
            odd4 = odd4.reinterpretAsInts()
                    .lanewise(UMIN, odd4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd4 = odd4.sub(odd4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c4 = even4.lanewise(LSHR, 32).or(odd4).reinterpretAsInts();
            c4 = c4.lanewise(UMIN, c4.add(KoalaBear.P));
            c4.intoArray(out.coefficients(4), outAt + i);
        }
    }
    /** out = out + c a. */
    static void addScaled(ExtensionVector a, int aAt, Extension c, ExtensionVector out, int outAt, int n) {
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, KoalaBear.P & LOW).and(LOW);
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
        LongVector b8 = LongVector.broadcast(
                        LONGS, KoalaBear.sub(c.coefficient(3), KoalaBear.sub(c.coefficient(1), c.coefficient(4))))
                .and(LOW);
        for (int i = 0; i < n; i += INTS.length()) {
            IntVector a0 = IntVector.fromArray(INTS, a.coefficients(0), aAt + i);
            LongVector a0e = a0.reinterpretAsLongs().and(LOW);
            LongVector a0o = a0.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a1 = IntVector.fromArray(INTS, a.coefficients(1), aAt + i);
            LongVector a1e = a1.reinterpretAsLongs().and(LOW);
            LongVector a1o = a1.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a2 = IntVector.fromArray(INTS, a.coefficients(2), aAt + i);
            LongVector a2e = a2.reinterpretAsLongs().and(LOW);
            LongVector a2o = a2.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a3 = IntVector.fromArray(INTS, a.coefficients(3), aAt + i);
            LongVector a3e = a3.reinterpretAsLongs().and(LOW);
            LongVector a3o = a3.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector a4 = IntVector.fromArray(INTS, a.coefficients(4), aAt + i);
            LongVector a4e = a4.reinterpretAsLongs().and(LOW);
            LongVector a4o = a4.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector even0 = a0e.mul(b0).add(a1e.mul(b4)).add(a2e.mul(b3).add(a3e.mul(b2)));
            even0 = even0.reinterpretAsInts()
                    .lanewise(UMIN, even0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even0 = even0.add(a4e.mul(b5));
            even0 = even0.reinterpretAsInts()
                    .lanewise(UMIN, even0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even0 = even0.sub(even0.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd0 = a0o.mul(b0).add(a1o.mul(b4)).add(a2o.mul(b3).add(a3o.mul(b2)));
            odd0 = odd0.reinterpretAsInts()
                    .lanewise(UMIN, odd0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd0 = odd0.add(a4o.mul(b5));
            odd0 = odd0.reinterpretAsInts()
                    .lanewise(UMIN, odd0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd0 = odd0.sub(odd0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c0 = even0.lanewise(LSHR, 32).or(odd0).reinterpretAsInts();
            c0 = c0.lanewise(UMIN, c0.add(KoalaBear.P));
            c0 = c0.add(IntVector.fromArray(INTS, out.coefficients(0), outAt + i));
            c0 = c0.lanewise(UMIN, c0.sub(KoalaBear.P));
            c0.intoArray(out.coefficients(0), outAt + i);
            LongVector even1 = a0e.mul(b1).add(a1e.mul(b0)).add(a2e.mul(b4).add(a3e.mul(b3)));
            even1 = even1.reinterpretAsInts()
                    .lanewise(UMIN, even1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even1 = even1.add(a4e.mul(b2));
            even1 = even1.reinterpretAsInts()
                    .lanewise(UMIN, even1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even1 = even1.sub(even1.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd1 = a0o.mul(b1).add(a1o.mul(b0)).add(a2o.mul(b4).add(a3o.mul(b3)));
            odd1 = odd1.reinterpretAsInts()
                    .lanewise(UMIN, odd1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd1 = odd1.add(a4o.mul(b2));
            odd1 = odd1.reinterpretAsInts()
                    .lanewise(UMIN, odd1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd1 = odd1.sub(odd1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c1 = even1.lanewise(LSHR, 32).or(odd1).reinterpretAsInts();
            c1 = c1.lanewise(UMIN, c1.add(KoalaBear.P));
            c1 = c1.add(IntVector.fromArray(INTS, out.coefficients(1), outAt + i));
            c1 = c1.lanewise(UMIN, c1.sub(KoalaBear.P));
            c1.intoArray(out.coefficients(1), outAt + i);
            LongVector even2 = a0e.mul(b2).add(a1e.mul(b5)).add(a2e.mul(b6).add(a3e.mul(b7)));
            even2 = even2.reinterpretAsInts()
                    .lanewise(UMIN, even2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even2 = even2.add(a4e.mul(b8));
            even2 = even2.reinterpretAsInts()
                    .lanewise(UMIN, even2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even2 = even2.sub(even2.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd2 = a0o.mul(b2).add(a1o.mul(b5)).add(a2o.mul(b6).add(a3o.mul(b7)));
            odd2 = odd2.reinterpretAsInts()
                    .lanewise(UMIN, odd2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd2 = odd2.add(a4o.mul(b8));
            odd2 = odd2.reinterpretAsInts()
                    .lanewise(UMIN, odd2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd2 = odd2.sub(odd2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c2 = even2.lanewise(LSHR, 32).or(odd2).reinterpretAsInts();
            c2 = c2.lanewise(UMIN, c2.add(KoalaBear.P));
            c2 = c2.add(IntVector.fromArray(INTS, out.coefficients(2), outAt + i));
            c2 = c2.lanewise(UMIN, c2.sub(KoalaBear.P));
            c2.intoArray(out.coefficients(2), outAt + i);
            LongVector even3 = a0e.mul(b3).add(a1e.mul(b2)).add(a2e.mul(b5).add(a3e.mul(b6)));
            even3 = even3.reinterpretAsInts()
                    .lanewise(UMIN, even3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even3 = even3.add(a4e.mul(b7));
            even3 = even3.reinterpretAsInts()
                    .lanewise(UMIN, even3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even3 = even3.sub(even3.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd3 = a0o.mul(b3).add(a1o.mul(b2)).add(a2o.mul(b5).add(a3o.mul(b6)));
            odd3 = odd3.reinterpretAsInts()
                    .lanewise(UMIN, odd3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd3 = odd3.add(a4o.mul(b7));
            odd3 = odd3.reinterpretAsInts()
                    .lanewise(UMIN, odd3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd3 = odd3.sub(odd3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c3 = even3.lanewise(LSHR, 32).or(odd3).reinterpretAsInts();
            c3 = c3.lanewise(UMIN, c3.add(KoalaBear.P));
            c3 = c3.add(IntVector.fromArray(INTS, out.coefficients(3), outAt + i));
            c3 = c3.lanewise(UMIN, c3.sub(KoalaBear.P));
            c3.intoArray(out.coefficients(3), outAt + i);
            LongVector even4 = a0e.mul(b4).add(a1e.mul(b3)).add(a2e.mul(b2).add(a3e.mul(b5)));
            even4 = even4.reinterpretAsInts()
                    .lanewise(UMIN, even4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even4 = even4.add(a4e.mul(b6));
            even4 = even4.reinterpretAsInts()
                    .lanewise(UMIN, even4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even4 = even4.sub(even4.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd4 = a0o.mul(b4).add(a1o.mul(b3)).add(a2o.mul(b2).add(a3o.mul(b5)));
            odd4 = odd4.reinterpretAsInts()
                    .lanewise(UMIN, odd4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd4 = odd4.add(a4o.mul(b6));
            odd4 = odd4.reinterpretAsInts()
                    .lanewise(UMIN, odd4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd4 = odd4.sub(odd4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c4 = even4.lanewise(LSHR, 32).or(odd4).reinterpretAsInts();
            c4 = c4.lanewise(UMIN, c4.add(KoalaBear.P));
            c4 = c4.add(IntVector.fromArray(INTS, out.coefficients(4), outAt + i));
            c4 = c4.lanewise(UMIN, c4.sub(KoalaBear.P));
            c4.intoArray(out.coefficients(4), outAt + i);
        }
    }
    /** out = lo + c (hi - lo). */
    static void bind(ExtensionVector a, int loAt, int hiAt, Extension c, ExtensionVector out, int outAt, int n) {
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, KoalaBear.P & LOW).and(LOW);
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
        LongVector b8 = LongVector.broadcast(
                        LONGS, KoalaBear.sub(c.coefficient(3), KoalaBear.sub(c.coefficient(1), c.coefficient(4))))
                .and(LOW);
        for (int i = 0; i < n; i += INTS.length()) {
            IntVector lo0 = IntVector.fromArray(INTS, a.coefficients(0), loAt + i);
            IntVector a0 =
                    IntVector.fromArray(INTS, a.coefficients(0), hiAt + i).sub(lo0);
            a0 = a0.lanewise(UMIN, a0.add(KoalaBear.P));
            LongVector a0e = a0.reinterpretAsLongs().and(LOW);
            LongVector a0o = a0.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector lo1 = IntVector.fromArray(INTS, a.coefficients(1), loAt + i);
            IntVector a1 =
                    IntVector.fromArray(INTS, a.coefficients(1), hiAt + i).sub(lo1);
            a1 = a1.lanewise(UMIN, a1.add(KoalaBear.P));
            LongVector a1e = a1.reinterpretAsLongs().and(LOW);
            LongVector a1o = a1.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector lo2 = IntVector.fromArray(INTS, a.coefficients(2), loAt + i);
            IntVector a2 =
                    IntVector.fromArray(INTS, a.coefficients(2), hiAt + i).sub(lo2);
            a2 = a2.lanewise(UMIN, a2.add(KoalaBear.P));
            LongVector a2e = a2.reinterpretAsLongs().and(LOW);
            LongVector a2o = a2.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector lo3 = IntVector.fromArray(INTS, a.coefficients(3), loAt + i);
            IntVector a3 =
                    IntVector.fromArray(INTS, a.coefficients(3), hiAt + i).sub(lo3);
            a3 = a3.lanewise(UMIN, a3.add(KoalaBear.P));
            LongVector a3e = a3.reinterpretAsLongs().and(LOW);
            LongVector a3o = a3.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector lo4 = IntVector.fromArray(INTS, a.coefficients(4), loAt + i);
            IntVector a4 =
                    IntVector.fromArray(INTS, a.coefficients(4), hiAt + i).sub(lo4);
            a4 = a4.lanewise(UMIN, a4.add(KoalaBear.P));
            LongVector a4e = a4.reinterpretAsLongs().and(LOW);
            LongVector a4o = a4.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector even0 = a0e.mul(b0).add(a1e.mul(b4)).add(a2e.mul(b3).add(a3e.mul(b2)));
            even0 = even0.reinterpretAsInts()
                    .lanewise(UMIN, even0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even0 = even0.add(a4e.mul(b5));
            even0 = even0.reinterpretAsInts()
                    .lanewise(UMIN, even0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even0 = even0.sub(even0.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd0 = a0o.mul(b0).add(a1o.mul(b4)).add(a2o.mul(b3).add(a3o.mul(b2)));
            odd0 = odd0.reinterpretAsInts()
                    .lanewise(UMIN, odd0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd0 = odd0.add(a4o.mul(b5));
            odd0 = odd0.reinterpretAsInts()
                    .lanewise(UMIN, odd0.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd0 = odd0.sub(odd0.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c0 = even0.lanewise(LSHR, 32).or(odd0).reinterpretAsInts();
            c0 = c0.lanewise(UMIN, c0.add(KoalaBear.P));
            c0 = c0.add(lo0);
            c0 = c0.lanewise(UMIN, c0.sub(KoalaBear.P));
            c0.intoArray(out.coefficients(0), outAt + i);
            LongVector even1 = a0e.mul(b1).add(a1e.mul(b0)).add(a2e.mul(b4).add(a3e.mul(b3)));
            even1 = even1.reinterpretAsInts()
                    .lanewise(UMIN, even1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even1 = even1.add(a4e.mul(b2));
            even1 = even1.reinterpretAsInts()
                    .lanewise(UMIN, even1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even1 = even1.sub(even1.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd1 = a0o.mul(b1).add(a1o.mul(b0)).add(a2o.mul(b4).add(a3o.mul(b3)));
            odd1 = odd1.reinterpretAsInts()
                    .lanewise(UMIN, odd1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd1 = odd1.add(a4o.mul(b2));
            odd1 = odd1.reinterpretAsInts()
                    .lanewise(UMIN, odd1.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd1 = odd1.sub(odd1.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c1 = even1.lanewise(LSHR, 32).or(odd1).reinterpretAsInts();
            c1 = c1.lanewise(UMIN, c1.add(KoalaBear.P));
            c1 = c1.add(lo1);
            c1 = c1.lanewise(UMIN, c1.sub(KoalaBear.P));
            c1.intoArray(out.coefficients(1), outAt + i);
            LongVector even2 = a0e.mul(b2).add(a1e.mul(b5)).add(a2e.mul(b6).add(a3e.mul(b7)));
            even2 = even2.reinterpretAsInts()
                    .lanewise(UMIN, even2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even2 = even2.add(a4e.mul(b8));
            even2 = even2.reinterpretAsInts()
                    .lanewise(UMIN, even2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even2 = even2.sub(even2.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd2 = a0o.mul(b2).add(a1o.mul(b5)).add(a2o.mul(b6).add(a3o.mul(b7)));
            odd2 = odd2.reinterpretAsInts()
                    .lanewise(UMIN, odd2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd2 = odd2.add(a4o.mul(b8));
            odd2 = odd2.reinterpretAsInts()
                    .lanewise(UMIN, odd2.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd2 = odd2.sub(odd2.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c2 = even2.lanewise(LSHR, 32).or(odd2).reinterpretAsInts();
            c2 = c2.lanewise(UMIN, c2.add(KoalaBear.P));
            c2 = c2.add(lo2);
            c2 = c2.lanewise(UMIN, c2.sub(KoalaBear.P));
            c2.intoArray(out.coefficients(2), outAt + i);
            LongVector even3 = a0e.mul(b3).add(a1e.mul(b2)).add(a2e.mul(b5).add(a3e.mul(b6)));
            even3 = even3.reinterpretAsInts()
                    .lanewise(UMIN, even3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even3 = even3.add(a4e.mul(b7));
            even3 = even3.reinterpretAsInts()
                    .lanewise(UMIN, even3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even3 = even3.sub(even3.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd3 = a0o.mul(b3).add(a1o.mul(b2)).add(a2o.mul(b5).add(a3o.mul(b6)));
            odd3 = odd3.reinterpretAsInts()
                    .lanewise(UMIN, odd3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd3 = odd3.add(a4o.mul(b7));
            odd3 = odd3.reinterpretAsInts()
                    .lanewise(UMIN, odd3.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd3 = odd3.sub(odd3.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c3 = even3.lanewise(LSHR, 32).or(odd3).reinterpretAsInts();
            c3 = c3.lanewise(UMIN, c3.add(KoalaBear.P));
            c3 = c3.add(lo3);
            c3 = c3.lanewise(UMIN, c3.sub(KoalaBear.P));
            c3.intoArray(out.coefficients(3), outAt + i);
            LongVector even4 = a0e.mul(b4).add(a1e.mul(b3)).add(a2e.mul(b2).add(a3e.mul(b5)));
            even4 = even4.reinterpretAsInts()
                    .lanewise(UMIN, even4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even4 = even4.add(a4e.mul(b6));
            even4 = even4.reinterpretAsInts()
                    .lanewise(UMIN, even4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even4 = even4.sub(even4.and(LOW).mul(q).and(LOW).mul(p));
            LongVector odd4 = a0o.mul(b4).add(a1o.mul(b3)).add(a2o.mul(b2).add(a3o.mul(b5)));
            odd4 = odd4.reinterpretAsInts()
                    .lanewise(UMIN, odd4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd4 = odd4.add(a4o.mul(b6));
            odd4 = odd4.reinterpretAsInts()
                    .lanewise(UMIN, odd4.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd4 = odd4.sub(odd4.and(LOW).mul(q).and(LOW).mul(p));
            IntVector c4 = even4.lanewise(LSHR, 32).or(odd4).reinterpretAsInts();
            c4 = c4.lanewise(UMIN, c4.add(KoalaBear.P));
            c4 = c4.add(lo4);
            c4 = c4.lanewise(UMIN, c4.sub(KoalaBear.P));
            c4.intoArray(out.coefficients(4), outAt + i);
        }
    }
}
