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
     * Measures.
     *
     * @param command how it was called, for the head
     * @param quick tiny sizes, each once: the figures mean nothing
     * @param threads of the figures that are not of one thread
     * @param progress hears what is measured next
     */
    public static CoreBench run(
            String command, boolean quick, int threads, List<Part> parts, Consumer<String> progress) {
        Map<String, Object> surroundings = Surroundings.now(command);
        Sizes sizes = quick ? Sizes.quick() : Sizes.full();
        List<Grid> grids = new ArrayList<>();
        try (Cores all = new Cores(threads)) {
            // Whole proofs come first: what the scalar kernels do later must not be in the profiles they are compiled
            // by.
            for (Part part : parts.stream().sorted().distinct().toList()) {
                progress.accept(part.name().toLowerCase(Locale.ROOT));
                grids.addAll(measure(part, sizes, all));
            }
        }
        return new CoreBench(surroundings, grids);
    }

    private static List<Grid> measure(Part part, Sizes sizes, Cores all) {
        return switch (part) {
            case PROOFS -> ProofFigures.measure(sizes, all.threads());
            case MEMORY -> List.of(MemoryFigures.measure(sizes));
            case STEPS -> List.of(StepFigures.measure(sizes, all));
            case KERNELS -> List.of(KernelFigures.measure(sizes, all));
            case ALLOCATION ->
                List.of(AllocationFigures.measure(
                        sizes.logKernel(), sizes.kernels().warmUp()));
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
