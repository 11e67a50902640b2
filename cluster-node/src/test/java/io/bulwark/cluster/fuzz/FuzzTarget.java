package io.bulwark.cluster.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One decoder, {@code -Dbulwark.fuzz}, as a coverage-guided fuzzer calls it (docs/fuzzing.md says how). As a program it writes the decoder's seeds to a directory, for
 * such a fuzzer to begin with.
 */
public final class FuzzTarget {
    private static final Decoder DECODER = Decoders.all().stream()
            .filter(decoder -> decoder.name().equals(System.getProperty("bulwark.fuzz")))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("expected -Dbulwark.fuzz to be one of "
                    + Decoders.all().stream().map(Decoder::name).toList()));

    private FuzzTarget() {}

    /** Called for every input. */
    public static void fuzzerTestOneInput(byte[] bytes) throws Exception {
        try {
            DECODER.reading().read(bytes);
        } catch (Exception e) {
            if (!DECODER.refusesBy(e)) {
                throw e;
            }
        }
    }

    /**
     * Writes the seeds.
     *
     * @param arguments the directory
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        List<byte[]> seeds = DECODER.seeds();
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(directory.resolve("seed-" + i), seeds.get(i));
        }
    }
}
