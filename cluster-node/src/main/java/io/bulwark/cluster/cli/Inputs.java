package io.bulwark.cluster.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at the files that a user names, before any work is done on them. */
final class Inputs {
    private Inputs() {}

    /**
     * The length of a file that can be read.
     *
     * @throws UsageException if it is not there, is no file, cannot be read or is empty
     */
    static long sizeOfReadable(Path file) {
        if (!Files.exists(file)) {
            throw new UsageException(file + " is not there");
        }
        if (!Files.isRegularFile(file)) {
            throw new UsageException(file + " is not a regular file");
        }
        if (!Files.isReadable(file)) {
            throw new UsageException(file + " cannot be read: permission denied");
        }
        try {
            long size = Files.size(file);
            if (size == 0) {
                throw new UsageException(file + " is empty: there is nothing to prove");
            }
            return size;
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
