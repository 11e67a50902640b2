package io.bulwark.cluster.bench;

import io.bulwark.field.Cores;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The figures of the proving core on this machine. */
public final class CoreBench {
    /** What can be measured by itself. */
    public enum Part {
        PROOFS,
        MEMORY,
        STEPS,
        KERNELS,
        ALLOCATION
    }

    /**
     * What to measure and how.
     *
     * @param quick tiny sizes, each once: the figures mean nothing
     * @param cpuTime by CPU time, not by the wall clock
     * @param threads of the figures that are not of one thread; 1 with {@code cpuTime}, for which threads side by side are not faster
     */
    public record Options(boolean quick, boolean cpuTime, int threads, List<Part> parts) {
        public Options {
            if (threads < 1 || (cpuTime && threads > 1)) {
                throw new IllegalArgumentException("expected a thread, and only one by CPU time, got " + threads);
            }
            parts = List.copyOf(parts);
        }
    }

    private CoreBench() {}

    /**
     * Measures.
     *
     * @param command how it was called, for the head
     * @param progress hears what is measured next
     */
    public static Report run(String command, Options options, Consumer<String> progress) {
        Map<String, Object> surroundings = Surroundings.now(command);
        Clock clock = options.cpuTime() ? Clock.CPU : Clock.WALL;
        Sizes sizes = options.quick() ? Sizes.quick(clock) : Sizes.full(clock);
        List<Grid> grids = new ArrayList<>();
        try (Cores all = new Cores(options.threads())) {
            // Whole proofs come first: what the scalar kernels do later must not be in the profiles they are compiled
            // by.
            for (Part part : options.parts().stream().sorted().distinct().toList()) {
                progress.accept(part.name().toLowerCase(Locale.ROOT));
                grids.addAll(measure(part, sizes, clock, all));
            }
        }
        return new Report(surroundings, grids);
    }

    private static List<Grid> measure(Part part, Sizes sizes, Clock clock, Cores all) {
        return switch (part) {
            case PROOFS -> ProofFigures.measure(sizes, clock, all.threads());
            case MEMORY -> List.of(MemoryFigures.measure(sizes));
            case STEPS -> List.of(StepFigures.measure(sizes, all));
            case KERNELS -> List.of(KernelFigures.measure(sizes, all));
            case ALLOCATION -> List.of(AllocationFigures.measure(sizes.logKernel(), sizes.kernels()));
        };
    }
}
