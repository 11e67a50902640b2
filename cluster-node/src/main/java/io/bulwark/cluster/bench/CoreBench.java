package io.bulwark.cluster.bench;

import io.bulwark.field.Cores;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The figures of the proving core on this machine.
 *
 * @param surroundings what they depend on beside the code
 * @param grids the figures, those of the whole first
 */
public record CoreBench(Map<String, Object> surroundings, List<Grid> grids) {
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

    /**
     * Measures.
     *
     * @param command how it was called, for the head
     * @param progress hears what is measured next
     */
    public static CoreBench run(String command, Options options, Consumer<String> progress) {
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
        return new CoreBench(surroundings, grids);
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

    /** A list, then a heading and a table for each grid. */
    public String markdown() {
        String head = surroundings.entrySet().stream()
                .map(e -> "- " + e.getKey() + ": " + Grid.text(e.getValue()) + System.lineSeparator())
                .collect(Collectors.joining());
        return grids.stream()
                .map(Grid::markdown)
                .collect(Collectors.joining(System.lineSeparator(), head + System.lineSeparator(), ""));
    }

    /** The same for JSON; numbers are not rounded. */
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>(surroundings);
        facts.put(
                "figures",
                grids.stream().collect(Collectors.toMap(Grid::title, Grid::facts, (a, b) -> b, LinkedHashMap::new)));
        return facts;
    }
}
