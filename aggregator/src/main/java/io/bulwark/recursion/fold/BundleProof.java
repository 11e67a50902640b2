package io.bulwark.recursion.fold;

/** The proof of several whole runs, under one root of what they claim. */
public final class BundleProof {
    private final CircuitProof body;

    BundleProof(CircuitProof body) {
        this.body = body;
    }

    /**
     * Takes bytes apart; nothing is believed.
     *
     * @param identities of the circuits that there are, from which the length follows
     * @throws io.bulwark.backend.VerificationException FILE_TRUNCATED, FILE_MAGIC, FILE_VERSION, FILE_PARAMETERS, FOLD_CIRCUIT, FOLD_KIND, PROOF_LENGTH
     *     or FILE_END
     */
    public static BundleProof decode(byte[] bytes, FoldIdentities identities) {
        return new BundleProof(CircuitProof.decode(bytes, identities, CircuitKind.BUNDLE));
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
    public BundleClaim stated() {
        body.valueElements();
        return BundleClaim.of(body.values());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BundleProof o && body.equals(o.body);
    }

    @Override
    public int hashCode() {
        return body.hashCode();
    }
}
