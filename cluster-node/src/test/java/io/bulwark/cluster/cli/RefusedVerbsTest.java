package io.bulwark.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every verb that speaks to a cluster, at gateways that refuse, answer nonsense, or are not there: what it says and what it ends with. */
@Timeout(120)
class RefusedVerbsTest {
    private static final String JOB = "ab".repeat(32);

    @TempDir
    private static Path directory;

    private final Console console = new Console();
    private HttpServer gateway;
    private volatile int status;
    private volatile String answer = "";

    /** Each verb with the arguments that it needs. */
    static List<String> verbs() throws IOException {
        Path input = Files.write(directory.resolve("input"), new byte[10]);
        String out = " --out " + directory.resolve("out");
        return List.of(
                "submit --input " + input,
                "jobs",
                "job " + JOB,
                "watch " + JOB,
                "cancel " + JOB,
                "proof " + JOB + out,
                "receipts " + JOB + out,
                "receipts " + JOB + " --check",
                "nodes",
                "drain node-1",
                "evidence",
                "evidence --release liar");
    }

    @BeforeEach
    void start() throws IOException {
        gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        gateway.start();
    }

    @AfterEach
    void stop() {
        gateway.stop(0);
    }

    private int run(String command, int port) {
        List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ", -1)));
        arguments.addAll(List.of("--server", "http://127.0.0.1:" + port, "--patience", "0"));
        return console.run(arguments.toArray(String[]::new));
    }

    private void refuses(String command, int with, String kind, int code, String words) {
        status = with;
        answer = """
                {"type": "urn:bulwark:problem:%s", "title": "The title", "status": %d, "detail": "the detail"}""".formatted(kind, with);
        assertThat(run(command, gateway.getAddress().getPort()))
                .as("%s: %s%s", command, console.out(), console.err())
                .isEqualTo(code);
        assertThat(console.err())
                .startsWith("bulwark " + command.split(" ", -1)[0] + ": ")
                .contains(words);
        assertThat(console.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void whatIsRefusedIsSaidInTheGatewaysWords(String verb) {
        refuses(verb, 401, "wrong-key", ExitCode.USAGE, "The title: the detail");
        refuses(verb, 403, "not-allowed", ExitCode.USAGE, "The title: the detail");
    }

    /** The answer may come before or after its reader looks for it: either way it is said, not lost as a stream that ended. */
    @RepeatedTest(100)
    void aWatchIsToldWhyItIsRefused() {
        refuses("watch " + JOB, 401, "wrong-key", ExitCode.USAGE, "The title: the detail");
    }

    @Test
    void aWatchThatIsNotServedSaysWhatWasAnswered() {
        refuses("watch " + JOB, 503, "unavailable", ExitCode.UNREACHABLE, "it answered 503");
    }

    @ParameterizedTest
    @CsvSource({
        "400, malformed-request, 2",
        "404, unknown-job, 2",
        "409, wrong-state, 1",
        "413, too-large, 2",
        "422, bad-job, 2",
        "429, overload, 1",
        "500, bug, 3"
    })
    void eachKindOfNoHasItsExitCode(int with, String kind, int code) {
        refuses("cancel " + JOB, with, kind, code, "The title: the detail");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aGatewayThatCannotServeIsNoGateway(String verb) {
        refuses(verb, 503, "unavailable", ExitCode.UNREACHABLE, "no gateway can be reached");
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void aGatewayThatIsNotThereIsSaidToBeNotThere(String verb) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertThat(run(verb, port)).isEqualTo(ExitCode.UNREACHABLE);
        assertThat(console.err())
                .contains("bulwark " + verb.split(" ", -1)[0] + ": no gateway can be reached", "127.0.0.1:" + port);
    }

    @Test
    void whatIsNoGatewayIsToldSo() {
        status = 404;
        answer = "<html>not here</html>";
        assertThat(run("job " + JOB, gateway.getAddress().getPort())).isEqualTo(ExitCode.USAGE);
        assertThat(console.err()).contains("the answer is no problem document: is this a gateway?");
        status = 200;
        assertThat(run("jobs", gateway.getAddress().getPort())).isEqualTo(ExitCode.NO);
        assertThat(console.err()).contains("the gateway's answer is no JobPage of this API");
    }
}
