package io.bulwark.cluster.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs on PATH. */
final class SearchPath {
    private SearchPath() {}

    /** The first file of that name on PATH that can be executed. */
    static Optional<Path> find(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .flatMap(directory -> in(directory, program))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static Stream<Path> in(String directory, String program) {
        try {
            return Stream.of(Path.of(directory, program));
        } catch (InvalidPathException e) {
            return Stream.empty();
        }
    }
}
