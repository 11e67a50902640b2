package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.doctor.ThisMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewVerbTest {
    private static final Path RUST_KIT = Path.of("..", "guests", "rust", "kit");

    @TempDir
    private Path directory;

    private final Console console = new Console();

    @Test
    void makesAProjectWithTheLibraryInIt() throws IOException {
        Path project = directory.resolve("my-guest");
        assertThat(console.run("new", project.toString())).as(console.err()).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("a guest in C", "make -C " + project + " run");
        assertThat(project.resolve("src/main.c")).content().contains("my-guest: counts", "int main(void)");
        assertThat(project.resolve("Makefile")).content().contains("my-guest.elf", "BULWARK ?= bulwark\n");
        assertThat(project.resolve(".gitignore")).exists();
        assertThat(project.resolve("kit/bulwark.h"))
                .hasSameTextualContentAs(Path.of("..", "guests", "kit", "bulwark.h"));
        try (var files = Files.walk(project)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().contains("/kit/")))
                    .allSatisfy(file -> assertThat(file).content().doesNotContain("@NAME@", "@BULWARK@"));
        }
    }

    @Test
    void aProjectInRustHasTheKitOrIsRefusedByWhatIsMissing() throws IOException {
        Path project = directory.resolve("crab");
        int code = console.run("new", project.toString(), "--lang", "rust");
        if (Files.isDirectory(RUST_KIT)) {
            assertThat(code).as(console.err()).isEqualTo(ExitCode.OK);
            assertThat(console.out()).contains("a guest in Rust");
            assertThat(project.resolve("Cargo.toml")).content().contains("name = \"crab\"");
            assertThat(project.resolve("src/main.rs")).content().contains("crab: counts");
            assertThat(project.resolve("kit/Cargo.toml")).hasSameTextualContentAs(RUST_KIT.resolve("Cargo.toml"));
            assertThat(project.resolve("guest.ld")).exists();
        } else {
            assertThat(code).isEqualTo(ExitCode.USAGE);
            assertThat(console.err()).contains("the guest library in Rust is not whole", "rust/kit is not there");
            assertThat(project).doesNotExist();
        }
    }

    @Test
    @Tag("slow")
    void theProjectInRustBuildsAndRunsTheSameHereAndUnderQemu() throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(RUST_KIT), "there is no guest library in Rust here");
        Assumptions.assumeTrue(
                new ThisMachine().hasProgram("cargo") && new ThisMachine().hasRustSource(),
                "cargo, Debian's rustc-web and rust-web-src are not all here");
        Shell.assumeQemu();
        Shell shell = Shell.in(directory);
        assertThat(shell.run("./bulwark new crab --lang rust").exitCode()).isZero();
        Shell.Ended ended = shell.run("make -C crab compare");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("the same output here and under qemu-riscv32");
        assertThat(directory.resolve("crab/output")).content().startsWith("2 lines, 27 words\n");
    }

    @Test
    void touchesNothingThatIsThere() throws IOException {
        Path taken = Files.createDirectory(directory.resolve("taken"));
        Path file = Files.writeString(taken.resolve("file"), "mine");
        console.refuses("taken is there already, and is not empty", "new", taken.toString());
        console.refuses("is there already, and is a file", "new", file.toString());
        console.refuses("cannot be written", "new", file.resolve("below").toString());
        assertThat(taken).isDirectoryContaining(each -> each.equals(file));
        assertThat(file).hasContent("mine");
        assertThat(console.run(
                        "new", Files.createDirectory(directory.resolve("empty")).toString()))
                .isEqualTo(ExitCode.OK);
    }

    @Test
    void saysPlainlyWhatAGuestMayBeCalled() {
        console.refuses("named as a guest", "new", directory.resolve("1st").toString());
        console.refuses(
                "got 'with space'", "new", directory.resolve("with space").toString());
        console.refuses("named as a guest", "new", "/");
        console.refuses("--lang", "new", directory.resolve("guest").toString(), "--lang", "cobol");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void theProjectBuildsAndRunsTheSameHereAndUnderQemu() throws IOException {
        Shell.assumeToolchain();
        Shell.assumeQemu();
        Shell shell = Shell.in(directory);
        Path project = made(shell);
        assertThat(shell.run("make -C hello compare")).satisfies(ended -> {
            assertThat(ended.exitCode()).as(ended.output()).isZero();
            assertThat(ended.output()).contains("the same output here and under qemu-riscv32");
            assertThat(ended.output()).doesNotContain("warning:");
        });
        byte[] text = Files.readAllBytes(project.resolve("input.txt"));
        assertThat(project.resolve("output")).hasContent("2 lines, 27 words\n" + sha256(text) + "\n");
    }

    @Test
    void aTrapInTheProjectNamesFunctionFileAndLine() throws IOException {
        Shell.assumeToolchain();
        Shell shell = Shell.in(directory);
        Path project = made(shell);
        Path main = project.resolve("src/main.c");
        String source = Files.readString(main);
        String before = source.substring(0, source.indexOf("    write_number(lines);"));
        Files.writeString(main, source.replace("    write_number(lines);", "    __builtin_trap();"));
        Shell.Ended ended = shell.run("make -C hello");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        String input = project.resolve("input.txt").toString();
        console.refuses(
                "ILLEGAL_INSTRUCTION", "run", project.resolve("hello.elf").toString(), "--input", input);
        assertThat(console.err())
                .contains("(main+0x", "src/main.c:" + (before.lines().count() + 1))
                .contains("ra is behind the call at main+0x", "sp bfff");
    }

    @Test
    @Tag("slow")
    void theProjectProvesAndVerifies() throws IOException {
        Shell.assumeToolchain();
        Shell shell = Shell.in(directory);
        made(shell);
        Shell.Ended ended = shell.run("make -C hello prove verify");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
        assertThat(ended.output()).contains("VALID: a run of program");
        Files.writeString(directory.resolve("other.txt"), "another text\n", StandardCharsets.UTF_8);
        assertThat(shell.run("make -C hello verify INPUT=../other.txt").output())
                .contains("REFUSED");
    }

    /** A project whose Makefile calls this build's classes. */
    private Path made(Shell shell) throws IOException {
        Path project = directory.resolve("hello");
        assertThat(console.run("new", project.toString())).as(console.err()).isEqualTo(ExitCode.OK);
        Path makefile = project.resolve("Makefile");
        String text = Files.readString(makefile);
        Files.writeString(makefile, text.replace("BULWARK ?= bulwark\n", "BULWARK ?= " + shell.launcher() + "\n"));
        return project;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
