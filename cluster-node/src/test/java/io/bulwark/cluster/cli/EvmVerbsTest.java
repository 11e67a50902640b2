package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.work.HashChainMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollup's block from the verb that makes it to the proof that is verified: for real, hence slow. */
@Tag("slow")
class EvmVerbsTest {
    private static final String EVM = Path.of("..", "guests", "evm.elf").toString();
    private static final int FIRST_BYTE_OF_THE_NEW_ROOT = 44;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HashChainMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private void succeeds(String... arguments) {
        assertThat(run(arguments)).as("%s %s", out, err).isEqualTo(ExitCode.OK);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void aBlockOfTwentyTransactionsIsProvedAndNoOtherRootIsTakenForIts() throws IOException {
        succeeds("evm-input", "--transactions", "20", "--out", path("block"));
        succeeds("run", EVM, "--input", path("block"), "--output", path("roots"));
        succeeds("prove", EVM, "--input", path("block"), "--out", path("proof"));
        succeeds("verify", path("proof"), "--elf", EVM, "--input", path("block"), "--output", path("roots"));
        assertThat(out.toString()).contains("VALID");
        assertThat(Files.size(Path.of(path("proof")))).isLessThan(300 << 10);

        byte[] roots = Files.readAllBytes(Path.of(path("roots")));
        roots[FIRST_BYTE_OF_THE_NEW_ROOT] ^= 1;
        Files.write(Path.of(path("others")), roots);
        assertThat(run("verify", path("proof"), "--elf", EVM, "--input", path("block"), "--output", path("others")))
                .isEqualTo(ExitCode.NO);
        assertThat(out.toString()).contains("REFUSED");
    }
}
