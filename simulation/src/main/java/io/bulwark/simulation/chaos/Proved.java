package io.bulwark.simulation.chaos;

import io.bulwark.protocol.JobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What all processes together say that they have proved of a job.
 *
 * @param times how often each segment was proved
 */
record Proved(Map<String, Integer> times) {
    private static final String SEGMENT = "interval ";

    Proved {
        times = Map.copyOf(times);
    }

    /** Reads the notes of {@link LightWork} in all directories in this one. */
    static Proved of(JobId job, Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> notes = files.map(each -> each.resolve(LightWork.PROVED))
                    .filter(Files::exists)
                    .toList();
            Map<String, Integer> times = new HashMap<>();
            for (Path note : notes) {
                count(job, Files.readAllLines(note), times);
            }
            return new Proved(times);
        } catch (IOException e) {
            throw new UncheckedIOException("what was proved cannot be read: " + e.getMessage(), e);
        }
    }

    static void count(JobId job, List<String> lines, Map<String, Integer> times) {
        String ours = job + " " + SEGMENT;
        lines.stream().filter(line -> line.startsWith(ours)).forEach(line -> times.merge(line, 1, Integer::sum));
    }

    /** Segments that have been proved, however often. */
    int segments() {
        return times.size();
    }

    /** Proofs of segments that had been proved before. */
    int repeated() {
        return times.values().stream().mapToInt(n -> n - 1).sum();
    }
}
