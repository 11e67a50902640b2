package io.bulwark.protocol;

/**
 * A proof that is folded: what it is said to prove, and its bytes' name.
 *
 * <p>Whoever hands out a task has verified it; whoever folds it finds out by itself.
 */
public record FoldInput(Claim claim, Blob proof) {
    /** @throws MalformedMessageException unless the proof has 1 to {@link Limits#PROOF_BYTES} bytes */
    public FoldInput {
        MalformedMessageException.require(
                proof.bytes() > 0 && proof.bytes() <= Limits.PROOF_BYTES,
                "a proof of 1 to " + Limits.PROOF_BYTES + " bytes",
                proof.bytes());
    }
}
