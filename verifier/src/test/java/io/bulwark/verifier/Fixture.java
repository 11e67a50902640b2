package io.bulwark.verifier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real run's final proof, its program's id, input and output; src/test/resources/README.md says by which commands they were made. */
final class Fixture {
    private static final Path DIRECTORY = Path.of("src", "test", "resources");

    private Fixture() {}

    static Path path(String name) {
        return DIRECTORY.resolve(name);
    }

    static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String programId() {
        try {
            return Files.readString(path("primes.id")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
