package io.bulwark.cluster.work;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.Width;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/**
 * The hash chain with "proofs" that fold, to test what is around them. A folded proof is a byte that says how wide it is and a known function of that and of
 * the claim; the last one is a known function of the claim only. Joins and the finish are as strict about what they are given as real ones.
 */
public class FoldedHashChain extends HashChain implements Folding {
    private static final int PROOF_BYTES = 200_000;
    private static final byte NARROW = 0;
    private static final byte WIDE = 1;
    private static final byte LAST = 2;

    private final long joiningNanos;

    /**
     * @param provingNanos how long an interval's proof takes
     * @param joiningNanos how long a join takes, and the finish
     */
    public FoldedHashChain(int stepsPerTask, long provingNanos, long joiningNanos) {
        super(stepsPerTask, provingNanos);
        this.joiningNanos = joiningNanos;
    }

    @Override
    public Optional<Folding> folding(JobSpec spec) {
        return Optional.of(this);
    }

    @Override
    public long largestProof() {
        return PROOF_BYTES;
    }

    @Override
    public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
        Claim claim = super.prove(task, part, artifacts).claim();
        // Some intervals are large.
        return folded(claim, task.name().span().first() % 7 == 3 ? Width.WIDE : Width.NARROW);
    }

    private static Proof folded(Claim claim, Width width) {
        return new Proof(claim, ByteString.copyFrom(bytes(width == Width.NARROW ? NARROW : WIDE, claim)));
    }

    @Override
    public Proof join(JoinTask task, List<byte[]> proofs, Artifacts artifacts) {
        LockSupport.parkNanos(joiningNanos);
        List<Width> widths = new ArrayList<>();
        for (int i = 0; i < proofs.size(); i++) {
            FoldInput input = task.inputs().get(i);
            widths.add(verifyFold(task.spec(), input.claim(), proofs.get(i), artifacts));
        }
        if (!Width.takes(widths)) {
            throw new RefusedProofException("there is no join of " + widths);
        }
        return folded(task.claim(), proofs.size() == 2 ? Width.NARROW : Width.WIDE);
    }

    @Override
    public Proof finish(FinishTask task, byte[] proof, Artifacts artifacts) {
        LockSupport.parkNanos(joiningNanos);
        Claim claim = task.input().claim();
        verifyFold(task.spec(), claim, proof, artifacts);
        requireWhole(task.spec(), claim);
        return new Proof(claim, ByteString.copyFrom(bytes(LAST, claim)));
    }

    @Override
    public Width verifyFold(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts) {
        for (Width width : Width.values()) {
            if (Arrays.equals(proof, bytes(width == Width.NARROW ? NARROW : WIDE, claim))) {
                return width;
            }
        }
        throw new RefusedProofException(
                "this is no proof of what ends after " + claim.end().step());
    }

    @Override
    public void verifyFinal(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts) {
        requireWhole(spec, claim);
        if (!Arrays.equals(proof, bytes(LAST, claim))) {
            throw new RefusedProofException(
                    "this is no last proof of what ends after " + claim.end().step());
        }
    }

    private void requireWhole(JobSpec spec, Claim claim) {
        if (!claim.start().equals(start(spec)) || claim.end().step() != steps(spec)) {
            throw new RefusedProofException("this is no proof of the whole run");
        }
    }

    @Override
    public Verified verifyWhole(JobSpec spec, Path proof, Artifacts artifacts, int threads, IntConsumer progress)
            throws IOException {
        Checkpoint end = runAll(spec, artifacts.path(spec.input()));
        Claim claim = new Claim(start(spec), end);
        byte[] bytes = Files.readAllBytes(proof);
        try {
            verifyFinal(spec, claim, bytes, artifacts);
        } catch (RefusedProofException e) {
            throw new RefusedProofException("the proof is about another input, or none: " + e.getMessage(), e);
        }
        return new Verified(claim.steps(), 1, output(end));
    }

    private static byte[] bytes(byte kind, Claim claim) {
        byte[] proof = new byte[PROOF_BYTES];
        byte[] seed = Sha256.of(
                        (kind + " " + claim.start().step() + " " + claim.end().step() + " "
                                        + claim.start().state().toStringUtf8()
                                        + claim.end().state().toStringUtf8())
                                .getBytes(StandardCharsets.UTF_8))
                .toByteArray();
        proof[0] = kind;
        for (int i = 1; i < proof.length; i++) {
            proof[i] = (byte) (seed[i % seed.length] * i);
        }
        return proof;
    }
}
