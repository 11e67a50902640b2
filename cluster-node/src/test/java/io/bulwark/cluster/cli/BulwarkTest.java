package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.air.MachineJson;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.HashChainMain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class BulwarkTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "node",
                "verify",
                "security",
                "export-machine",
                "submit",
                "jobs",
                "job",
                "watch",
                "cancel",
                "proof",
                "receipts",
                "nodes",
                "drain",
                "evidence",
                "api-key",
                "evm-input"
            })
    void everyVerbHelpsWithAnExample(String verb) {
        assertThat(run(verb, "--help")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Usage: bulwark " + verb, "Example");
    }

    @Test
    void saysPlainlyWhatIsWrongWithAnInput() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty"));
        Path missing = directory.resolve("missing");

        refuses("is not there", "demo", missing.toString());
        refuses("is empty", "demo", empty.toString());
        refuses("not a regular file", "demo", directory.toString());
        String proof =
                Files.write(directory.resolve("some-proof"), new byte[100]).toString();
        refuses("is empty", "verify", proof, "--input", empty.toString());
        refuses("missing is not there", "verify", proof, "--input", missing.toString());
        refuses("missing is not there", "verify", missing.toString(), "--input", proof);
        refuses("is not a regular file", "verify", directory.toString(), "--input", proof);
        refuses(
                "no directory that can be written",
                "demo",
                "--out",
                missing.resolve("proof").toString());
        refuses("at least 3, got 2", "demo", "--kill", "--nodes", "2");
        refuses("1 to 64 nodes", "demo", "--nodes", "0");
        refuses("no machine called abacus", "export-machine", "abacus");
        refuses("1/3", "security", "--rate", "3");
        refuses("settings file", "node", "--config", missing.toString());
        refuses("member as host:port", "node", "--join", "nowhere");
        refuses("node name", "node", "--name", "No Name");
        refuses("a price of 0 or more", "demo", "--work", "evm", "--core-hour", "-1");
        refuses("1 to 400 transactions", "evm-input", "--transactions", "401", "--out", missing.toString());
        refuses("Unknown option", "demo", "--no-such-option");
        refuses("there is no verb 'no-such-verb'", "no-such-verb");
    }

    @Test
    void saysPlainlyThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            refuses(
                    "cannot be used: another process has the port",
                    "node",
                    "--port",
                    port,
                    "--data",
                    directory.toString());
            String input = Files.writeString(directory.resolve("input"), "any").toString();
            refuses("port " + port + " is taken by another process", "demo", input, "--nodes", "1", "--port", port);
            refuses("expected one of the workloads [hash-chain], got riscv", "demo", "--nodes", "1");
        }
    }

    @Test
    void refusesAFileThatIsNoProof() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "this is not a proof, whatever its name says");

        assertThat(run("verify", file.toString(), "--input", file.toString())).isEqualTo(ExitCode.NO);
        assertThat(out.toString()).contains("REFUSED: the proof is about another input, or none");
        assertThat(run("verify", file.toString(), "--input", file.toString(), "--json"))
                .isEqualTo(ExitCode.NO);
        assertThat(out.toString()).contains("\"valid\":false");
    }

    @Test
    void reportsABugInAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "any");
        Workloads broken = settings -> WorkloadSet.of(new HashChain(1, 0) {
            @Override
            public long largestProof(JobSpec spec) {
                throw new IllegalStateException("a bug made for this test");
            }
        });
        CommandLine command = Bulwark.commandLine(broken, HashChainMain.class);

        assertThat(run(command, "verify", file.toString(), "--input", file.toString()))
                .isEqualTo(ExitCode.BUG);
        assertThat(err.toString()).contains("this is a bug in Bulwark", "a bug made for this test");
        Path report = Path.of(err.toString().replaceAll("(?s).*A report is in (\\S+).*", "$1"));
        assertThat(report).content().contains("largestProof");
        Files.delete(report);
    }

    @Test
    void printsTheProvenBitsOfEachRound() throws IOException {
        assertThat(run("security", "--json")).isEqualTo(ExitCode.OK);
        JsonNode facts = new ObjectMapper().readTree(out.toString());
        assertThat(facts.get("bits").asDouble()).isGreaterThanOrEqualTo(128);
        assertThat(facts.get("binding").asText()).isNotBlank();
        assertThat(facts.get("rounds")).hasSizeGreaterThan(5);

        assertThat(run("security", "--set", "100", "--rate", "8")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).contains("Set 100 at rate 1/8", "| round | error |");
    }

    @Test
    void exportsAMachineThatReadsBackAsItself() throws IOException {
        Path file = directory.resolve("sponge.json");
        assertThat(run("export-machine", "sponge", "--out", file.toString())).isEqualTo(ExitCode.OK);

        JsonNode exported = new ObjectMapper().readTree(Files.readString(file));

        int shapes = MachineJson.read(exported.get("machine")).shapes().size();
        assertThat(exported.get("preprocessed")).hasSize(shapes);
        assertThat(exported.get("machine_digest")).hasSize(9);
        assertThat(exported.at("/parameters/queries").asInt()).isEqualTo(261);
    }

    @Test
    void makesTheSameInputOfTheBatchGuestFromTheSameSeed() throws IOException {
        Path first = directory.resolve("first.bin");
        Path second = directory.resolve("second.bin");
        Path other = directory.resolve("other.bin");
        String[] common = {"batch-input", "--transfers", "3", "--depth", "2", "--out"};
        assertThat(run(with(common, first.toString()))).as("%s", err).isEqualTo(ExitCode.OK);
        assertThat(run(with(common, second.toString(), "--valid"))).isEqualTo(ExitCode.OK);
        assertThat(run(with(common, other.toString(), "--seed", "4"))).isEqualTo(ExitCode.OK);

        assertThat(first).hasSameBinaryContentAs(second);
        assertThat(Files.readAllBytes(other)).hasSameSizeAs(Files.readAllBytes(first));
        assertThat(Files.mismatch(first, other)).isNotNegative();
        refuses("a depth of 1 to 16", "batch-input", "--depth", "17", "--out", first.toString());
        refuses(
                "cannot be written",
                "batch-input",
                "--out",
                directory.resolve("no/such/place").toString());
    }

    private static String[] with(String[] common, String... more) {
        return Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray(String[]::new);
    }

    private void refuses(String words, String... arguments) {
        assertThat(run(arguments)).as("%s %s", out, err).isEqualTo(ExitCode.USAGE);
        assertThat(err.toString()).contains(words);
    }

    private int run(String... arguments) {
        return run(HashChainMain.commandLine(), arguments);
    }

    private int run(CommandLine command, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
