package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
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

    private final Console console = new Console();
    private String tests;

    @BeforeEach
    void testsAreThere() throws IOException {
        Path file = directory.resolve("tests.json");
        try (InputStream in = EvmInputVerbTest.class.getResourceAsStream("/evm/ethereum-transactions.json")) {
            Files.copy(in, file);
        }
        tests = file.toString();
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    @Test
    void aStateTestBecomesABlockThatLeadsToTheRootThatItSays() throws IOException {
        console.succeeds("evm-input", "--state-test", tests, "--case", "stNonZeroCallsTest/", "--out", path("block"));
        assertThat(console.out()).contains("state root at the end: ");
        String root = console.out().replaceAll("(?s).*state root at the end: ([0-9a-f]{64}).*", "$1");

        console.succeeds("run", EVM, "--input", path("block"), "--output", path("roots"));
        assertThat(HexFormat.of().formatHex(Files.readAllBytes(Path.of(path("roots")))))
                .contains(root);
    }

    @Test
    void theSameSeedIsTheSameBlockAndAnotherIsAnother() throws IOException {
        for (String[] each : new String[][] {{"one", "7"}, {"same", "7"}, {"other", "8"}}) {
            console.run(
                    "evm-input", "--transactions", "3", "--people", "10", "--seed", each[1], "--out", path(each[0]));
        }
        assertThat(Path.of(path("same"))).hasSameBinaryContentAs(Path.of(path("one")));
        assertThat(Files.mismatch(Path.of(path("other")), Path.of(path("one")))).isNotNegative();
    }

    @Test
    void whatCannotBeMadeIsSaid() throws IOException {
        console.refuses(
                "has no case of Shanghai or Cancun that begins with 'no such'",
                "evm-input",
                "--state-test",
                tests,
                "--case",
                "no such",
                "--out",
                path("block"));
        assertThat(console.run("evm-input", "--state-test", path("nowhere"), "--out", path("block")))
                .isNotEqualTo(ExitCode.OK);
        Files.writeString(Path.of(path("empty")), "no tests");
        assertThat(console.run("evm-input", "--state-test", path("empty"), "--out", path("block")))
                .isNotEqualTo(ExitCode.OK);
        assertThat(console.err()).contains("expected JSON");
        console.refuses("expected 1 to 400 transactions", "evm-input", "--transactions", "0", "--out", path("block"));
        assertThat(Path.of(path("block"))).doesNotExist();
    }
}
