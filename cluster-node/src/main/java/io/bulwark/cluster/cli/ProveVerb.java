package io.bulwark.cluster.cli;

import io.bulwark.cluster.work.RunFolder;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.recursion.file.FoldedFile;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.recursion.file.RootFile;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldProof;
import io.bulwark.recursion.fold.FoldProver;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.RunHeader;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.RunProver;
import io.bulwark.riscv.segment.RunWriter;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SegmentProver;
import io.bulwark.riscv.segment.SizeClass;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves a run in one process. */
@Command(
        name = "prove",
        mixinStandardHelpOptions = true,
        description = {
            "Proves a run of a RISC-V program on this machine alone.",
            "The run is cut into segments, and each is proved while the run goes on; each proof is lifted into one of a circuit, and",
            "neighbours are joined until one is left, which is finished: one small proof, whatever the run's length, that",
            "'bulwark verify' checks with nothing but the program's id."
        },
        footer = {
            "",
            "Examples:",
            "  bulwark prove guests/batch.elf --input batch.bin --out batch.proof",
            "  bulwark prove guests/workout.elf --input rounds.bin --out workout.proof --stop-at segments"
        })
final class ProveVerb implements Callable<Integer> {
    /** A fifth of the heap is left to the plan, the program's commitments and the collector. */
    private static final int HEAP_PARTS = 5;

    private static final int PROOF_PARTS = 4;

    /** How far to go. */
    enum Stage {
        SEGMENTS,
        ROOT,
        FINAL
    }

    @Parameters(paramLabel = "ELF", description = "the program: a static RV32IM ELF file")
    private Path elf;

