package io.bulwark.riscv;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs a guest under qemu-riscv32, the independent machine that ours is held against. */
final class Qemu {
    private static final long TIMEOUT_SECONDS = 120;
    private static final Optional<Path> BINARY = Arrays.stream(
                    System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(directory -> Path.of(directory, "qemu-riscv32"))
            .filter(Files::isExecutable)
            .findFirst();

    private final int exitCode;
    private final byte[] output;

    private Qemu(int exitCode, byte[] output) {
        this.exitCode = exitCode;
        this.output = output;
    }

    /** Skips the test, with a word, on a machine without qemu-riscv32. */
    static void assumePresent() {
        Assumptions.assumeTrue(
                BINARY.isPresent(), "qemu-riscv32 is not on PATH (Debian: qemu-user): nothing to compare with");
    }

    /** Runs a file with an input. */
    static Qemu run(Path elf, byte[] input) {
        try {
            Path in = Files.createTempFile("bulwark-guest", ".in");
            Path out = Files.createTempFile("bulwark-guest", ".out");
            try {
                Files.write(in, input);
                Process process = new ProcessBuilder(BINARY.orElseThrow().toString(), elf.toString())
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new IllegalStateException("qemu did not end in " + TIMEOUT_SECONDS + " s");
                }
                return new Qemu(process.exitValue(), Files.readAllBytes(out));
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs the bytes of a file without input. */
    static Qemu run(byte[] elf) {
        try {
            Path file = Files.createTempFile("bulwark-guest", ".elf");
            try {
                Files.write(file, elf);
                if (!file.toFile().setExecutable(true)) {
                    throw new IllegalStateException("cannot make " + file + " executable");
                }
                return run(file, new byte[0]);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int exitCode() {
        return exitCode;
    }

    byte[] output() {
        return output;
    }
}
