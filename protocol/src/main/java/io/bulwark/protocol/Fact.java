package io.bulwark.protocol;

/**
 * A proof exists: which claim of which task, the proof's name and length in bytes, who made it and in which time.
 *
 * <p>Whoever uses a fact verifies its proof first; then it is true for ever, whoever made it.
 */
public record Fact(TaskId task, Claim claim, ArtifactId proof, long proofBytes, ProverId prover, long provingNanos) {
    /** @throws MalformedMessageException if the proof is empty or the time negative */
    public Fact {
        MalformedMessageException.require(proofBytes > 0, "a proof of at least one byte", proofBytes);
        MalformedMessageException.require(provingNanos >= 0, "a time from 0 on", provingNanos);
    }
}
