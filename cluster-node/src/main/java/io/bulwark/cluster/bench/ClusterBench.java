package io.bulwark.cluster.bench;

import io.bulwark.cluster.node.NodeStartException;
import io.bulwark.cluster.work.WorkloadSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What the cluster costs beside proving, measured on processes that it starts on this machine, and ends. */
public final class ClusterBench {
    /** What can be measured by itself. */
    public enum Part {
        SIGNATURES,
        OVERHEAD,
        ACCEPT,
        FAILOVER,
        EFFICIENCY,
        BYTES,
        QUEUE,
        IDLE
    }

    /**
     * What to measure and how.
     *
     * @param quick small sizes: the figures mean nothing
     * @param nodes processes of the idle cluster
     * @param jobs how many wait in the queue
     */
    public record Options(boolean quick, int nodes, int jobs, List<Part> parts) {
        private static final int MOST_NODES = 256;

        public Options {
            if (nodes < 1 || nodes > MOST_NODES) {
                throw new IllegalArgumentException("expected 1 to " + MOST_NODES + " nodes, got " + nodes);
            }
            if (jobs < 1 || jobs > QueueFigures.MOST) {
                throw new IllegalArgumentException("expected 1 to " + QueueFigures.MOST + " jobs, got " + jobs);
            }
            parts = List.copyOf(parts);
        }
    }

    /** The entry of a report's head that is there if some part could not be measured. */
    public static final String NOT_MEASURED = "not measured";

    private static final String LOG = "bulwark.log.file";

    private ClusterBench() {}

    /**
     * Measures. A part that cannot be measured is named in the head, with why.
     *
     * @param main the class whose {@code main} is the command line of processes that know these workloads
     * @param workloads {@link CalibrationWorkload} among them
     * @param progress hears what is measured next
     */
    public static Report run(
            String command, Options options, Class<?> main, WorkloadSet workloads, Consumer<String> progress) {
        Fleet.Launch launch = new Fleet.Launch(main, workloads);
        Map<String, Object> head = Surroundings.now(command);
        List<Grid> grids = new ArrayList<>();
        List<String> unmeasured = new ArrayList<>();
        logToFile();
        for (Part part : options.parts().stream().sorted().distinct().toList()) {
            String name = part.name().toLowerCase(Locale.ROOT);
            progress.accept(name);
            try {
                grids.add(measure(part, options, launch, progress));
            } catch (UnmeasuredException | NodeStartException e) {
                unmeasured.add(name + ": " + e.getMessage());
                progress.accept("no more of " + name + ": " + e.getMessage());
            }
        }
        if (!unmeasured.isEmpty()) {
            head.put(NOT_MEASURED, String.join("; ", unmeasured));
        }
        return new Report(head, grids);
    }

    private static Grid measure(Part part, Options options, Fleet.Launch launch, Consumer<String> progress) {
        boolean quick = options.quick();
        return switch (part) {
            case SIGNATURES -> SignatureFigures.measure(quick ? 100 : 10_000);
            case OVERHEAD -> TaskOverheadFigures.measure(launch, quick ? 60 : 1000);
            case ACCEPT -> AcceptFigures.measure(launch, quick ? 10 : 200);
            case FAILOVER ->
                FailoverFigures.measure(
                        launch, new FailoverFigures.Size(quick ? 45 : 90, Duration.ofSeconds(1)), progress);
            case EFFICIENCY -> EfficiencyFigures.measure(launch, quick ? 1 << 17 : 1 << 23, quick ? 1 : 3);
            case BYTES -> WireFigures.measure(launch, quick ? 1 << 17 : 1 << 22);
            case QUEUE -> QueueFigures.measure(launch, quick ? Math.min(50, options.jobs()) : options.jobs(), progress);
            case IDLE ->
                IdleNodeFigures.measure(
                        launch,
                        quick ? Math.min(3, options.nodes()) : options.nodes(),
                        Duration.ofSeconds(quick ? 5 : 30),
                        progress);
        };
    }

    /** The gateway in this process says in a file what it does, as far as nothing has been logged yet; what is printed are figures. */
    private static void logToFile() {
        if (System.getProperty(LOG) != null) {
            return;
        }
        try {
            Path file = Files.createTempFile("bulwark-bench-", ".log");
            file.toFile().deleteOnExit();
            System.setProperty(LOG, file.toString());
            System.setProperty("logback.configurationFile", "logback-file.xml");
        } catch (IOException e) {
            throw new UnmeasuredException("no file can be made for the log: " + e.getMessage(), e);
        }
    }
}
