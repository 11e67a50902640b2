package io.bulwark.cluster.bench;

import io.bulwark.client.BulwarkException;
import io.bulwark.cluster.work.WorkloadSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What the API costs, measured over HTTP at a node process that it starts on this machine, and ends. Clients and node share the machine's cores. */
public final class ApiBench {
    /** What can be measured by itself. */
    public enum Part {
        STATUS,
        EVENTS,
        TRANSFER,
        PAGE,
        LIST
    }

    /**
     * What to measure and how.
     *
     * @param quick small sizes: the figures mean nothing
     * @param jobs how many are listed
     */
    public record Options(boolean quick, int jobs, List<Part> parts) {
        public Options {
            if (jobs < 1 || jobs > QueueFigures.MOST) {
                throw new IllegalArgumentException("expected 1 to " + QueueFigures.MOST + " jobs, got " + jobs);
            }
            parts = List.copyOf(parts);
        }
    }

    private static final int OFFERED = 500;

    private ApiBench() {}

    /**
     * Measures. A part that cannot be measured is named in the head, with why.
     *
     * @param main the class whose {@code main} is the command line of processes that know {@link CalibrationWorkload}
     * @param progress hears what is measured next
     */
    public static Report run(
            String command, Options options, Class<?> main, WorkloadSet workloads, Consumer<String> progress) {
        Map<String, Object> head = Surroundings.now(command);
        List<List<Object>> rows = new ArrayList<>();
        List<String> unmeasured = new ArrayList<>();
        // Jobs that are listed stay open: what comes after them would be measured beside them.
        for (Part part : options.parts().stream().sorted().distinct().toList()) {
            String name = part.name().toLowerCase(Locale.ROOT);
            progress.accept(name);
            try (ApiServer server = ApiServer.start(new Fleet.Launch(main, workloads))) {
                rows.addAll(measure(part, options, new ApiFigures(server), progress));
            } catch (UnmeasuredException | BulwarkException e) {
                unmeasured.add(name + ": " + e.getMessage());
                progress.accept("no more of " + name + ": " + e.getMessage());
            }
        }
        if (!unmeasured.isEmpty()) {
            head.put(ClusterBench.NOT_MEASURED, String.join("; ", unmeasured));
        }
        return new Report(head, List.of(grid(rows)));
    }

    static Grid grid(List<List<Object>> rows) {
        return new Grid(
                "The API of one node with a heap of at most %d MB; clients on the same machine"
                        .formatted(Fleet.HEAP_MEGABYTES),
                List.of("what", "figure", "aim"),
                rows);
    }

    private static List<List<Object>> measure(
            Part part, Options options, ApiFigures figures, Consumer<String> progress) {
        boolean quick = options.quick();
        return switch (part) {
            case STATUS -> figures.status(new OpenLoop(quick ? 20 : OFFERED, Duration.ofSeconds(quick ? 1 : 20)));
            case EVENTS -> figures.events(quick ? 5 : 150, Duration.ofMillis(quick ? 50 : 130));
            case TRANSFER -> figures.transfer(quick ? 1 : 512);
            case PAGE -> figures.page(quick ? 3 : 200);
            case LIST -> figures.list(quick ? Math.min(50, options.jobs()) : options.jobs(), progress);
        };
    }
}
