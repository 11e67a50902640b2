package io.bulwark.recursion.fold;

import io.bulwark.riscv.segment.SegmentClaim;

/** A proof of a part of a run: a lift, or a join of neighbours. */
public final class FoldProof {
    private final CircuitProof body;

    FoldProof(CircuitProof body) {
        this.body = body;
    }

    /**
     * Takes bytes apart; nothing is believed.
     *
     * @param identities of the circuits that there are, from which the length follows
     * @throws io.bulwark.backend.VerificationException FILE_TRUNCATED, FILE_MAGIC, FILE_VERSION, FILE_PARAMETERS, FOLD_CIRCUIT, FOLD_KIND, PROOF_LENGTH
     *     or FILE_END
     */
    public static FoldProof decode(byte[] bytes, FoldIdentities identities) {
        return new FoldProof(CircuitProof.decode(bytes, identities, CircuitKind.LIFT, CircuitKind.JOIN));
    }

    /** What {@link #decode} reads as this. */
    public byte[] encode() {
        return body.encode();
    }

    CircuitProof body() {
        return body;
    }

    /** The index of the circuit that it names. */
    public int circuit() {
        return body.circuit();
    }

    /** The public values that it states, canonical numbers, see {@link FoldValues}; a copy. */
    public int[] values() {
        return body.values().clone();
    }

    /**
     * What it says that it proves; nothing is verified.
     *
     * @throws io.bulwark.backend.VerificationException PUBLIC_VALUE_NOT_CANONICAL
     */
    public SegmentClaim stated() {
        body.valueElements();
        return FoldVerifier.claim(body.values());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FoldProof o && body.equals(o.body);
    }

    @Override
    public int hashCode() {
        return body.hashCode();
    }
}
