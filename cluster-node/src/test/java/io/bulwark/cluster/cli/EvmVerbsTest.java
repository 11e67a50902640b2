package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

    private final Console console = new Console();

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void aBlockOfTwentyTransactionsIsProvedAndNoOtherRootIsTakenForIts() throws IOException {
        console.succeeds("evm-input", "--transactions", "20", "--out", path("block"));
        console.succeeds("run", EVM, "--input", path("block"), "--output", path("roots"));
        console.succeeds("prove", EVM, "--input", path("block"), "--out", path("proof"));
        console.succeeds("verify", path("proof"), "--elf", EVM, "--input", path("block"), "--output", path("roots"));
        assertThat(console.out()).contains("VALID");
        assertThat(Files.size(Path.of(path("proof")))).isLessThan(300 << 10);

        byte[] roots = Files.readAllBytes(Path.of(path("roots")));
        roots[FIRST_BYTE_OF_THE_NEW_ROOT] ^= 1;
        Files.write(Path.of(path("others")), roots);
        console.refusesProof(
                "verify", path("proof"), "--elf", EVM, "--input", path("block"), "--output", path("others"));
    }
}
