package io.bulwark.riscv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Builds guests with the toolchain, where it is at hand; else the test is skipped, with a word. */
public final class BuiltGuest {
    public static final Path GUESTS = Path.of("").toAbsolutePath().getParent().resolve("guests");

    private BuiltGuest() {}

    /**
     * The ELF file of a program in C with the kit.
     *
     * @param directory where to put it
     * @param source absolute, or relative to the guests
     * @param options the compiler's, apart by spaces
     */
    public static Path of(Path directory, Path source, String options) throws IOException, InterruptedException {
        Path elf = directory.resolve("built.elf");
        List<String> command = new ArrayList<>(List.of("riscv64-unknown-elf-gcc", "-march=rv32im", "-mabi=ilp32"));
        command.addAll(List.of("--specs=picolibc.specs", "-nostartfiles", "-static", "-Tkit/guest.ld", "-Ikit"));
        command.addAll(List.of("-ffile-prefix-map=" + GUESTS + "=.", "-Wl,--gc-sections", "-ffunction-sections"));
        command.addAll(List.of("-fno-tree-loop-distribute-patterns", "-Wl,--no-warn-rwx-segments"));
        command.addAll(List.of(options.split(" ", -1)));
        command.addAll(List.of("-o", elf.toString(), source.toString(), "kit/start.S", "kit/io.c"));
        command.addAll(List.of("kit/sha256.c", "kit/memory.c"));
        try {
            Path log = directory.resolve("gcc.log");
            if (run(command, log) != 0) {
                throw new IllegalStateException(Files.readString(log));
            }
        } catch (IOException e) {
            Assumptions.abort("riscv64-unknown-elf-gcc is not here: nothing to build with");
        }
        return elf;
    }

    /** The exit code of a command that runs among the guests. */
    static int run(List<String> command, Path log) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .directory(GUESTS.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();
    }
}
