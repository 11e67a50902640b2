package io.bulwark.cluster.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** The figures of the RISC-V machine on this machine: planning, tracing, proving, verifying, memory. */
public final class MachineBench {
    /** What can be measured by itself. */
    public enum Part {
        PLAN,
        PROVE,
        CELLS,
        MEMORY
    }

    /**
     * What to measure and how.
     *
     * @param quick runs of thousands of cycles, each once: the figures mean nothing
     * @param cpuTime by CPU time, not by the wall clock, on one thread
     * @param threads of the figures that are not of one thread
     * @param guests names of those to measure; none for all
     */
    public record Options(boolean quick, boolean cpuTime, int threads, List<Part> parts, List<String> guests) {
        public Options {
            if (threads < 1 || (cpuTime && threads > 1)) {
                throw new IllegalArgumentException("expected a thread, and only one by CPU time, got " + threads);
            }
            parts = List.copyOf(parts);
            guests = List.copyOf(guests);
        }
    }

    private MachineBench() {}

    /**
     * Measures.
     *
     * @param command how it was called, for the head
     * @param progress hears what is measured next
     * @throws IllegalArgumentException if a guest is not known
     */
    public static Report run(String command, Options options, Consumer<String> progress) {
        Map<String, Object> surroundings = Surroundings.now(command);
        Clock clock = options.cpuTime() ? Clock.CPU : Clock.WALL;
        List<BenchGuest> all = BenchGuest.all(options.quick());
        List<String> names = all.stream().map(BenchGuest::name).toList();
        for (String guest : options.guests()) {
            if (!names.contains(guest)) {
                throw new IllegalArgumentException("expected guests among " + names + ", got " + guest);
            }
        }
        List<GuestPlan> plans = all.stream()
                .filter(guest -> options.guests().isEmpty() || options.guests().contains(guest.name()))
                .map(guest -> GuestPlan.of(guest, options.threads()))
                .toList();
        List<Grid> grids = new ArrayList<>();
        for (Part part : options.parts().stream().sorted().distinct().toList()) {
            progress.accept(part.name().toLowerCase(Locale.ROOT));
            grids.addAll(
                    switch (part) {
                        case PLAN -> List.of(PlanFigures.measure(plans, options.quick(), clock));
                        case PROVE -> SegmentFigures.measure(plans, options, clock);
                        case CELLS -> List.of(CellFigures.measure(plans));
                        case MEMORY -> List.of(SegmentMemoryFigures.measure(plans));
                    });
        }
        return new Report(surroundings, grids);
    }
}
