package io.bulwark.field;

import static io.bulwark.field.Lanes.INTS;
import static io.bulwark.field.Lanes.LENGTH;
import static io.bulwark.field.Lanes.LONGS;
import static io.bulwark.field.Lanes.LOW;
import static io.bulwark.field.Lanes.P_HIGH;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/** The inner loop of {@link LinearCombination}, in plain calls of the vector API for the reason that {@link ExtensionProducts} gives. */
final class FourProducts {
    private FourProducts() {}

    /** out = out + x a + y b + z c + w d for the first n elements, n a multiple of {@link Lanes#LENGTH}. Four products are below 2^64. */
    static void add(
            int[] a,
            int aAt,
            int x,
            int[] b,
            int bAt,
            int y,
            int[] c,
            int cAt,
            int z,
            int[] d,
            int dAt,
            int w,
            int[] out,
            int outAt,
            int n) {
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, KoalaBear.P & LOW).and(LOW);
        LongVector xs = LongVector.broadcast(LONGS, x).and(LOW);
        LongVector ys = LongVector.broadcast(LONGS, y).and(LOW);
        LongVector zs = LongVector.broadcast(LONGS, z).and(LOW);
        LongVector ws = LongVector.broadcast(LONGS, w).and(LOW);
        for (int i = 0; i < n; i += LENGTH) {
            LongVector a0 = IntVector.fromArray(INTS, a, aAt + i).reinterpretAsLongs();
            LongVector b0 = IntVector.fromArray(INTS, b, bAt + i).reinterpretAsLongs();
            LongVector c0 = IntVector.fromArray(INTS, c, cAt + i).reinterpretAsLongs();
            LongVector d0 = IntVector.fromArray(INTS, d, dAt + i).reinterpretAsLongs();
            LongVector even = a0.and(LOW).mul(xs).add(b0.and(LOW).mul(ys));
            even = even.add(c0.and(LOW).mul(zs).add(d0.and(LOW).mul(ws)));
            LongVector odd =
                    a0.lanewise(LSHR, 32).mul(xs).add(b0.lanewise(LSHR, 32).mul(ys));
            odd = odd.add(
                    c0.lanewise(LSHR, 32).mul(zs).add(d0.lanewise(LSHR, 32).mul(ws)));
            even = even.reinterpretAsInts()
                    .lanewise(UMIN, even.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            odd = odd.reinterpretAsInts()
                    .lanewise(UMIN, odd.sub(P_HIGH).reinterpretAsInts())
                    .reinterpretAsLongs();
            even = even.sub(even.and(LOW).mul(q).and(LOW).mul(p));
            odd = odd.sub(odd.and(LOW).mul(q).and(LOW).mul(p));
            IntVector sum = even.lanewise(LSHR, 32).or(odd).reinterpretAsInts();
            sum = sum.lanewise(UMIN, sum.add(KoalaBear.P)).add(IntVector.fromArray(INTS, out, outAt + i));
            sum.lanewise(UMIN, sum.sub(KoalaBear.P)).intoArray(out, outAt + i);
        }
    }
}
