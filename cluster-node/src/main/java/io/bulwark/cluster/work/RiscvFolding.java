package io.bulwark.cluster.work;

import com.google.protobuf.UnsafeByteOperations;
import io.bulwark.aggregator.Width;
import io.bulwark.backend.VerificationException;
import io.bulwark.proof.ProverOptions;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.JoinTask;
import io.bulwark.recursion.file.FoldedFile;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.recursion.fold.CircuitKind;
import io.bulwark.recursion.fold.FinalClaim;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldException;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldKeys;
import io.bulwark.recursion.fold.FoldProof;
import io.bulwark.recursion.fold.FoldProver;
import io.bulwark.recursion.fold.FoldSystem;
import io.bulwark.recursion.fold.FoldVerifier;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.segment.ProgramId;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentClaim;
import io.bulwark.riscv.segment.SegmentProof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Folds runs of RV32IM programs by the recursion circuits of one set of parameters. Keys of circuits are made when the first proof needs them.
 *
 * @param programs knows the jobs' programs
 */
record RiscvFolding(FoldProver prover, FoldVerifier verifier, ProgramKeys programs) implements Folding {
    /** A key in memory for so many bytes of heap: a key takes up to 170 MB, a program's 500, and a wide proof half a GB beside them. */
    private static final long HEAP_PER_KEY = 500L << 20;

    private static final int MOST_KEYS = 8;

    /**
     * Of the circuits that everyone accepts.
     *
     * @param set the name of the set of parameters
     * @param directory where recorded circuits are kept, if anywhere
     */
    static RiscvFolding of(int set, ProverOptions options, Optional<Path> directory, ProgramKeys programs) {
        FoldIdentities identities = FoldIdentities.standard(set);
        int kept = Math.clamp(options.memoryBudget() / HEAP_PER_KEY, 1, MOST_KEYS);
        FoldKeys keys = directory
                .map(d -> FoldKeys.of(identities, options, kept, d))
                .orElseGet(() -> FoldKeys.of(identities.system(), options, kept));
        return new RiscvFolding(new FoldProver(keys, identities, options), new FoldVerifier(identities), programs);
    }

    private FoldIdentities identities() {
        return verifier.identities();
    }

    @Override
    public long largestProof() {
        return FoldedFile.HEADER_BYTES
                + identities().largestProof(CircuitKind.LIFT, CircuitKind.JOIN, CircuitKind.FINISH);
    }

    /**
     * Makes a segment's proof one that can be folded.
     *
     * @param firstStep cycles before the segment
     */
    Workload.Proof lift(long firstStep, ProgramKey program, SegmentProof segment) {
        return checked(firstStep, prover.lift(program, segment));
    }

    /** What was made, as this node would take it from another. */
    private Workload.Proof checked(long firstStep, FoldProof made) {
        Claim claim = SegmentStates.claim(firstStep, verifier.verify(made));
        return new Workload.Proof(claim, UnsafeByteOperations.unsafeWrap(made.encode()));
    }

    @Override
    public Workload.Proof join(JoinTask task, List<byte[]> proofs, Artifacts artifacts) {
        return refusing(() -> {
            List<FoldProof> parts = proofs.stream()
                    .map(bytes -> FoldProof.decode(bytes, identities()))
                    .toList();
            Workload.Proof joined = checked(task.claim().start().step(), prover.join(parts));
            require(joined.claim().equals(task.claim()), "the parts prove another claim");
            return joined;
        });
    }

    @Override
    public Workload.Proof finish(FinishTask task, byte[] proof, Artifacts artifacts) {
        return refusing(() -> {
            FoldProof run = FoldProof.decode(proof, identities());
            ProgramKey program = programs.of(task.spec(), artifacts).key();
            FinalProof last = prover.finish(run, program, input(task.spec(), artifacts));
            Claim claim = task.input().claim();
            byte[] bytes = FoldedFile.encode(ProofKind.FINAL, identities(), last.encode());
            verifyFinal(task.spec(), claim, bytes, artifacts);
            return new Workload.Proof(claim, UnsafeByteOperations.unsafeWrap(bytes));
        });
    }

    @Override
    public Width verifyFold(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts) {
        return refusing(() -> {
            FoldProof fold = FoldProof.decode(proof, identities());
            SegmentClaim proved = verifier.verify(fold);
            requireProgram(proved.program(), spec, artifacts);
            require(SegmentStates.claim(claim.start().step(), proved).equals(claim), "the proof proves another claim");
            int shape = identities().all().get(fold.circuit()).shape();
            return shape == FoldSystem.NARROW ? Width.NARROW : Width.WIDE;
        });
    }

    @Override
    public void verifyFinal(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts) {
        refusing(() -> {
            FinalClaim proved = verified(spec, proof, artifacts);
            SegmentStates.Exit exit = SegmentStates.exit(claim.end().state());
            boolean same = claim.start().step() == 0
                    && proved.cycles() == claim.end().step()
                    && exit.equals(new SegmentStates.Exit(true, proved.exitCode(), proved.output()));
            require(same, "the proof proves another claim");
            return proved;
        });
    }

    /** The last proof from its file, which is one that every verifier of final proofs takes, of a run that ended well. */
    Workload.Verified verifyWhole(JobSpec spec, Path file, Artifacts artifacts) throws IOException {
        long bytes = Files.size(file);
        require(bytes <= largestProof(), "no last proof has " + bytes + " bytes");
        byte[] proof = Files.readAllBytes(file);
        return refusing(() -> {
            FinalClaim proved = verified(spec, proof, artifacts);
            require(proved.exitCode() == 0, "the program ended with exit code " + proved.exitCode());
            return new Workload.Verified(proved.cycles(), 1, RiscvWorkload.output(proved.exitCode(), proved.output()));
        });
    }

    /** What a last proof proves of this job's program and input. */
    private FinalClaim verified(JobSpec spec, byte[] proof, Artifacts artifacts) throws IOException {
        byte[] content = FoldedFile.content(ProofKind.FINAL, identities(), proof);
        FinalClaim proved = verifier.verify(FinalProof.decode(content, identities()));
        requireProgram(proved.program(), spec, artifacts);
        require(proved.input().equals(input(spec, artifacts).digest()), "the proof is about another input");
        return proved;
    }

    private void requireProgram(ProgramId proved, JobSpec spec, Artifacts artifacts) throws IOException {
        require(proved.equals(programs.of(spec, artifacts).id()), "the proof is about another program");
    }

    private static RunInput input(JobSpec spec, Artifacts artifacts) throws IOException {
        return RunInput.of(Input.of(Files.readAllBytes(artifacts.path(spec.input()))));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new RefusedProofException(otherwise);
        }
    }

    /** Something that reads artifacts and takes proofs apart. */
    private interface Work<T> {
        T get() throws IOException;
    }

    private static <T> T refusing(Work<T> work) {
        try {
            return work.get();
        } catch (VerificationException | FoldException e) {
            throw new RefusedProofException(e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("program or input cannot be read: " + e.getMessage(), e);
        }
    }
}
