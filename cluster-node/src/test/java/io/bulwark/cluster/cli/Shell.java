package io.bulwark.cluster.cli;

import io.bulwark.cluster.doctor.ThisMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Commands as a user types them, where the launcher is a script that runs this build's classes. */
final class Shell {
    private static final int TIMEOUT_SECONDS = 600;

    /** What a command came to. */
    record Ended(int exitCode, String output) {}

    private final Path directory;
    private final Path launcher;

    private Shell(Path directory, Path launcher) {
        this.directory = directory;
        this.launcher = launcher;
    }

    /** A shell in a directory, in which {@code ./bulwark} is the launcher. */
    static Shell in(Path directory) throws IOException {
        Path guests = Path.of("").toAbsolutePath().getParent().resolve("guests");
        Path launcher = directory.resolve("bulwark");
        List<String> lines = List.of(
                "#!/bin/sh",
                "exec \"%s\" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/sun.nio.ch=ALL-UNNAMED -XX:+UseParallelGC -Xmx3g \\"
                        .formatted(Path.of(System.getProperty("java.home"), "bin", "java")),
                "  -Dbulwark.guests=\"%s\" -Dbulwark.launcher=\"%s\" -cp \"%s\" %s \"$@\""
                        .formatted(guests, launcher, System.getProperty("java.class.path"), Bulwark.class.getName()));
        Files.write(launcher, lines);
        if (!launcher.toFile().setExecutable(true)) {
            throw new IOException(launcher + " cannot be made executable");
        }
        return new Shell(directory, launcher);
    }

    Path launcher() {
        return launcher;
    }

    /** Runs a line; output and errors come together. */
    Ended run(String line) {
        try {
            Path log = Files.createTempFile(directory, ".shell-", ".log");
            ProcessBuilder builder = new ProcessBuilder("sh", "-c", line)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8"));
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException(line + " did not end in " + TIMEOUT_SECONDS + " s");
            }
            String output = Files.readString(log, StandardCharsets.UTF_8);
            Files.delete(log);
            return new Ended(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Skips the test, with a word, where the C toolchain is not at hand. */
    static void assumeToolchain() {
        ThisMachine here = new ThisMachine();
        boolean there = here.hasProgram("make") && here.hasProgram("riscv64-unknown-elf-gcc") && here.hasPicolibc();
        Assumptions.assumeTrue(
                there,
                "make, riscv64-unknown-elf-gcc and picolibc are not all here"
                        + " (Debian: make gcc-riscv64-unknown-elf picolibc-riscv64-unknown-elf)");
    }

    /** Skips the test, with a word, where qemu is not at hand. */
    static void assumeQemu() {
        Assumptions.assumeTrue(
                new ThisMachine().hasProgram("qemu-riscv32"),
                "qemu-riscv32 is not on PATH (Debian: qemu-user): nothing to compare with");
    }
}
