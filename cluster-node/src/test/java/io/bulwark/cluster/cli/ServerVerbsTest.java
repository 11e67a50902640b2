package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.cluster.http.ServedNode;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** The verbs that speak to a cluster, to a node that proves hash chains. */
@Timeout(120)
class ServerVerbsTest {
    private static final String NOBODY = "ab".repeat(32);

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private static Path directory;

    private static ServedNode node;

    private final Console console = new Console();

    @BeforeAll
    static void start() {
        node = ServedNode.alone(directory, Duration.ofMillis(10));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Path input(long seed) throws IOException {
        byte[] bytes = new byte[700];
        new Random(seed).nextBytes(bytes);
        return Files.write(directory.resolve("input-" + seed), bytes);
    }

    private int run(String... arguments) {
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--server";
        all[arguments.length + 1] = node.url();
        return console.run(all);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(console.out());
    }

    @Test
    void aJobIsSubmittedWatchedAndItsProofFetched() throws IOException {
        String input = input(1).toString();
        assertThat(run("submit", "--input", input, "--security", "none", "--priority", "3"))
                .as(console.err())
                .isEqualTo(ExitCode.OK);
        String job = console.out().strip();
        assertThat(job).matches("[0-9a-f]{64}");
        assertThat(run("submit", "--input", input, "--security", "none")).isEqualTo(ExitCode.OK);
        assertThat(console.out().strip()).as("the same bytes are the same job").isEqualTo(job);

        assertThat(run("watch", job)).isEqualTo(ExitCode.OK);
        assertThat(console.out())
                .contains("job " + job.substring(0, 12) + " succeeded: 11 of 11 intervals proven")
                .contains("bulwark proof " + job + " --out P")
                .doesNotContain("\u001b");

        assertThat(run("job", job)).isEqualTo(ExitCode.OK);
        assertThat(console.out())
                .contains("state      succeeded", "submitter  local, priority 3", "node: 11 intervals");
        assertThat(run("job", job, "--json")).isEqualTo(ExitCode.OK);
        assertThat(json().get("state").asText()).isEqualTo("succeeded");

        Path proof = directory.resolve("run.proof");
        assertThat(run("proof", job, "--out", proof.toString()))
                .as(console.err())
                .isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("run.proof; 'bulwark verify' says what it proves");
        assertThat(proof).isNotEmptyFile();

        Path receipts = directory.resolve("run.receipts");
        assertThat(run("receipts", job, "--out", receipts.toString(), "--check"))
                .as(console.err())
                .isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("interval 10", "by operator", "11 segments", "the policy holds");
        refusesTampered(receipts, job, proof);
    }

    /** Without any gateway. */
    private void refusesTampered(Path receipts, String job, Path proof) throws IOException {
        String[] check = {"receipts", "--check", receipts.toString(), "--job", job, "--proof", proof.toString()};
        assertThat(console.run(check)).as(console.err()).isEqualTo(ExitCode.OK);

        byte[] bytes = Files.readAllBytes(receipts);
        bytes[bytes.length - 30] ^= 1;
        Files.write(receipts, bytes);

        assertThat(console.run(check)).isEqualTo(ExitCode.NO);
        assertThat(console.err()).contains("bulwark receipts: the receipt of interval 10");
        check[4] = NOBODY;
        assertThat(console.run(check)).isEqualTo(ExitCode.NO);
        assertThat(console.err()).contains("expected receipts of job " + NOBODY);
    }

    @Test
    void submitFollowsTheJobAsLinesOfJsonIfAskedTo() throws IOException {
        int code = run("submit", "--input", input(2).toString(), "--security", "none", "--watch", "--json");

        assertThat(code).isEqualTo(ExitCode.OK);
        String last = console.out().lines().toList().getLast();
        assertThat(new ObjectMapper().readTree(last).get("state").asText()).isEqualTo("succeeded");
    }

    @Test
    void aJobIsCancelledUnlessItHasEnded() throws IOException {
        byte[] large = new byte[60_000];
        new Random(6).nextBytes(large);
        Path file = Files.write(directory.resolve("input-long"), large);
        assertThat(run("submit", "--input", file.toString(), "--security", "none"))
                .isEqualTo(ExitCode.OK);
        String job = console.out().strip();

        assertThat(run("cancel", job)).as("%s %s", console.out(), console.err()).isEqualTo(ExitCode.OK);
        assertThat(run("watch", job)).isEqualTo(ExitCode.NO);
        assertThat(console.out()).contains("job " + job.substring(0, 12) + " cancelled");
        assertThat(run("cancel", job, "--json")).isEqualTo(ExitCode.OK);
        assertThat(json().get("state").asText()).isEqualTo("cancelled");
        fails(
                ExitCode.NO,
                "has no proof: it has not succeeded",
                "proof",
                job,
                "--out",
                directory.resolve("none").toString());
    }

    @Test
    void jobsAndNodesAreListed() throws IOException {
        assertThat(run("submit", "--input", input(3).toString(), "--security", "none"))
                .isEqualTo(ExitCode.OK);
        String job = console.out().strip();

        assertThat(run("jobs", "--limit", "1")).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("JOB", "STATE", job);
        assertThat(run("jobs", "--json")).isEqualTo(ExitCode.OK);
        assertThat(json().at("/jobs").findValuesAsText("id")).contains(job);
        assertThat(run("nodes")).isEqualTo(ExitCode.OK);
        assertThat(console.out()).contains("NODE", "OPERATOR", "up", "prover", node.address());
        assertThat(run("evidence")).isEqualTo(ExitCode.OK);
        assertThat(console.out()).isEqualToIgnoringNewLines("nobody is set aside");
        releases();
        assertThat(run("nodes", "--json")).isEqualTo(ExitCode.OK);
        assertThat(json().at("/nodes/0/status").asText()).isEqualTo("up");
    }

    private void releases() throws IOException {
        Member liar = new Member(
                new NodeId("liar-1"), new OperatorId("liar"), new Jurisdiction("ZZ"), new Region("elsewhere"));
        node.quarantine().hold(liar, JobId.parse(NOBODY), "a wrong proof", Optional.empty());
        do {
            assertThat(run("evidence")).isEqualTo(ExitCode.OK);
        } while (!console.out().contains("liar is set aside: node liar-1"));

        assertThat(run("evidence", "--release", "liar")).as(console.err()).isEqualTo(ExitCode.OK);
        assertThat(console.out()).isEqualToIgnoringNewLines("nobody is set aside");
        assertThat(node.quarantine().holds(liar.operator())).isFalse();
        fails(ExitCode.USAGE, "No such operator is set aside", "evidence", "--release", "liar");
        console.refuses("an operator's name", "evidence", "--release", "No Operator");
    }

    @Test
    void whatTheGatewayRefusesIsSaidInItsWords() throws IOException {
        fails(ExitCode.USAGE, "bulwark job: There is no such job: there is no job " + NOBODY, "job", NOBODY);
        fails(ExitCode.USAGE, "bulwark watch: There is no such job", "watch", NOBODY);
        fails(
                ExitCode.USAGE,
                "There is no such job",
                "proof",
                NOBODY,
                "--out",
                directory.resolve("no").toString());
        assertThat(directory.resolve("no")).doesNotExist();
        fails(ExitCode.USAGE, "There is no such job", "cancel", NOBODY);
        fails(ExitCode.USAGE, "There is no such node: there is no member nowhere", "drain", "nowhere");
        Path file = input(4);
        fails(
                ExitCode.USAGE,
                "a whole number from -10 to 10, got 11",
                "submit",
                "--input",
                file.toString(),
                "--priority",
                "11");
        fails(ExitCode.USAGE, "limit: expected a number from 1 to 500", "jobs", "--limit", "0");
        fails(ExitCode.USAGE, "expected one of the workloads [hash-chain], got riscv", "submit", file.toString());
    }

    private void fails(int code, String words, String... arguments) {
        assertThat(run(arguments)).as("%s %s", console.out(), console.err()).isEqualTo(code);
        assertThat(console.err()).contains(words);
    }

    @Test
    void mistakesAreSaidBeforeAnybodyIsAsked() throws IOException {
        Path file = input(5);
        Path policy = Files.writeString(directory.resolve("policy.json"), "{\"alowed\":[\"DE\"]}");
        console.refuses("64 hexadecimal digits", "job", "xyz");
        console.refuses("64 hexadecimal digits", "watch", "xyz");
        console.refuses("64 hexadecimal digits", "cancel", "xyz");
        console.refuses("a node name", "drain", "No Node");
        console.refuses(
                "64 hexadecimal digits",
                "proof",
                "xyz",
                "--out",
                directory.resolve("p").toString());
        console.refuses("there is nothing to prove", "submit");
        console.refuses("is not there", "submit", directory.resolve("gone.elf").toString());
        console.refuses(
                "is not there or cannot be read",
                "submit",
                file.toString(),
                "--input",
                directory.resolve("gone").toString());
        console.refuses("alowed", "submit", file.toString(), "--policy", policy.toString());
        console.refuses(
                "cannot be written",
                "proof",
                NOBODY,
                "--out",
                directory.resolve("no/such/place").toString());
        console.refuses("expected a URL like http://127.0.0.1:8480", "jobs", "--server", "ftp://x");
        console.refuses(
                "cannot be read",
                "jobs",
                "--key-file",
                directory.resolve("gone").toString());
        console.refuses("cannot be used", "jobs", "--ca", file.toString());
        console.refuses("Missing required option: '--out=P'", "proof", NOBODY);
    }

    @Test
    void theNextGatewayIsAskedWhenTheFirstIsDead() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(console.run("nodes", "--server", "http://127.0.0.1:" + port + "," + node.url()))
                .as(console.err())
                .isEqualTo(ExitCode.OK);
    }
}
