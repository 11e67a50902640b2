package io.bulwark.riscv.segment;

import io.bulwark.backend.Backend;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.tables.SegmentEnds;

/**
 * What the public values of one segment must satisfy beside its proof: limbs of 16 bits, pcs below 2^30, fewer cycles than the shape's timestamps reach, and
 * no result of a segment that has not halted. Written against {@link Backend}, as the verifier is, so that a recursive verifier holds segments to the same.
 *
 * <p>Why: timestamps up to 4 cycles + 3 have to stay below 2^(16 + A), else the order of accesses is not strict; a claim has one form, so that equal claims
 * are equal numbers; and halted = 0 leaves the Halt bus's message unread, so its values would be the prover's to choose.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
public final class ClaimRules<F, K, V, B> {
    private static final int LIMB_BITS = 16;
    private static final int CYCLE_LIMBS = SegmentEnds.HALTED - SegmentEnds.CYCLES;
    private static final int PC_BITS = 30;
    private static final int ELEMENT_BITS = 31;

    private final Backend<F, K, V, B> backend;

    public ClaimRules(Backend<F, K, V, B> backend) {
        this.backend = backend;
    }

    /**
     * Refuses, through the backend, values that are no claim.
     *
     * @param values {@link SegmentEnds#COUNT} elements
     * @param logCycles the shape's 14 + A, 16 to 32: cycles stay below its power of two
     */
    public void check(V values, int logCycles) {
        below(values, SegmentEnds.START_PC, PC_BITS, Reason.CLAIM_LIMB);
        below(values, SegmentEnds.END_PC, PC_BITS, Reason.CLAIM_LIMB);
        for (int i = 0; i < CYCLE_LIMBS; i++) {
            below(values, SegmentEnds.CYCLES + i, LIMB_BITS, Reason.CLAIM_LIMB);
        }
        for (int i = SegmentEnds.EXIT_CODE; i < SegmentEnds.COUNT; i++) {
            below(values, i, LIMB_BITS, Reason.CLAIM_LIMB);
        }
        for (int i = 0; i < CYCLE_LIMBS; i++) {
            int bits = Math.clamp(logCycles - LIMB_BITS * i, 0, LIMB_BITS);
            below(values, SegmentEnds.CYCLES + i, bits, Reason.CLAIM_CYCLES);
        }
        B halted = backend.bit(backend.element(values, SegmentEnds.HALTED), Reason.CLAIM_HALTED);
        F zero = backend.base().constant(KoalaBear.ZERO);
        for (int i = SegmentEnds.EXIT_CODE; i < SegmentEnds.COUNT; i++) {
            zero(backend.select(halted, backend.element(values, i), zero), Reason.CLAIM_RESULT);
        }
        zero(backend.select(halted, zero, backend.element(values, SegmentEnds.END_PC)), Reason.CLAIM_END);
    }

    private void below(V values, int i, int bits, Reason reason) {
        backend.assertZero(
                backend.lowBits(backend.element(values, i), ELEMENT_BITS).subList(bits, ELEMENT_BITS), reason);
    }

    private void zero(F element, Reason reason) {
        K none = backend.extension().constant(KoalaBear.ZERO);
        K one = backend.extension().constant(KoalaBear.ONE);
        backend.assertEqual(none, backend.scale(one, element), reason);
    }
}
