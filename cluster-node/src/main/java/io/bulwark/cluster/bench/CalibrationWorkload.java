package io.bulwark.cluster.bench;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.RefusedProofException;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Tasks that do no work, to measure what is around them; only the bench's nodes know it. Each task is one step. Its "proofs" prove nothing: 8 bytes that say for how many nanoseconds this process had been without a task of the job before it began this one
 * (big-endian; -1: it had had none), and a hash of the claim.
 *
 * <p>The named set of security parameters says for how many milliseconds a task waits: "0" for none.
 */
public final class CalibrationWorkload extends HashChain {
    static final String NAME = "calibration";
    private static final int PROOF_BYTES = Long.BYTES + Sha256.BYTES;
    private static final int LONGEST_DIGITS = 7;

    private record Ended(JobId job, long at) {}

    private final AtomicReference<Optional<Ended>> last = new AtomicReference<>(Optional.empty());

    public CalibrationWorkload() {
        super(1, 0);
    }

    /** How many bytes an input of so many tasks has. */
    static int inputBytes(int tasks) {
        return tasks * STEP_BYTES;
    }

    /** The job of an input whose tasks take so long. */
    static JobSpec spec(Blob input, Duration task) {
        return new JobSpec(NAME, security(task), 0, input.id(), input.bytes());
    }

    static String security(Duration task) {
        return Long.toString(task.toMillis());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public JobSpec specOf(Optional<Blob> program, Blob input, String security) {
        JobSpec spec = new JobSpec(NAME, security, 0, program, input.id(), input.bytes());
        check(spec);
        return spec;
    }

    @Override
    public void check(JobSpec spec) {
        boolean known = spec.workload().equals(NAME)
                && spec.program().isEmpty()
                && spec.security().matches("[0-9]{1," + LONGEST_DIGITS + "}");
        if (!known) {
            throw new IllegalArgumentException("expected the workload " + NAME
                    + " without a program, and a number of milliseconds as parameter set, got " + spec);
        }
    }

    @Override
    public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
        JobId job = task.spec().id();
        long began = System.nanoTime();
        long idle = last.get()
                .filter(ended -> ended.job().equals(job))
                .map(ended -> began - ended.at())
                .orElse(-1L);
        LockSupport.parkNanos(
                Duration.ofMillis(Long.parseLong(task.spec().security())).toNanos());
        Claim claim = new Claim(task.start(), run(task.spec(), task.start(), task.steps(), part));
        byte[] proof =
                ByteBuffer.allocate(PROOF_BYTES).putLong(idle).put(hash(claim)).array();
        last.set(Optional.of(new Ended(job, System.nanoTime())));
        return new Proof(claim, ByteString.copyFrom(proof));
    }

    /** For how long the prover of this proof had been without a task, in nanoseconds; empty where it was its first. */
    static Optional<Long> idle(ByteString proof) {
        return Optional.of(proof.asReadOnlyByteBuffer().getLong()).filter(nanos -> nanos >= 0);
    }

    @Override
    public long largestProof(JobSpec spec) {
        return PROOF_BYTES;
    }

    @Override
    public void verify(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts) {
        if (proof.length != PROOF_BYTES
                || !Arrays.equals(hash(claim), Arrays.copyOfRange(proof, Long.BYTES, PROOF_BYTES))) {
            throw new RefusedProofException("this is not the mark of the interval that ends at step "
                    + claim.end().step());
        }
    }

    private static byte[] hash(Claim claim) {
        return Sha256.of(claim.start().state().concat(claim.end().state()).toByteArray())
                .toByteArray();
    }
}
