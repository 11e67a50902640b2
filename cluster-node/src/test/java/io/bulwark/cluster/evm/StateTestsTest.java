package io.bulwark.cluster.evm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.cluster.evm.StateVerdict.LeftOut;
import io.bulwark.cluster.evm.StateVerdict.Right;
import io.bulwark.cluster.evm.StateVerdict.Wrong;
import io.bulwark.riscv.Executor;
import io.bulwark.riscv.Input;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Observer;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.RunResult;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * State tests of our own, in the form of Ethereum's: states and transactions by {@code guests/rust/evm/reference}, roots and hashes of logs by Ethereum's executable
 * specification, which shares nothing with the guest.
 */
class StateTestsTest {
    private static final Path ELF = Path.of("").toAbsolutePath().getParent().resolve("guests/evm.elf");
    private static final int CASES = 807;

    private static final int CASES_OF_ETHEREUM = 36;
    /** Every so many cases are run in the ordinary tests, and fewer under qemu. */
    private static final int STEP = 12;

    private static final int STEP_UNDER_QEMU = 40;
    private static final long TIMEOUT_SECONDS = 120;

    /** Exit codes of what no block may have, by the beginning of the test's name. */
    private static final Map<String, Integer> CODES = Map.ofEntries(
            Map.entry("refusals/signature-high-s", 15),
            Map.entry("refusals/signature-s-", 15),
            Map.entry("refusals/signature-r-", 15),
            Map.entry("refusals/signature-infinity", 15),
            Map.entry("refusals/other-chain", 16),
            Map.entry("refusals/nonce", 17),
            Map.entry("refusals/balance", 18),
            Map.entry("refusals/intrinsic-gas", 19),
            Map.entry("refusals/fee-below-base-fee", 19),
            Map.entry("refusals/max-fee-below-base-fee", 19),
            Map.entry("refusals/tip-above-max-fee", 19),
            Map.entry("refusals/gas-above-the-block", 19),
            Map.entry("refusals/init-code-too-long", 20),
            Map.entry("refusals/sender-with-code", 20),
            Map.entry("left-out/point-evaluation", 21));

    @TempDir
    private Path directory;

    private static List<StateTest> tests() throws IOException {
        return read("state-tests.json", CASES);
    }

    private static List<StateTest> read(String name, int cases) throws IOException {
        try (InputStream in = StateTestsTest.class.getResourceAsStream("/evm/" + name)) {
            StateTestFile file = StateTestFile.of(in.readAllBytes());
            assertThat(file.skipped()).isEmpty();
            assertThat(file.tests()).hasSize(cases);
            return file.tests();
        }
    }

    private static StateRun run(StateTest test) throws IOException {
        Program program = Program.load(Files.readAllBytes(ELF));
        RunResult result = Executor.run(program, Input.of(test.input()), Limits.standard(), Observer.none());
        return StateRun.of(result.exitCode(), result.output(), result.log());
    }

    private static void hold(List<StateTest> tests) throws IOException {
        for (StateTest test : tests) {
            StateVerdict verdict = run(test).against(test);
            if (test.name().startsWith("left-out/")) {
                assertThat(verdict).as(test.name()).isInstanceOf(LeftOut.class);
            } else {
                assertThat(verdict).as(test.name()).isEqualTo(new Right());
            }
        }
    }

    private static List<StateTest> every(int step) throws IOException {
        List<StateTest> tests = tests();
        return IntStream.range(0, (tests.size() + step - 1) / step)
                .mapToObj(i -> tests.get(step * i))
                .toList();
    }

    @Test
    void someCasesHaveTheRootAndTheLogsOfTheSpecification() throws IOException {
        hold(every(STEP));
    }

    @Test
    @Tag("slow")
    void allCasesHaveTheRootAndTheLogsOfTheSpecification() throws IOException {
        hold(tests());
    }

    /** Those of Ethereum's own that hold no code, as {@code guests/rust/evm/reference/ethereum.py} writes them; each names the file that it is taken from. */
    @Test
    void thoseOfEthereumsOwnThatHoldNoCodeEndAsTheySay() throws IOException, InterruptedException {
        List<StateTest> taken = read("ethereum-transactions.json", CASES_OF_ETHEREUM);
        for (StateTest test : taken) {
            assertThat(run(test).against(test)).as(test.name()).isEqualTo(new Right());
        }
        sameUnderQemu(taken.subList(0, CASES_OF_ETHEREUM / 4));
    }

