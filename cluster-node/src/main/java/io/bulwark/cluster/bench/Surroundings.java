package io.bulwark.cluster.bench;

import io.bulwark.field.Kernels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a figure depends on beside the code: machine, vectors, JVM, and what else the machine was doing. */
final class Surroundings {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Surroundings() {}

    /**
     * The head of a report.
     *
     * @param command what was called
     */
    static Map<String, Object> now(String command) {
        Runtime runtime = Runtime.getRuntime();
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("command", command);
        head.put(
                "date",
                Instant.now(Clock.systemUTC()).truncatedTo(ChronoUnit.MINUTES).toString());
        head.put("CPU", cpu());
        head.put("cores", runtime.availableProcessors());
        head.put("vectors", Kernels.best().bits() + " bits");
        head.put("JVM", System.getProperty("java.vm.name") + " " + Runtime.version());
        head.put(
                "JVM options",
                String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
        head.put("heap limit", "%,d MB".formatted(runtime.maxMemory() >> 20));
        // Of the last minute; the bench itself keeps one core busy, or as many as it has threads.
        head.put("load before", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        return head;
    }

    /** The model where the system tells it, else the architecture. */
    private static String cpu() {
        String architecture = System.getProperty("os.arch");
        if (!Files.isReadable(CPU_INFO)) {
            return architecture;
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(architecture);
        } catch (IOException e) {
            return architecture;
        }
    }
}
