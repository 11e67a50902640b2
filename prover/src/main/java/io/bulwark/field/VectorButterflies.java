package io.bulwark.field;

import static io.bulwark.field.KoalaBear.P;
import static io.bulwark.field.Lanes.INTS;
import static io.bulwark.field.Lanes.LENGTH;
import static io.bulwark.field.Lanes.LONGS;
import static io.bulwark.field.Lanes.LOW;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.NE;
import static jdk.incubator.vector.VectorOperators.UMIN;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.util.stream.IntStream;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;

/**
 * The stages a register at a time.
 *
 * <p>The loops are written out in plain calls of the vector API, since C2 would not inline as many methods of our own; see {@link ExtensionProducts}.
 * For the steps of a Montgomery product see {@link Lanes#mul}.
 */
final class VectorButterflies implements Butterflies {
    private static final Butterflies SCALAR = new ScalarButterflies();

    /** 0, 1, 2, ...: from it the loops compute which lane goes where, without an object on the heap. */
    private static final int[] LANES = IntStream.range(0, LENGTH).toArray();

    @Override
    public void copy(int[] table, int at, int n, int logCopies, int[] out, int outAt) {
        if (n < LENGTH || logCopies == 0 || 1 << logCopies > LENGTH) {
            SCALAR.copy(table, at, n, logCopies, out, outAt);
            return;
        }
        for (int part = 0; part < 1 << logCopies; part++) {
            copyPart(table, at, n, logCopies, part, out, outAt + part * LENGTH);
        }
    }

    /** Of every register of the table, the part whose copies fill one register. */
    private static void copyPart(int[] table, int at, int n, int logCopies, int part, int[] out, int outAt) {
        IntVector spread =
                IntVector.fromArray(INTS, LANES, 0).lanewise(LSHR, logCopies).add(part * (LENGTH >> logCopies));
        for (int i = 0; i < n; i += LENGTH) {
            spread.selectFrom(IntVector.fromArray(INTS, table, at + i)).intoArray(out, outAt + (i << logCopies));
        }
    }

    @Override
    public void stage(int[] a, int at, int n, int half, int[] twiddles) {
        if (half >= LENGTH) {
            for (int block = at; block < at + n; block += 2 * half) {
                wide(a, block, half, twiddles);
            }
        } else if (n >= 2 * LENGTH) {
            narrow(a, at, n, half, twiddles);
        } else {
            SCALAR.stage(a, at, n, half, twiddles);
        }
    }

    @Override
    public void twoStages(int[] a, int at, int n, int half, int[] twiddles) {
        if (half < LENGTH) {
            stage(a, at, n, half, twiddles);
            stage(a, at, n, 2 * half, twiddles);
            return;
        }
        // The inner loop runs over the longer of the two: the places in a block, or the blocks for one register of
        // twiddles.
        if (4L * half * half >= (long) n * LENGTH) {
            for (int block = at; block < at + n; block += 4 * half) {
                blockTwo(a, block, half, twiddles);
            }
        } else {
            for (int k = 0; k < half; k += LENGTH) {
                placeTwo(a, at, n, half, twiddles, k);
            }
        }
    }