    /** Which of Ethereum's own are chosen, with their SHA-256; the files are where BULWARK_ETHEREUM_TESTS says, a copy of the repository ethereum/tests. */
    @Test
    @Tag("slow")
    void theChosenOfEthereumsOwnTestsEndAsTheySay() throws IOException, NoSuchAlgorithmException {
        Optional<Path> folder =
                Optional.ofNullable(System.getenv("BULWARK_ETHEREUM_TESTS")).map(Path::of);
        Assumptions.assumeTrue(folder.isPresent(), "BULWARK_ETHEREUM_TESTS does not say where Ethereum's tests are");
        List<String> chosen;
        try (InputStream in = StateTestsTest.class.getResourceAsStream("/evm/ethereum-tests.sha256")) {
            chosen = new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
        }
        for (String line : chosen) {
            String[] parts = line.split("  ", -1);
            byte[] file = Files.readAllBytes(folder.orElseThrow().resolve(parts[1]));
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
            assertThat(HexFormat.of().formatHex(digest)).as(parts[1]).isEqualTo(parts[0]);
            for (StateTest test : StateTestFile.of(file).tests()) {
                assertThat(run(test).against(test))
                        .as("%s: %s", parts[1], test.name())
                        .isNotInstanceOf(Wrong.class);
            }
        }
    }

    @Test
    void someCasesEndTheSameUnderQemu() throws IOException, InterruptedException {
        sameUnderQemu(every(STEP_UNDER_QEMU));
    }

    @Test
    @Tag("slow")
    void allCasesEndTheSameUnderQemu() throws IOException, InterruptedException {
        sameUnderQemu(tests());
    }

    private void sameUnderQemu(List<StateTest> tests) throws IOException, InterruptedException {
        Optional<Path> qemu = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "qemu-riscv32"))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(qemu.isPresent(), "qemu-riscv32 is not on PATH (Debian: qemu-user)");
        for (StateTest test : tests) {
            Path input = Files.write(directory.resolve("input"), test.input());
            Process process = new ProcessBuilder(qemu.orElseThrow().toString(), ELF.toString())
                    .redirectInput(input.toFile())
                    .redirectOutput(directory.resolve("output").toFile())
                    .redirectError(directory.resolve("log").toFile())
                    .start();
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            StateRun theirs = StateRun.of(
                    process.exitValue(),
                    Files.readAllBytes(directory.resolve("output")),
                    Files.readAllBytes(directory.resolve("log")));
            assertThat(theirs).as(test.name()).isEqualTo(run(test));
        }
    }

    @Test
    void whatNoBlockMayHaveIsRefusedWithItsOwnCode() throws IOException {
        List<StateTest> refused = tests().stream()
                .filter(test -> test.name().contains("/Cancun/"))
                .filter(test -> CODES.keySet().stream().anyMatch(test.name()::startsWith))
                .toList();
        assertThat(refused).hasSizeGreaterThan(30);
        for (StateTest test : refused) {
            String kind = CODES.keySet().stream()
                    .filter(test.name()::startsWith)
                    .findFirst()
                    .orElseThrow();
            assertThat(run(test)).as(test.name()).isEqualTo(new StateRun(CODES.get(kind), "", ""));
        }
    }

    @Test
    void anotherRootOtherLogsOrAnotherEndIsWrong() throws IOException {
        StateTest test = tests().stream()
                .filter(each -> each.name().startsWith("logs/2/"))
                .findFirst()
                .orElseThrow();
        StateRun run = run(test);
        assertThat(run.against(test)).isEqualTo(new Right());
        String other = "00".repeat(32);
        assertThat(new StateRun(0, other, run.logs()).against(test)).isInstanceOf(Wrong.class);
        assertThat(new StateRun(0, run.root(), other).against(test)).isInstanceOf(Wrong.class);
        assertThat(new StateRun(0, "", "").against(test)).isInstanceOf(Wrong.class);
        assertThat(new StateRun(17, "", "").against(test)).isInstanceOf(Wrong.class);
        assertThat(new StateRun(11, "", "").against(test)).isInstanceOf(Wrong.class);
        StateTest refused = tests().stream()
                .filter(each -> each.name().startsWith("refusals/nonce-low/"))
                .findFirst()
                .orElseThrow();
        assertThat(run.against(refused)).isInstanceOf(Wrong.class);
        assertThat(new StateRun(11, "", "").against(refused)).isInstanceOf(Wrong.class);
    }

    @Test
    void aFileOfAnotherFormIsRefusedAndCasesOfOtherForksAreCounted() {
        assertThatThrownBy(() -> StateTestFile.of("no JSON".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected JSON");
        assertThatThrownBy(() -> StateTestFile.of("{\"a\": {\"pre\": {}}}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected a state test with post");
        String berlin = "{\"a\": {\"pre\": {}, \"post\": {\"Berlin\": [{}, {}], \"Cancun\": [{}]}}}";
        assertThat(StateTestFile.of(berlin.getBytes(StandardCharsets.UTF_8)).skipped())
                .isEqualTo(Map.of("of a fork that the guest does not know", 2, "without the signed transaction", 1));
    }
}
