package io.bulwark.protocol;

/**
 * A proof exists: which claim of which task, the proof's name and length in bytes, who made it and in which time, signed by who made it.
 *
 * <p>Whoever uses a fact verifies its proof first; then it is true for ever, whoever made it. The receipt only says who that was.
 */
public record Fact(
        TaskId task,
        Claim claim,
        ArtifactId proof,
        long proofBytes,
        ProverId prover,
        long provingNanos,
        Receipt receipt) {
    private static final String DOMAIN = "bulwark receipt 1";

    /** @throws MalformedMessageException if the task makes no proof, the proof is empty, the time negative or the prover not on the maker's node */
    public Fact {
        MalformedMessageException.require(task.name().stage() != Stage.PLAN, "a task that makes a proof", task.name());
        MalformedMessageException.require(proofBytes > 0, "a proof of at least one byte", proofBytes);
        MalformedMessageException.require(provingNanos >= 0, "a time from 0 on", provingNanos);
        MalformedMessageException.require(
                prover.node().equals(receipt.maker().node()),
                "a receipt of " + prover.node(),
                "one of " + receipt.maker());
    }

    /** The fact that {@code signer} made the proof. */
    public static Fact of(TaskId task, Claim claim, Blob proof, ProverId prover, long provingNanos, Signer signer) {
        Receipt receipt = signer.receipt(signed(task, claim, proof, prover, provingNanos, signer.member()));
        return new Fact(task, claim, proof.id(), proof.bytes(), prover, provingNanos, receipt);
    }

    /** Who made it. */
    public Member maker() {
        return receipt.maker();
    }

    /** What the receipt signs: all else that the fact says. */
    public byte[] signed() {
        return signed(task, claim, new Blob(proof, proofBytes), prover, provingNanos, maker());
    }

    /**
     * The domain "bulwark receipt 1"; the job's 32 bytes; the stage as 1 byte (0 segment, 1 join, 2 finish), first interval and count as 4 each; the
     * {@linkplain Claim#digest claim's digest}; the proof's 32 bytes and its length as 8; the maker's node, operator, jurisdiction and region, each
     * behind its 2-byte length; process and nanoseconds as 8 bytes each.
     */
    private static byte[] signed(
            TaskId task, Claim claim, Blob proof, ProverId prover, long provingNanos, Member maker) {
        TaskName name = task.name();
        int stage = switch (name.stage()) {
            case SEGMENT -> 0;
            case JOIN -> 1;
            case FINISH -> 2;
            case PLAN -> throw new MalformedMessageException("expected a task that makes a proof, got " + name);
        };
        return new Canonical(DOMAIN)
                .fixed(task.job().bytes())
                .octet(stage)
                .number(name.span().first())
                .number(name.span().count())
                .fixed(claim.digest())
                .blob(proof)
                .member(maker)
                .number(prover.process())
                .number(provingNanos)
                .bytes();
    }
}
