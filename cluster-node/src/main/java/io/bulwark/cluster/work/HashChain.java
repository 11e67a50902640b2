package io.bulwark.cluster.work;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A workload without cryptographic proofs, to test what is around them: each step hashes 4 bytes of the input into the state with SHA-256.
 * A "proof" is a known function of the claim, long enough that it needs several chunks. It proves nothing: only nodes that are started for tests know it.
 */
public class HashChain implements SteppedWorkload {
    /** What each step reads of the input. */
    public static final int STEP_BYTES = 4;

    private static final int PROOF_BYTES = 300_000;

    private final int stepsPerTask;
    private final long provingNanos;

    /** @param provingNanos how long a proof takes */
    public HashChain(int stepsPerTask, long provingNanos) {
        this.stepsPerTask = stepsPerTask;
        this.provingNanos = provingNanos;
    }

    @Override
    public JobSpec specOf(Optional<Blob> program, Blob input, String security) {
        return new JobSpec(name(), security, 0, program, input.id(), input.bytes());
    }

    @Override
    public String name() {
        return "hash-chain";
    }

    @Override
    public void check(JobSpec spec) {
        if (!spec.workload().equals(name())) {
            throw new IllegalArgumentException("expected the workload " + name() + ", got " + spec.workload());
        }
    }

    @Override
    public String steps() {
        return "hashes";
    }

    @Override
    public long steps(JobSpec spec) {
        return Math.ceilDiv(spec.inputBytes(), (long) STEP_BYTES);
    }

    @Override
    public int stepsPerTask(JobSpec spec) {
        return stepsPerTask;
    }

    @Override
    public Checkpoint start(JobSpec spec) {
        return new Checkpoint(0, ByteString.copyFrom(new byte[Sha256.BYTES]));
    }

    @Override
    public Plan.InputPart part(JobSpec spec, long first, int steps) {
        long from = first * STEP_BYTES;
        return new Plan.InputPart(from, (int) (Math.min(spec.inputBytes(), from + (long) steps * STEP_BYTES) - from));
    }

    @Override
    public Checkpoint run(JobSpec spec, Checkpoint from, int steps, byte[] part) {
        byte[] state = from.state().toByteArray();
        MessageDigest digest = Sha256.start();
        for (int i = 0; i < steps; i++) {
            digest.update(state);
            digest.update(part, i * STEP_BYTES, Math.min(STEP_BYTES, part.length - i * STEP_BYTES));
            state = digest.digest();
        }
        return new Checkpoint(from.step() + steps, ByteString.copyFrom(state));
    }

    @Override
    public String output(Checkpoint end) {
        return HexFormat.of().formatHex(end.state().toByteArray());
    }

    @Override
    public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
        LockSupport.parkNanos(provingNanos);
        Claim claim = new Claim(task.start(), run(task.spec(), task.start(), task.steps(), part));
        return new Proof(claim, ByteString.copyFrom(proofOf(claim)));
    }

    @Override
    public long largestProof(JobSpec spec) {
        return PROOF_BYTES;
    }

    @Override
    public void verify(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts) {
        if (!Arrays.equals(proof, proofOf(claim))) {
            throw new RefusedProofException(
                    "this is not the proof of " + claim.end().step());
        }
    }

    private static byte[] proofOf(Claim claim) {
        byte[] proof = new byte[PROOF_BYTES];
        byte[] seed = Sha256.of(
                        claim.start().state().concat(claim.end().state()).toByteArray())
                .toByteArray();
        for (int i = 0; i < proof.length; i++) {
            proof[i] = (byte) (seed[i % seed.length] + i);
        }
        return proof;
    }
}
