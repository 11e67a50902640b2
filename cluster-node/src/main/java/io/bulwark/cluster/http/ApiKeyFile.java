package io.bulwark.cluster.http;

import io.bulwark.protocol.MalformedMessageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A file of API keys: a line of JSON for each; empty lines, and those that begin with #, are for the eye. */
public final class ApiKeyFile {
    private static final int MOST = 10_000;

    private ApiKeyFile() {}

    /**
     * Reads all keys.
     *
     * @throws IllegalArgumentException if a line is not of its form; the message has its number
     * @throws UncheckedIOException if the file cannot be read
     */
    public static List<ApiKey> read(Path file) {
        List<ApiKey> keys = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            try {
                keys.add(ApiKey.parse(line));
            } catch (IllegalArgumentException | ArithmeticException | MalformedMessageException e) {
                throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
            }
            if (!ids.add(keys.getLast().id()) || keys.size() > MOST) {
                throw new IllegalArgumentException(
                        file + ", line " + (i + 1) + ": expected at most " + MOST + " keys of different ids");
            }
        }
        return keys;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Writes the keys in place of what was there, all or nothing; nobody else may read the file. */
    public static void write(Path file, List<ApiKey> keys) {
        Path whole = file.toAbsolutePath();
        try {
            Path part = Files.createTempFile(
                    whole.getParent(),
                    ".keys-",
                    "",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(part, keys.stream().map(ApiKey::line).toList());
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
