package io.bulwark.cluster.work;

import com.google.protobuf.UnsafeByteOperations;
import io.bulwark.aggregator.ChainFile;
import io.bulwark.aggregator.ChainProof;
import io.bulwark.air.Layout;
import io.bulwark.air.LayoutParameters;
import io.bulwark.backend.VerificationException;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.ProgramException;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProvenSegment;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.RunExpectation;
import io.bulwark.riscv.segment.RunHeader;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.RunWriter;
import io.bulwark.riscv.segment.SegmentClaim;
import io.bulwark.riscv.segment.SegmentException;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SegmentProver;
import io.bulwark.riscv.segment.SegmentVerifier;
import io.bulwark.riscv.segment.SizeClass;
import io.bulwark.riscv.tables.SegmentEnds;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Runs of RV32IM programs. A step is one instruction; an interval is a segment, and what proving it needs to read is its checkpoint. The result is the proof of
 * the whole run, or, for sets of parameters whose proofs do not fold, the file of its segments' proofs, each as a prover without a cluster writes it. A specification's shape is the place of the greatest size class that its segments may have.
 */
public final class RiscvWorkload implements Workload {
    /** The name that specifications call it by. */
    public static final String NAME = "riscv";

    private static final List<SizeClass> CLASSES = List.of(SizeClass.values());
    private static final List<String> SECURITY = List.of("128", "100");
    private static final int FOLDED = 128;

    private final ProverOptions options;
    private final SegmentMachine machine = SegmentMachine.standard();
    private final Optional<Path> circuits;
    private final boolean measured;
    private long rate;
    private final ProgramKeys programs;
    private final Map<Integer, RiscvFolding> foldings = new ConcurrentHashMap<>();
    private final Map<String, Long> largest = new ConcurrentHashMap<>();