    /** One block of the stage of half size half. */
    private static void wide(int[] a, int at, int half, int[] twiddles) {
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, P & LOW).and(LOW);
        for (int k = 0; k < half; k += LENGTH) {
            IntVector even = IntVector.fromArray(INTS, a, at + k);
            IntVector x = IntVector.fromArray(INTS, a, at + half + k);
            IntVector w = IntVector.fromArray(INTS, twiddles, half + k);
            LongVector we = w.reinterpretAsLongs().and(LOW);
            LongVector wo = w.reinterpretAsLongs().lanewise(LSHR, 32);
            LongVector odde = x.reinterpretAsLongs().and(LOW).mul(we);
            LongVector oddo = x.reinterpretAsLongs().lanewise(LSHR, 32).mul(wo);
            odde = odde.sub(odde.and(LOW).mul(q).and(LOW).mul(p));
            oddo = oddo.sub(oddo.and(LOW).mul(q).and(LOW).mul(p));
            IntVector odd = odde.lanewise(LSHR, 32).or(oddo).reinterpretAsInts();
            odd = odd.lanewise(UMIN, odd.add(P));
            IntVector sum = even.add(odd);
            sum = sum.lanewise(UMIN, sum.sub(P));
            IntVector difference = even.sub(odd);
            difference = difference.lanewise(UMIN, difference.add(P));
            sum.intoArray(a, at + k);
            difference.intoArray(a, at + half + k);
        }
    }
    /** One block of the stages of half sizes half and 2 half. */
    private static void blockTwo(int[] a, int at, int half, int[] twiddles) {
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, P & LOW).and(LOW);
        for (int k = 0; k < half; k += LENGTH) {
            IntVector u = IntVector.fromArray(INTS, twiddles, half + k);
            LongVector ue = u.reinterpretAsLongs().and(LOW);
            LongVector uo = u.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector v = IntVector.fromArray(INTS, twiddles, 2 * half + k);
            LongVector ve = v.reinterpretAsLongs().and(LOW);
            LongVector vo = v.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector w = IntVector.fromArray(INTS, twiddles, 3 * half + k);
            LongVector we = w.reinterpretAsLongs().and(LOW);
            LongVector wo = w.reinterpretAsLongs().lanewise(LSHR, 32);
            IntVector x0 = IntVector.fromArray(INTS, a, at + k);
            IntVector x1 = IntVector.fromArray(INTS, a, at + half + k);
            LongVector y1e = x1.reinterpretAsLongs().and(LOW).mul(ue);
            LongVector y1o = x1.reinterpretAsLongs().lanewise(LSHR, 32).mul(uo);
            y1e = y1e.sub(y1e.and(LOW).mul(q).and(LOW).mul(p));
            y1o = y1o.sub(y1o.and(LOW).mul(q).and(LOW).mul(p));
            IntVector y1 = y1e.lanewise(LSHR, 32).or(y1o).reinterpretAsInts();
            y1 = y1.lanewise(UMIN, y1.add(P));
            IntVector z0 = x0.add(y1);
            z0 = z0.lanewise(UMIN, z0.sub(P));
            IntVector z1 = x0.sub(y1);
            z1 = z1.lanewise(UMIN, z1.add(P));
            IntVector x2 = IntVector.fromArray(INTS, a, at + 2 * half + k);
            IntVector x3 = IntVector.fromArray(INTS, a, at + 3 * half + k);
            LongVector y3e = x3.reinterpretAsLongs().and(LOW).mul(ue);
            LongVector y3o = x3.reinterpretAsLongs().lanewise(LSHR, 32).mul(uo);
            y3e = y3e.sub(y3e.and(LOW).mul(q).and(LOW).mul(p));
            y3o = y3o.sub(y3o.and(LOW).mul(q).and(LOW).mul(p));
            IntVector y3 = y3e.lanewise(LSHR, 32).or(y3o).reinterpretAsInts();
            y3 = y3.lanewise(UMIN, y3.add(P));
            // Below 2 p, which the product takes.
            x3 = x2.sub(y3).add(P);
            x2 = x2.add(y3);
            LongVector z2e = x2.reinterpretAsLongs().and(LOW).mul(ve);
            LongVector z2o = x2.reinterpretAsLongs().lanewise(LSHR, 32).mul(vo);
            z2e = z2e.sub(z2e.and(LOW).mul(q).and(LOW).mul(p));
            z2o = z2o.sub(z2o.and(LOW).mul(q).and(LOW).mul(p));
            IntVector z2 = z2e.lanewise(LSHR, 32).or(z2o).reinterpretAsInts();
            z2 = z2.lanewise(UMIN, z2.add(P));
            LongVector z3e = x3.reinterpretAsLongs().and(LOW).mul(we);
            LongVector z3o = x3.reinterpretAsLongs().lanewise(LSHR, 32).mul(wo);
            z3e = z3e.sub(z3e.and(LOW).mul(q).and(LOW).mul(p));
            z3o = z3o.sub(z3o.and(LOW).mul(q).and(LOW).mul(p));
            IntVector z3 = z3e.lanewise(LSHR, 32).or(z3o).reinterpretAsInts();
            z3 = z3.lanewise(UMIN, z3.add(P));
            IntVector c0 = z0.add(z2);
            c0.lanewise(UMIN, c0.sub(P)).intoArray(a, at + k);
            IntVector c2 = z0.sub(z2);
            c2.lanewise(UMIN, c2.add(P)).intoArray(a, at + 2 * half + k);
            IntVector c1 = z1.add(z3);
            c1.lanewise(UMIN, c1.sub(P)).intoArray(a, at + half + k);
            IntVector c3 = z1.sub(z3);
            c3.lanewise(UMIN, c3.add(P)).intoArray(a, at + 3 * half + k);
        }
    }
    /** The same of all blocks at one place, with one register of each twiddle. */
    private static void placeTwo(int[] a, int at, int n, int half, int[] twiddles, int place) {
        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, P & LOW).and(LOW);
        IntVector u = IntVector.fromArray(INTS, twiddles, half + place);
        LongVector ue = u.reinterpretAsLongs().and(LOW);
        LongVector uo = u.reinterpretAsLongs().lanewise(LSHR, 32);
        IntVector v = IntVector.fromArray(INTS, twiddles, 2 * half + place);
        LongVector ve = v.reinterpretAsLongs().and(LOW);
        LongVector vo = v.reinterpretAsLongs().lanewise(LSHR, 32);
        IntVector w = IntVector.fromArray(INTS, twiddles, 3 * half + place);
        LongVector we = w.reinterpretAsLongs().and(LOW);
        LongVector wo = w.reinterpretAsLongs().lanewise(LSHR, 32);
        for (int i = at + place; i < at + n; i += 4 * half) {
            IntVector x0 = IntVector.fromArray(INTS, a, i);
            IntVector x1 = IntVector.fromArray(INTS, a, i + half);
            LongVector y1e = x1.reinterpretAsLongs().and(LOW).mul(ue);
            LongVector y1o = x1.reinterpretAsLongs().lanewise(LSHR, 32).mul(uo);
            y1e = y1e.sub(y1e.and(LOW).mul(q).and(LOW).mul(p));
            y1o = y1o.sub(y1o.and(LOW).mul(q).and(LOW).mul(p));
            IntVector y1 = y1e.lanewise(LSHR, 32).or(y1o).reinterpretAsInts();
            y1 = y1.lanewise(UMIN, y1.add(P));
            IntVector z0 = x0.add(y1);
            z0 = z0.lanewise(UMIN, z0.sub(P));
            IntVector z1 = x0.sub(y1);
            z1 = z1.lanewise(UMIN, z1.add(P));
            IntVector x2 = IntVector.fromArray(INTS, a, i + 2 * half);
            IntVector x3 = IntVector.fromArray(INTS, a, i + 3 * half);
            LongVector y3e = x3.reinterpretAsLongs().and(LOW).mul(ue);
            LongVector y3o = x3.reinterpretAsLongs().lanewise(LSHR, 32).mul(uo);
            y3e = y3e.sub(y3e.and(LOW).mul(q).and(LOW).mul(p));
            y3o = y3o.sub(y3o.and(LOW).mul(q).and(LOW).mul(p));
            IntVector y3 = y3e.lanewise(LSHR, 32).or(y3o).reinterpretAsInts();
            y3 = y3.lanewise(UMIN, y3.add(P));
            // Below 2 p, which the product takes.
            x3 = x2.sub(y3).add(P);
            x2 = x2.add(y3);
            LongVector z2e = x2.reinterpretAsLongs().and(LOW).mul(ve);
            LongVector z2o = x2.reinterpretAsLongs().lanewise(LSHR, 32).mul(vo);
            z2e = z2e.sub(z2e.and(LOW).mul(q).and(LOW).mul(p));
            z2o = z2o.sub(z2o.and(LOW).mul(q).and(LOW).mul(p));
            IntVector z2 = z2e.lanewise(LSHR, 32).or(z2o).reinterpretAsInts();
            z2 = z2.lanewise(UMIN, z2.add(P));
            LongVector z3e = x3.reinterpretAsLongs().and(LOW).mul(we);
            LongVector z3o = x3.reinterpretAsLongs().lanewise(LSHR, 32).mul(wo);
            z3e = z3e.sub(z3e.and(LOW).mul(q).and(LOW).mul(p));
            z3o = z3o.sub(z3o.and(LOW).mul(q).and(LOW).mul(p));
            IntVector z3 = z3e.lanewise(LSHR, 32).or(z3o).reinterpretAsInts();
            z3 = z3.lanewise(UMIN, z3.add(P));
            IntVector c0 = z0.add(z2);
            c0.lanewise(UMIN, c0.sub(P)).intoArray(a, i);
            IntVector c2 = z0.sub(z2);
            c2.lanewise(UMIN, c2.add(P)).intoArray(a, i + 2 * half);
            IntVector c1 = z1.add(z3);
            c1.lanewise(UMIN, c1.sub(P)).intoArray(a, i + half);
            IntVector c3 = z1.sub(z3);
            c3.lanewise(UMIN, c3.add(P)).intoArray(a, i + 3 * half);
        }
    }

    /** Blocks of 2 half <= LENGTH elements: two registers are sorted into the first and the second halves of all their blocks, and back. */
    private static void narrow(int[] a, int at, int n, int half, int[] twiddles) {
        IntVector lanes = IntVector.fromArray(INTS, LANES, 0);
        IntVector across = lanes.lanewise(XOR, half);
        VectorMask<Integer> second = lanes.and(half).compare(NE, 0);

        LongVector q = LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW);
        LongVector p = LongVector.broadcast(LONGS, P & LOW).and(LOW);
        IntVector w = lanes.and(half - 1).selectFrom(IntVector.fromArray(INTS, twiddles, half));
        LongVector we = w.reinterpretAsLongs().and(LOW);
        LongVector wo = w.reinterpretAsLongs().lanewise(LSHR, 32);
        for (int i = at; i < at + n; i += 2 * LENGTH) {
            IntVector x = IntVector.fromArray(INTS, a, i);
            IntVector y = IntVector.fromArray(INTS, a, i + LENGTH);
            IntVector even = x.blend(across.selectFrom(y), second);
            y = across.selectFrom(x).blend(y, second);
            LongVector odde = y.reinterpretAsLongs().and(LOW).mul(we);
            LongVector oddo = y.reinterpretAsLongs().lanewise(LSHR, 32).mul(wo);
            odde = odde.sub(odde.and(LOW).mul(q).and(LOW).mul(p));
            oddo = oddo.sub(oddo.and(LOW).mul(q).and(LOW).mul(p));
            IntVector odd = odde.lanewise(LSHR, 32).or(oddo).reinterpretAsInts();
            odd = odd.lanewise(UMIN, odd.add(P));
            IntVector sum = even.add(odd);
            sum = sum.lanewise(UMIN, sum.sub(P));
            IntVector difference = even.sub(odd);
            difference = difference.lanewise(UMIN, difference.add(P));
            sum.blend(across.selectFrom(difference), second).intoArray(a, i);
            across.selectFrom(sum).blend(difference, second).intoArray(a, i + LENGTH);
        }
    }
}