    @Option(names = "--input", paramLabel = "F", description = "what the program reads")
    private Optional<Path> input = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "P", description = "where to put the proof")
    private Path out;

    @Option(
            names = "--stop-at",
            defaultValue = "final",
            paramLabel = "STAGE",
            description =
                    "segments: a chain of segments' proofs; root: one proof of all of them; final: that proof, finished (default)")
    private Stage stopAt;

    @Option(
            names = "--class",
            defaultValue = "auto",
            paramLabel = "CLASS",
            description = "size of segments: auto (default; all that the heap holds), small, medium or large")
    private String size;

    @Option(names = "--security", defaultValue = "128", paramLabel = "BITS", description = "128 (default) or 100")
    private int security;

    @Option(names = "--threads", paramLabel = "N", description = "how many work at once (default: all processors)")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--max-cycles", paramLabel = "N", description = "give up after so many cycles")
    private Optional<Long> maxCycles = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GuestFiles.requireDirectory(out);
        Optional<SizeClass> only = sizeClass();
        Program program = GuestFiles.program(elf);
        Input read = GuestFiles.input(input);
        int n = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (n < 1) {
            throw new UsageException("expected a thread or more, got " + n);
        }
        SecurityParameters parameters = parameters(security);
        PrintWriter err = spec.commandLine().getErr();
        ProverOptions options = ProverOptions.standard().withThreads(n);
        Optional<LocalFolding> folding =
                stopAt == Stage.SEGMENTS ? Optional.empty() : Optional.of(LocalFolding.of(security, options));
        long budget = options.memoryBudget() / HEAP_PARTS * PROOF_PARTS
                - folding.map(LocalFolding::keyBytes).orElse(0L);
        ProvingKey key = ProvingKey.of(SegmentMachine.standard(), program, parameters, options);
        IntPredicate usable = usable(key, only, budget);
        long need = Math.max(folding.map(LocalFolding::proofBytes).orElse(0L), greatestNeed(key, usable));
        demandMemory(need, budget, "folding needs", "stop at segments");
        err.printf("program %s%n", key.id());
        err.printf(
                "memory: %,d MiB at the peak, of a heap of %,d MiB%n",
                (need + folding.map(LocalFolding::keyBytes).orElse(0L)) >> 20, options.memoryBudget() >> 20);
        err.flush();
        long start = System.nanoTime();
        Limits limits = maxCycles.map(Limits.standard()::withMaxCycles).orElse(Limits.standard());
        RunProver prover = new RunProver(key, limits, usable, options);
        RunHeader header = RunHeader.of(key.key(), RunInput.of(read));
        try (ProofProgress progress = new ProofProgress(err, key)) {
            GuestFiles.write(out, stream -> {
                if (folding.isEmpty()) {
                    RunWriter writer = new RunWriter(stream, header);
                    progress.end(prover.prove(read, writer, progress));
                    writer.end();
                } else {
                    Proving proving = folder -> prover.prove(read, folder, progress);
                    stream.write(folded(folding.get(), key, header, proving, progress));
                }
            });
        }
        PrintWriter console = spec.commandLine().getOut();
        console.printf(
                "%s: %s proved in %.1f s%n",
                out, stopAt.name().toLowerCase(Locale.ROOT), (System.nanoTime() - start) / 1e9);
        console.flush();
        return ExitCode.OK;
    }

    private interface Proving {
        RunSummary into(RunFolder folder) throws IOException;
    }

    /** The file of a run that is folded as its segments are proved. */
    private byte[] folded(
            LocalFolding folding, ProvingKey key, RunHeader header, Proving proving, ProofProgress progress)
            throws IOException {
        FoldIdentities identities = folding.identities();
        FoldProver prover = folding.prover();
        RunFolder folder = new RunFolder(prover, key.key(), new FoldProgress(progress));
        RunSummary summary = proving.into(folder);
        FoldProof whole = folder.whole();
        byte[] file;
        if (stopAt == Stage.ROOT) {
            file = FoldedFile.encode(ProofKind.ROOT, identities, new RootFile(header, whole).encode());
        } else {
            long start = System.nanoTime();
            FinalProof last = prover.finish(whole, key.key(), header.input());
            file = FoldedFile.encode(ProofKind.FINAL, identities, last.encode());
            String line = "finish in %.2f s, %,d KiB".formatted((System.nanoTime() - start) / 1e9, file.length >> 10);
            progress.step(line, "finished");
        }
        progress.end(summary);
        return file;
    }

    static SecurityParameters parameters(int bits) {
        if (bits != 128 && bits != 100) {
            throw new UsageException("expected the security set 128 or 100, got " + bits);
        }
        return SecurityParameters.named(bits, SecurityParameters.segment().logBlowup());
    }

    private Optional<SizeClass> sizeClass() {
        String name = size.toUpperCase(Locale.ROOT);
        if (name.equals("AUTO")) {
            return Optional.empty();
        }
        for (SizeClass c : SizeClass.values()) {
            if (c.name().equals(name)) {
                return Optional.of(c);
            }
        }
        throw new UsageException("expected the class auto, small, medium or large, got " + size);
    }

    private static long greatestNeed(ProvingKey key, IntPredicate usable) {
        return IntStream.range(0, key.shapes().size())
                .filter(usable)
                .mapToLong(place -> SegmentProver.memoryNeed(key, place))
                .max()
                .orElseThrow();
    }

    /** Shapes of the class that was asked for, or all whose proofs fit into the heap. */
    private static IntPredicate usable(ProvingKey key, Optional<SizeClass> only, long budget) {
        IntPredicate fits = place -> SegmentProver.memoryNeed(key, place) <= budget;
        IntPredicate wanted =
                place -> only.map(c -> key.shape(place).size() == c).orElse(true);
        if (IntStream.range(0, key.shapes().size()).noneMatch(fits.and(wanted))) {
            long need = IntStream.range(0, key.shapes().size())
                    .filter(wanted)
                    .mapToLong(place -> SegmentProver.memoryNeed(key, place))
                    .min()
                    .orElseThrow();
            demandMemory(need, budget, "the smallest segment needs", "name a smaller class");
        }
        return wanted.and(fits);
    }

    private static void demandMemory(long need, long budget, String what, String otherwise) {
        if (need > budget) {
            throw new UsageException(
                    "%s %,d MiB of memory, and the heap has %,d for it: set BULWARK_JAVA_OPTIONS=-Xmx... or %s"
                            .formatted(what, (need >> 20) + 1, budget >> 20, otherwise));
        }
    }
}
