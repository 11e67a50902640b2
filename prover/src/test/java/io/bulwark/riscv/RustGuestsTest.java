package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guests in Rust are what their sources build, and their crates' own tests pass, where a Rust toolchain is at hand. */
@Tag("slow")
class RustGuestsTest {
    private static final Path RUST =
            Path.of("").toAbsolutePath().getParent().resolve("guests").resolve("rust");
    private static final long TIMEOUT_MINUTES = 40;

    @TempDir
    private Path directory;

    private record Run(int exitCode, String said) {}

    private Run run(String... command) {
        try {
            Path log = directory.resolve("log");
            Process process = new ProcessBuilder(command)
                    .directory(RUST.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new IllegalStateException("did not end in " + TIMEOUT_MINUTES + " minutes");
            }
            return new Run(process.exitValue(), Files.readString(log, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void committedGuestsAreWhatTheirSourcesBuild() {
        Run check = run("sh", "./check");
        Assumptions.assumeFalse(check.said().contains("nothing was rebuilt"), check.said());
        assertThat(check.exitCode()).as(check.said()).isZero();
        assertThat(check.said()).contains("rebuilt, and the same as committed");
    }

    @Test
    void theCratesOwnTestsPass() {
        Run cargo = run("sh", "-c", "command -v cargo >/dev/null || exit 200; exec cargo test --release");
        Assumptions.assumeTrue(cargo.exitCode() != 200, "cargo is not on PATH");
        assertThat(cargo.exitCode()).as(cargo.said()).isZero();
        assertThat(cargo.said()).contains("blocks_lead_to_the_headers_of_plain_execution_on_a_whole_state ... ok");
    }
}
