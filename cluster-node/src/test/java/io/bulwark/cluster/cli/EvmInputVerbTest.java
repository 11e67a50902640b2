package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.work.HashChainMain;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvmInputVerbTest {
    private static final String EVM = Path.of("..", "guests", "evm.elf").toString();

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String tests;

    @BeforeEach
    void testsAreThere() throws IOException {
        Path file = directory.resolve("tests.json");
        try (InputStream in = EvmInputVerbTest.class.getResourceAsStream("/evm/ethereum-transactions.json")) {
            Files.copy(in, file);
        }
        tests = file.toString();
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return HashChainMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void aStateTestBecomesABlockThatLeadsToTheRootThatItSays() throws IOException {
        assertThat(run("evm-input", "--state-test", tests, "--case", "stNonZeroCallsTest/", "--out", path("block")))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("state root at the end: ");
        String root = out.toString().replaceAll("(?s).*state root at the end: ([0-9a-f]{64}).*", "$1");

        assertThat(run("run", EVM, "--input", path("block"), "--output", path("roots")))
                .as(err.toString())
                .isEqualTo(ExitCode.OK);
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(Path.of(path("roots")))))
                .contains(root);
    }

    @Test
    void theSameSeedIsTheSameBlockAndAnotherIsAnother() throws IOException {
        for (String[] each : new String[][] {{"one", "7"}, {"same", "7"}, {"other", "8"}}) {
            run("evm-input", "--transactions", "3", "--people", "10", "--seed", each[1], "--out", path(each[0]));
        }
        assertThat(Path.of(path("same"))).hasSameBinaryContentAs(Path.of(path("one")));
        assertThat(Files.mismatch(Path.of(path("other")), Path.of(path("one")))).isNotNegative();
    }

    @Test
    void whatCannotBeMadeIsSaid() throws IOException {
        assertThat(run("evm-input", "--state-test", tests, "--case", "no such", "--out", path("block")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("has no case of Shanghai or Cancun that begins with 'no such'");
        assertThat(run("evm-input", "--state-test", path("nowhere"), "--out", path("block")))
                .isNotEqualTo(ExitCode.OK);
        Files.writeString(Path.of(path("empty")), "no tests");
        assertThat(run("evm-input", "--state-test", path("empty"), "--out", path("block")))
                .isNotEqualTo(ExitCode.OK);
        assertThat(err.toString()).contains("expected JSON");
        assertThat(run("evm-input", "--transactions", "0", "--out", path("block")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains("expected 1 to 400 transactions");
        assertThat(Path.of(path("block"))).doesNotExist();
    }
}
