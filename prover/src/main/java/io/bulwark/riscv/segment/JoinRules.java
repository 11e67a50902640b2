package io.bulwark.riscv.segment;

import io.bulwark.backend.Backend;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.ArrayList;
import java.util.List;

/**
 * When two claims make one, and which: the only place that says so. {@link SegmentClaim#join} computes it; a circuit that joins two proofs records it.
 *
 * <p>Cycles are added in limbs of 16 bits: of each sum of two limbs and a carry the canonical low 17 bits are all, the 17th is the next carry, and the last one
 * has to be 0. So limbs in range give limbs in range, and a sum that wraps is refused.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
public final class JoinRules<F, K, V, B> {
    private static final int LIMB_BITS = 16;
    private static final int ELEMENT_BITS = 31;

    private final Backend<F, K, V, B> backend;
    private final F zero;

    public JoinRules(Backend<F, K, V, B> backend) {
        this.backend = backend;
        this.zero = backend.base().constant(KoalaBear.ZERO);
    }

    /**
     * A claim as a backend has it.
     *
     * @param program its id, nine elements
     * @param values {@link SegmentEnds#COUNT} elements, as {@link ClaimRules} has let them pass or a join made them
     */
    public record Claim<F>(List<F> program, List<F> values) {
        /** Copies both. */
        public Claim {
            program = List.copyOf(program);
            values = List.copyOf(values);
        }
    }

    /** This claim and the one behind it as one; refuses, through the backend, what are no neighbours. */
    public Claim<F> join(Claim<F> left, Claim<F> right) {
        same(left.program(), right.program(), Reason.JOIN_PROGRAM);
        same(left.values().get(SegmentEnds.HALTED), zero, Reason.JOIN_AFTER_HALT);
        same(
                left.values().get(SegmentEnds.END_PC),
                right.values().get(SegmentEnds.START_PC),
                Reason.JOIN_PC);
        same(
                left.values().subList(SegmentEnds.END_ROOT, SegmentEnds.CYCLES),
                right.values().subList(SegmentEnds.START_ROOT, SegmentEnds.END_PC),
                Reason.JOIN_MEMORY);
        List<F> values = new ArrayList<>(left.values().subList(SegmentEnds.START_PC, SegmentEnds.END_PC));
        values.addAll(right.values().subList(SegmentEnds.END_PC, SegmentEnds.CYCLES));
        values.addAll(cycles(left.values(), right.values()));
        values.addAll(right.values().subList(SegmentEnds.HALTED, SegmentEnds.COUNT));
        return new Claim<>(left.program(), values);
    }

    private List<F> cycles(List<F> left, List<F> right) {
        F limb = backend.base().constant(KoalaBear.fromCanonical(1 << LIMB_BITS));
        F one = backend.base().constant(KoalaBear.ONE);
        List<F> sums = new ArrayList<>();
        F carry = zero;
        for (int i = SegmentEnds.CYCLES; i < SegmentEnds.HALTED; i++) {
            F sum = backend.base().add(backend.base().add(left.get(i), right.get(i)), carry);
            List<B> bits = backend.lowBits(sum, ELEMENT_BITS);
            backend.assertZero(bits.subList(LIMB_BITS + 1, ELEMENT_BITS), Reason.CLAIM_LIMB);
            carry = backend.select(bits.get(LIMB_BITS), zero, one);
            sums.add(backend.base().sub(sum, backend.base().mul(carry, limb)));
        }
        same(carry, zero, Reason.JOIN_CYCLES);
        return sums;
    }

    private void same(List<F> expected, List<F> got, Reason reason) {
        for (int i = 0; i < expected.size(); i++) {
            same(expected.get(i), got.get(i), reason);
        }
    }

    private void same(F expected, F got, Reason reason) {
        K one = backend.extension().constant(KoalaBear.ONE);
        backend.assertEqual(backend.scale(one, expected), backend.scale(one, got), reason);
    }
}
