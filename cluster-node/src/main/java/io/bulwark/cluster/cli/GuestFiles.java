package io.bulwark.cluster.cli;

import io.bulwark.riscv.Input;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.ProgramException;
import io.bulwark.riscv.segment.OutputDigest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.UUID;

/** Programs, inputs and outputs as files. */
final class GuestFiles {
    private GuestFiles() {}

    /**
     * The program in a file.
     *
     * @throws UsageException if the file cannot be read or is no program of this machine
     */
    static Program program(Path elf) {
        Inputs.sizeOfReadable(elf);
        try {
            return Program.load(bytes(elf));
        } catch (ProgramException e) {
            throw new UsageException(elf + " is no program for this machine: " + e.getMessage(), e);
        }
    }

    /**
     * The input in a file, or none at all.
     *
     * @throws UsageException if the file cannot be read or is too long
     */
    static Input input(Optional<Path> file) {
        if (file.isEmpty()) {
            return Input.none();
        }
        if (!Files.exists(file.get())) {
            throw new UsageException(file.get() + " is not there");
        }
        try {
            if (Files.size(file.get()) >= Input.LIMIT) {
                throw new UsageException(file.get() + " is too long: an input has fewer than 2^30 bytes");
            }
            return Input.of(bytes(file.get()));
        } catch (IOException e) {
            throw new UsageException(file.get() + " cannot be read: " + e.getMessage(), e);
        }
    }

    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** SHA-256 of a program's output, as the guests' library hashes it. */
    static OutputDigest digestOf(byte[] output) {
        try {
            return OutputDigest.of(MessageDigest.getInstance("SHA-256").digest(output));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Writes to a stream. */
    @FunctionalInterface
    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /**
     * The directory that a file will be in. Whoever works long for what is in the file asks before.
     *
     * @throws UsageException if there is none, or the file is one itself
     */
    static Path requireDirectory(Path file) {
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory) || Files.isDirectory(file)) {
            throw new UsageException(file + " cannot be written: there is no such directory, or it is one itself");
        }
        return directory;
    }

    /**
     * Writes a file under a temporary name beside it and moves it there when it is whole.
     *
     * @throws UsageException if it cannot be written
     */
    static void write(Path file, Writing writing) {
        Path directory = requireDirectory(file);
        Path whole = file.toAbsolutePath();
        Path part = null;
        try {
            // Not a temporary file of the JDK's, which nobody else may read.
            part = directory.resolve("." + whole.getFileName() + "-" + UUID.randomUUID() + ".part");
            try (OutputStream out =
                    Files.newOutputStream(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                BufferedOutputStream buffered = new BufferedOutputStream(out, 1 << 16);
                writing.to(buffered);
                buffered.flush();
            }
            move(part, whole);
        } catch (IOException e) {
            throw new UsageException(file + " cannot be written: " + e.getMessage(), e);
        } finally {
            remove(part);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void remove(Path part) {
        try {
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            // A file that cannot be deleted changes nothing about what is asked.
            part.toFile().deleteOnExit();
        }
    }
}
