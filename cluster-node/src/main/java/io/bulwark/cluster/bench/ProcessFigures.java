package io.bulwark.cluster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What the system says of processes and of itself; empty where it says nothing, as on systems without /proc. */
final class ProcessFigures {
    private static final long KILO = 1024;
    private static final Path PROC = Path.of("/proc");
    private static final int LOOPBACK_SENT = 9;

    private ProcessFigures() {}

    /** Bytes of memory that a process has in RAM. */
    static OptionalLong resident(long pid) {
        return kilobytes(PROC.resolve(Long.toString(pid)).resolve("status"), "VmRSS:");
    }

    /** Bytes that processes could still be given without swapping. */
    static OptionalLong available() {
        return kilobytes(PROC.resolve("meminfo"), "MemAvailable:");
    }

    private static OptionalLong kilobytes(Path file, String name) {
        return number(file, name, 1).stream().map(n -> n * KILO).findFirst();
    }

    /** Bytes that have gone over this machine's loopback interface. */
    static OptionalLong loopback() {
        return number(PROC.resolve("net").resolve("dev"), "lo:", LOOPBACK_SENT);
    }

    /** The word of that place in the line that begins with this name, which is at place 0. */
    private static OptionalLong number(Path file, String name, int place) {
        if (!Files.isReadable(file)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(String::strip)
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.replace(":", ": ").split("\\s+"))
                    .filter(words -> words.length > place)
                    .mapToLong(words -> Long.parseLong(words[place]))
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Processor time that a process has used, in nanoseconds. */
    static OptionalLong processor(ProcessHandle process) {
        return process.info().totalCpuDuration().stream()
                .mapToLong(Duration::toNanos)
                .findFirst();
    }
}