    /** The workload of one process. */
    public RiscvWorkload(WorkloadSettings settings) {
        options = settings.options();
        circuits = settings.keys();
        measured = settings.measured();
        programs = new ProgramKeys(machine, options);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String steps() {
        return "cycles";
    }

    @Override
    public JobSpec specOf(Optional<Blob> program, Blob input, String security) {
        int medium = CLASSES.indexOf(SizeClass.MEDIUM);
        JobSpec spec = new JobSpec(NAME, security, medium, program, input.id(), input.bytes());
        check(spec);
        return spec;
    }

    @Override
    public void check(JobSpec spec) {
        require(spec.workload().equals(NAME), "the workload " + NAME, spec.workload());
        require(SECURITY.contains(spec.security()), "one of the parameter sets " + SECURITY, spec.security());
        int classes = CLASSES.size();
        require(spec.shape() < classes, "one of " + classes + " size classes", spec.shape());
        require(spec.program().isPresent(), "a program", "none");
        require(spec.inputBytes() < Input.LIMIT, "an input below " + Input.LIMIT + " bytes", spec.inputBytes());
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", got " + got);
        }
    }

    /** Proofs of 128 bits fold. Those of 100 bits are for comparison with provers that stop there, segment by segment, and stay a chain. */
    @Override
    public Optional<Folding> folding(JobSpec spec) {
        return riscvFolding(spec).map(Folding.class::cast);
    }

    private Optional<RiscvFolding> riscvFolding(JobSpec spec) {
        int set = Integer.parseInt(spec.security());
        return set == FOLDED && FoldIdentities.fixed(set) ? Optional.of(riscvFolding(set)) : Optional.empty();
    }

    private RiscvFolding riscvFolding(int set) {
        return foldings.computeIfAbsent(set, s -> RiscvFolding.of(s, options, circuits, programs));
    }

    /** Measured once in a process, however many slots it has and however often they start. */
    @Override
    public synchronized long rate() {
        if (measured && rate == 0) {
            rate = measuredRate();
        }
        return rate;
    }

    private long measuredRate() {
        SecurityParameters parameters = SecurityParameters.named(FOLDED, 1);
        ProvingKey key = ProvingKey.of(machine, ProvingRate.program(), parameters, options);
        return ProvingRate.measure(
                key,
                segment -> riscvFolding(FOLDED)
                        .lift(
                                0,
                                key.key(),
                                new SegmentProver(key, options).prove(segment).proof()));
    }

    @Override
    public Plan plan(JobSpec spec, Artifacts artifacts) {
        try {
            Input input = Input.of(Files.readAllBytes(artifacts.path(spec.input())));
            ProvingKey key = programs.of(spec, artifacts);
            SizeClass greatest = CLASSES.get(spec.shape());
            return new RunPlan(
                    key, input, key.capacities(place -> key.shape(place).size().compareTo(greatest) <= 0));
        } catch (ProgramException | SegmentException e) {
            throw new PlanException("the program cannot be run: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PlanException("program or input cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
        try {
            ProvingKey key = programs.of(task.spec(), artifacts);
            ProvenSegment proven = new SegmentProver(key, options).prove(Checkpoint.decode(part, key.capacities()));
            Optional<RiscvFolding> folding = riscvFolding(task.spec());
            if (folding.isPresent()) {
                return folding.get().lift(task.start().step(), key.key(), proven.proof());
            }
            Claim claim = SegmentStates.claim(task.start().step(), proven.claim());
            return new Proof(claim, UnsafeByteOperations.unsafeWrap(SegmentStates.encode(proven.proof())));
        } catch (IOException e) {
            throw new IllegalStateException("the program cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public long largestProof(JobSpec spec) {
        return largest.computeIfAbsent(spec.security(), this::largestProof);
    }

    private long largestProof(String security) {
        SecurityParameters p = SecurityParameters.named(Integer.parseInt(security), 1);
        LayoutParameters lengths = new LayoutParameters(p.logBlowup(), p.queries(), p.logFinal(), p.capHeight());
        long elements = IntStream.range(0, machine.machine().shapes().size())
                .mapToLong(shape -> new Layout(machine.machine(), shape, lengths).proofElements())
                .max()
                .orElseThrow();
        return Integer.BYTES * (SegmentEnds.COUNT + elements);
    }

    @Override
    public void verify(JobSpec spec, Claim claim, byte[] proof, Artifacts artifacts) {
        try {
            SegmentVerifier verifier =
                    new SegmentVerifier(programs.of(spec, artifacts).key());
            SegmentClaim proved = verifier.verify(SegmentStates.decode(proof));
            Claim expected = SegmentStates.claim(claim.start().step(), proved);
            if (!expected.equals(claim)) {
                throw new RefusedProofException("the proof proves another claim");
            }
        } catch (VerificationException e) {
            throw new RefusedProofException(e.getMessage(), e);
        } catch (IOException e) {
            throw new IllegalStateException("the program cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void write(JobSpec spec, ChainProof chain, ChainFile.Proofs proofs, OutputStream out, Artifacts artifacts)
            throws IOException {
        RunInput input = RunInput.of(Input.of(Files.readAllBytes(artifacts.path(spec.input()))));
        RunWriter writer =
                new RunWriter(out, RunHeader.of(programs.of(spec, artifacts).key(), input));
        for (Fact link : chain.links()) {
            writer.write(SegmentStates.decode(proofs.of(link)));
        }
        writer.end();
    }

    @Override
    public Verified verifyWhole(JobSpec spec, Path proof, Artifacts artifacts, int threads, IntConsumer progress)
            throws IOException {
        Optional<RiscvFolding> folding = riscvFolding(spec);
        if (folding.isPresent()) {
            return folding.get().verifyWhole(spec, proof, artifacts);
        }
        RunInput input = RunInput.of(Input.of(Files.readAllBytes(artifacts.path(spec.input()))));
        RunExpectation expected = new RunExpectation(input, OptionalInt.of(0), Optional.empty());
        ProvingKey key = programs.of(spec, artifacts);
        RunFileCheck check = new RunFileCheck(key.id(), key.key().key().parameters(), threads);
        try {
            RunFileCheck.Verified run = check.verify(proof, header -> expected, progress);
            return new Verified(
                    run.claim().cycles(),
                    run.segments(),
                    output(run.claim().exitCode(), run.claim().digest()));
        } catch (VerificationException e) {
            throw new RefusedProofException(e.getMessage(), e);
        }
    }

    /** What a run computed, in words. */
    static String output(int exitCode, OutputDigest digest) {
        return "exit code %d, output digest %s".formatted(exitCode, digest);
    }
}
