package io.bulwark.cluster.work;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.bulwark.backend.VerificationException;
import io.bulwark.examples.FileElements;
import io.bulwark.examples.SpongeClaim;
import io.bulwark.examples.SpongeMachine;
import io.bulwark.examples.SpongeState;
import io.bulwark.examples.SpongeWitness;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Key;
import io.bulwark.proof.ProofFile;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.proof.Verifier;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.SegmentTask;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Poseidon2 digest of a file by the sponge machine. A step is one block of the file's row of elements, one permutation; a checkpoint's state
 * is the sponge's state between two blocks, 19 canonical u32s, little-endian.
 */
public final class SpongeWorkload implements SteppedWorkload {
    /** The name that specifications call it by. */
    public static final String NAME = "sponge";
    /** The named sets of security parameters that a specification may ask for. */
    public static final List<String> SECURITY = List.of("128", "100");

    private static final int STATE_BYTES = SpongeState.LENGTH * Integer.BYTES;
    /** With fewer tasks than this, provers would wait for each other at the end of a run. */
    private static final int ENOUGH_TASKS = 16;

    private final Map<String, ProverKey> keys;
    private final ProverOptions options;

    /**
     * The workload of one process.
     *
     * @param threads how many threads one proof may use */
    public SpongeWorkload(int threads) {
        options = ProverOptions.standard().withThreads(threads);
        keys = SECURITY.stream()
                .collect(Collectors.toMap(
                        name -> name,
                        name -> ProverKey.withoutPreprocessed(
                                SpongeMachine.standard(), SecurityParameters.named(Integer.parseInt(name), 1))));
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The shape is the greatest one that still makes tasks enough for several provers. */
    @Override
    public JobSpec specOf(Optional<Blob> program, Blob input, String security) {
        JobSpec small = new JobSpec(NAME, security, 0, program, input.id(), input.bytes());
        check(small);
        int shape = 0;
        for (int i = 0; i < SpongeMachine.LOG_ROWS.size(); i++) {
            if (steps(small) >> SpongeMachine.LOG_ROWS.get(i) >= ENOUGH_TASKS) {
                shape = i;
            }
        }
        return new JobSpec(NAME, security, shape, input.id(), input.bytes());
    }

    @Override
    public void check(JobSpec spec) {
        require(spec.workload().equals(NAME), "the workload " + NAME, spec.workload());
        require(spec.program().isEmpty(), "no program", "one");
        require(keys.containsKey(spec.security()), "one of the parameter sets " + SECURITY, spec.security());
        require(
                spec.shape() < SpongeMachine.LOG_ROWS.size(),
                "a shape below " + SpongeMachine.LOG_ROWS.size(),
                spec.shape());
        require(
                spec.inputBytes() <= FileElements.MAX_BYTES,
                "an input of at most " + FileElements.MAX_BYTES + " bytes",
                spec.inputBytes());
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", got " + got);
        }
    }

    @Override
    public String steps() {
        return "permutations";
    }

    @Override
    public long steps(JobSpec spec) {
        return FileElements.blocks(spec.inputBytes());
    }

    @Override
    public int stepsPerTask(JobSpec spec) {
        return 1 << SpongeMachine.LOG_ROWS.get(spec.shape());
    }

    @Override
    public Checkpoint start(JobSpec spec) {
        return checkpoint(FileElements.start(spec.inputBytes()));
    }

    @Override
    public Plan.InputPart part(JobSpec spec, long first, int steps) {
        long from = FileElements.firstByte(spec.inputBytes(), (int) first);
        long to = FileElements.firstByte(spec.inputBytes(), (int) (first + steps));
        return new Plan.InputPart(from, (int) (to - from));
    }

    @Override
    public Checkpoint run(JobSpec spec, Checkpoint from, int steps, byte[] part) {
        int[] blocks = FileElements.blocks(spec.inputBytes(), part, (int) from.step(), steps);
        return checkpoint(state(from).absorb(blocks, 0, steps));
    }

    /** The file's digest: lanes 0 to 8, as 9 canonical u32s in hexadecimal, little-endian. */
    @Override
    public String output(Checkpoint end) {
        ByteBuffer digest = ByteBuffer.allocate(Integer.BYTES * 9).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(state(end).digest()).map(KoalaBear::toCanonical).forEach(digest::putInt);
        return HexFormat.of().formatHex(digest.array());
    }

    @Override
    public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
        JobSpec spec = task.spec();
        ProverKey key = keys.get(spec.security());
        int[] blocks =
                FileElements.blocks(spec.inputBytes(), part, (int) task.start().step(), task.steps());
        SpongeWitness witness = SpongeWitness.of(state(task.start()), blocks, SpongeMachine.LOG_ROWS.get(spec.shape()));
        byte[] proof = Prover.prove(key, spec.shape(), List.of(witness.table()), canonical(witness.claim()), options)
                .proof();
        return new Proof(
                new Claim(task.start(), checkpoint(witness.claim().to())),
                UnsafeByteOperations.unsafeWrap(ProofFile.encode(key.key().machineDigest(), proof)));
    }

    @Override
    public long largestProof(JobSpec spec) {
        Key key = keys.get(spec.security()).key();
        return Stream.iterate(0, i -> i + 1)
                .limit(key.machine().shapes().size())
                .mapToLong(shape -> ProofFile.HEADER_BYTES
                        + Integer.BYTES * (1 + key.layout(shape).proofElements()))
                .max()
                .orElseThrow();
    }

    @Override
    public void verify(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts) {
        try {
            SpongeClaim ends = new SpongeClaim(state(claim.start()), state(claim.end()));
            Verifier.verifyFile(keys.get(spec.security()).key(), canonical(ends), proof);
        } catch (VerificationException | IllegalArgumentException e) {
            throw new RefusedProofException(e.getMessage(), e);
        }
    }

    private static int[] canonical(SpongeClaim claim) {
        return Arrays.stream(claim.publicValues()).map(KoalaBear::toCanonical).toArray();
    }

    private static Checkpoint checkpoint(SpongeState state) {
        ByteBuffer bytes = ByteBuffer.allocate(STATE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(state.values()).map(KoalaBear::toCanonical).forEach(bytes::putInt);
        return new Checkpoint(state.index(), ByteString.copyFrom(bytes.array()));
    }

    /** @throws IllegalArgumentException unless the checkpoint is a state's, after as many blocks as it says */
    private static SpongeState state(Checkpoint checkpoint) {
        require(
                checkpoint.state().size() == STATE_BYTES,
                "a state of " + STATE_BYTES + " bytes",
                checkpoint.state().size());
        ByteBuffer bytes = checkpoint.state().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int[] values = new int[SpongeState.LENGTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = KoalaBear.fromCanonical(bytes.getInt());
        }
        SpongeState state = SpongeState.of(values, 0);
        require(state.index() == checkpoint.step(), "a state after " + checkpoint.step() + " blocks", state.index());
        return state;
    }
}
