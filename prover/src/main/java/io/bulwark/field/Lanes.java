package io.bulwark.field;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Arithmetic in F on the lanes of one vector register: what every vector kernel is made of.
 *
 * <p>An {@link IntVector} of {@link #INTS} holds {@link #LENGTH} elements in Montgomery form in [0, p). For products it is split into its even and its
 * odd lanes, each zero-extended to 64 bits in a {@link LongVector} of {@link #LONGS}: C2 turns the product of two such vectors into VPMULUDQ, but only
 * while it can see that the high halves are zero, which is why every operand is masked or shifted right by 32 just before.
 *
 * <p>Use these in short loops only: beyond about three products or ten sums a method, C2 stops inlining them (NodeCountInliningCutoff) and the vectors
 * that then cross real calls are boxed. Longer kernels must be written out in the vector API's own calls, which C2 always inlines; see {@link
 * ExtensionProducts}. The species are constants so that all of this compiles to plain registers.
 */
public final class Lanes {
    /** Registers of this process: as {@code bulwark.kernels} says, else the widest that the CPU has. */
    public static final VectorSpecies<Integer> INTS = VectorSpecies.of(int.class, shape());

    public static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, INTS.vectorShape());
    /** Elements of F in a register. */
    public static final int LENGTH = INTS.length();
    /** The low half of a 64-bit lane. */
    public static final long LOW = 0xFFFFFFFFL;
    /** p in the high half of a 64-bit lane. */
    public static final long P_HIGH = (long) KoalaBear.P << 32;

    private Lanes() {}

    private static VectorShape shape() {
        return KernelChoice.WIDTH == 0 ? VectorShape.preferredShape() : VectorShape.forBitSize(KernelChoice.WIDTH);
    }

    public static IntVector load(int[] a, int at) {
        return IntVector.fromArray(INTS, a, at);
    }

    public static IntVector add(IntVector a, IntVector b) {
        IntVector s = a.add(b);
        return s.lanewise(UMIN, s.sub(KoalaBear.P));
    }

    public static IntVector sub(IntVector a, IntVector b) {
        IntVector d = a.sub(b);
        return d.lanewise(UMIN, d.add(KoalaBear.P));
    }

    /** Montgomery product. */
    public static IntVector mul(IntVector a, IntVector b) {
        return reduce(even(a).mul(even(b)), odd(a).mul(odd(b)));
    }

    /** Lanes 0, 2, 4, ... as 64-bit numbers. */
    public static LongVector even(IntVector a) {
        return a.reinterpretAsLongs().and(LOW);
    }

    /** Lanes 1, 3, 5, ... as 64-bit numbers. */
    public static LongVector odd(IntVector a) {
        return a.reinterpretAsLongs().lanewise(LSHR, 32);
    }

    /**
     * Montgomery reduction of sums of products.
     *
     * @param even for lanes 0, 2, 4, ...: numbers below 2^32 p, at least one product, at most two
     * @param odd the same for lanes 1, 3, 5, ...
     * @return (even, odd) 2^-32 mod p, lane by lane
     */
    public static IntVector reduce(LongVector even, LongVector odd) {
        // x - q p is a multiple of 2^32 in (-2^32 p, 2^32 p): its low half is zero, so the halves of both can be joined
        // by an or.
        IntVector d = even.sub(multipleOfP(even))
                .lanewise(LSHR, 32)
                .or(odd.sub(multipleOfP(odd)))
                .reinterpretAsInts();
        return d.lanewise(UMIN, d.add(KoalaBear.P));
    }

    /** Takes 2^32 p off where it fits: from below 2 * 2^32 p to below 2^32 p. */
    public static LongVector lower(LongVector x) {
        return x.reinterpretAsInts()
                .lanewise(UMIN, x.sub(P_HIGH).reinterpretAsInts())
                .reinterpretAsLongs();
    }

    /** The q p below 2^32 p that has the same low half as x. */
    private static LongVector multipleOfP(LongVector x) {
        LongVector q = x.and(LOW)
                .mul(LongVector.broadcast(LONGS, KoalaBear.P_INVERSE & LOW).and(LOW));
        return q.and(LOW).mul(LongVector.broadcast(LONGS, KoalaBear.P & LOW).and(LOW));
    }
}
