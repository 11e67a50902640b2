package io.bulwark.cluster.bench;

import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldKeys;
import io.bulwark.recursion.fold.FoldProver;
import io.bulwark.recursion.fold.FoldSystem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The figures of folding on this machine: how large the circuits are, what each step takes, the final proof and its verifier, and a whole run. */
public final class FoldBench {
    /** What can be measured by itself. */
    public enum Part {
        CIRCUITS,
        STEPS,
        MEMORY,
        VERIFIER,
        RUN
    }

    /** How long the whole run is. */
    public enum RunSize {
        /** Some hundred thousand cycles: shows that it works. */
        TINY(2),
        /** About 2^21 cycles. */
        SMALL(9),
        /** About 2^24 cycles. */
        FULL(74);

        private final int transfers;

        RunSize(int transfers) {
            this.transfers = transfers;
        }

        /** Transfers of the batch that is run. */
        int transfers() {
            return transfers;
        }
    }

    /**
     * What to measure and how. All proofs are of the 128-bit set.
     *
     * @param quick few circuits, each step once: the figures mean nothing
     * @param cpuTime by CPU time, not by the wall clock, on one thread
     * @param threads of each proof
     */
    public record Options(boolean quick, boolean cpuTime, int threads, RunSize run, List<Part> parts) {
        public Options {
            if (threads < 1 || (cpuTime && threads > 1)) {
                throw new IllegalArgumentException("expected a thread, and only one by CPU time, got " + threads);
            }
            parts = List.copyOf(parts);
        }

        Clock clock() {
            return cpuTime ? Clock.CPU : Clock.WALL;
        }
    }

    /** Keys of circuits that are kept in memory while steps are measured. */
    private static final int KEYS = 4;

    private static final int SET = 128;

    private FoldBench() {}

    /**
     * Measures.
     *
     * @param command how it was called, for the head
     * @param progress hears what is measured next
     */
    public static Report run(String command, Options options, Consumer<String> progress) {
        Map<String, Object> surroundings = Surroundings.now(command);
        ProverOptions proving = ProverOptions.standard().withThreads(options.threads());
        FoldKeys keys = FoldKeys.of(FoldSystem.standard(SET), proving, KEYS);
        List<Part> parts = options.parts().stream().sorted().distinct().toList();
        List<Grid> grids = new ArrayList<>();
        Optional<Proofs> proofs = parts.equals(List.of(Part.CIRCUITS))
                ? Optional.empty()
                : Optional.of(Proofs.of(keys, proving, options));
        for (Part part : parts) {
            progress.accept(part.name().toLowerCase(Locale.ROOT));
            grids.addAll(
                    part == Part.CIRCUITS
                            ? CircuitFigures.measure(keys, options)
                            : List.of(proofs.orElseThrow().measure(part, proving, options)));
        }
        return new Report(surroundings, grids);
    }

    /** What is measured by proving. */
    private record Proofs(FoldProver prover, FoldPieces pieces) {
        static Proofs of(FoldKeys keys, ProverOptions proving, Options options) {
            FoldProver prover = new FoldProver(keys, FoldIdentities.standard(SET), proving);
            return new Proofs(prover, new FoldPieces(prover, proving, options));
        }

        Grid measure(Part part, ProverOptions proving, Options options) {
            return switch (part) {
                case CIRCUITS -> throw new IllegalArgumentException("circuits are measured without proving");
                case STEPS -> FoldStepFigures.measure(pieces, options);
                case MEMORY -> FoldMemoryFigures.measure(pieces);
                case VERIFIER -> FinalFigures.measure(pieces, options);
                case RUN -> FoldedRunFigures.measure(prover, proving, options);
            };
        }
    }
}
