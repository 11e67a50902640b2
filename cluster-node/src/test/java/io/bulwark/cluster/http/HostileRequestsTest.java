package io.bulwark.cluster.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients must not send: each gets a problem document of the right kind, and the node goes on. */
@Timeout(120)
class HostileRequestsTest {
    private static final String ID = "\"" + "ab".repeat(32) + "\"";

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private static Path directory;

    private static ServedNode node;

    @BeforeAll
    static void start() {
        node = ServedNode.alone(directory, Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void refuses(ServedNode.Answer answer, int status, String kind, String words) {
        String text = new String(answer.response().body(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(answer.status()).as(text).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = answer.json();
        assertThat(problem.get("type").asText()).isEqualTo("urn:bulwark:problem:" + kind);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("detail").asText()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                             | 400 | malformed-request | no JSON
            {} {}                                         | 400 | malformed-request | no JSON
            {"priority":1,"priority":2,"input":{}}        | 400 | malformed-request | no JSON
            []                                            | 422 | bad-job | the request: expected an object, got []
            {"inptu":1}                                   | 422 | bad-job | has a member "inptu"; expected are [input,
            {"security":"none"}                           | 422 | bad-job | input: expected an object with id and bytes, got nothing
            {"input":7}                                   | 422 | bad-job | input: expected an object, got 7
            {"input":{"id":"xyz","bytes":1}}              | 422 | bad-job | expected 64 hexadecimal digits
            {"input":{"id":ID,"bytes":-1}}                | 422 | bad-job | a length from 0 on
            {"input":{"id":ID,"bytes":1.5}}               | 422 | bad-job | input.bytes: expected a length in bytes, got 1.5
            {"input":{"id":ID,"bytes":1},"priority":11}   | 422 | bad-job | a whole number from -10 to 10
            {"input":{"id":ID,"bytes":1},"priority":"1"}  | 422 | bad-job | a whole number from -10 to 10
            {"input":{"id":ID,"bytes":0}}                 | 422 | bad-job | at least one byte
            {"input":{"id":ID,"bytes":1},"workload":"no"} | 422 | bad-job | expected one of the workloads
            {"input":{"id":ID,"bytes":1}}                 | 422 | missing-artifact | could not be had
            """)
    void aJobThatCannotBeIsRefusedByName(String json, int status, String kind, String words) {
        refuses(node.postJson("/v1/jobs", json.replace("ID", ID)), status, kind, words);
    }

    @Test
    void hugeAndDeepJsonIsRefusedUnread() {
        refuses(node.postJson("/v1/jobs", " ".repeat(70_000)), 413, "too-large", "at most 65536 bytes");
        refuses(node.postJson("/v1/jobs", "[".repeat(60_000)), 400, "malformed-request", "nesting depth");
        refuses(
                node.postJson("/v1/jobs", "{\"priority\":" + "9".repeat(60_000) + "}"),
                400,
                "malformed-request",
                "Number value length");
    }

    @Test
    void packedBodiesAndOtherTypesAreNotTaken() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[10_000_000]);
        }
        HttpRequest.Builder packed = node.request("/v1/artifacts")
                .header("Content-Type", "application/octet-stream")
                .header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bomb.toByteArray()));
        refuses(node.send(packed), 415, "wrong-encoding", "expected no content coding, got gzip");
        refuses(
                node.post("/v1/jobs", "text/plain", new byte[] {'{', '}'}),
                415,
                "wrong-media-type",
                "application/json");
        refuses(
                node.post("/v1/artifacts", "multipart/form-data", new byte[3]),
                415,
                "wrong-media-type",
                "application/octet-stream, got multipart/form-data");
    }

    @Test
    void pathsAndMethodsThatAreNotThereAreSaidToBeNotThere() {
        refuses(node.get("/v2/jobs"), 404, "unknown-path", "/openapi.json");
        refuses(node.get("/v1/jobs/"), 404, "unknown-job", "that name a job");
        refuses(node.get("/v1/jobs/" + "ab".repeat(32)), 404, "unknown-job", "there is no job");
        refuses(node.get("/v1/jobs/" + "ab".repeat(32) + "/events"), 404, "unknown-job", "there is no job");
        refuses(node.get("/v1/jobs/" + "ab".repeat(32) + "/proof"), 404, "unknown-job", "there is no job");
        refuses(node.get("/v1/artifacts/" + "ab".repeat(32)), 404, "unknown-artifact", "holds no artifact");
        refuses(node.get("/v1/jobs?limit=0"), 400, "malformed-request", "limit: expected a number from 1");
        ServedNode.Answer put = node.send(node.request("/v1/jobs").PUT(HttpRequest.BodyPublishers.ofString("{}")));
        refuses(put, 405, "wrong-method", "got PUT");
        assertThat(put.header("Allow")).isEqualTo("POST, GET, HEAD");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/artifacts/../../../../etc/passwd",
                "/v1/artifacts/..%2F..%2Fetc%2Fpasswd",
                "/page/..%2Fapplication.conf",
                "/page/%2e%2e/reference.conf",
                "/page//etc/passwd",
                "/page/.htaccess",
                "/page/%00",
                "/..;/v1/jobs"
            })
    void pathTricksLeadNowhere(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answer).containsPattern("HTTP/1.1 (400|404) ").contains("urn:bulwark:problem:");
    }

    @Test
    void whatIsNoRequestIsRefusedBeforeAnythingIsLookedFor() throws IOException {
        assertThat(raw("NONSENSE\r\n\r\n")).contains("HTTP/1.1 400 ", "application/problem+json", "malformed-request");
        assertThat(raw("QUERY /v1/jobs HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains("HTTP/1.1 405 ", "wrong-method", "Allow: GET, HEAD, POST, DELETE");
        assertThat(raw("GET /" + "a".repeat(5000) + " HTTP/1.1\r\nHost: x\r\n\r\n"))
                .contains("HTTP/1.1 414 ", "uri-too-long");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nA: " + "a".repeat(9000) + "\r\n\r\n"))
                .contains("HTTP/1.1 431 ", "too-many-headers");
        StringBuilder flood = new StringBuilder("GET / HTTP/1.1\r\nHost: x\r\n");
        for (int i = 0; i < 200; i++) {
            flood.append("X-").append(i).append(": 1\r\n");
        }
        assertThat(raw(flood + "\r\n")).containsPattern("HTTP/1.1 (400|431) ").contains("urn:bulwark:problem:");
    }

    @Test
    void anUploadThatSaysItIsTooLongIsRefusedUnread() throws IOException {
        List<String> head = List.of(
                "POST /v1/artifacts HTTP/1.1",
                "Host: x",
                "Content-Type: application/octet-stream",
                "Content-Length: 99999999999");
        assertThat(raw(String.join("\r\n", head) + "\r\n\r\n"))
                .contains("HTTP/1.1 413 ", "too-large", "Connection: close");
    }

    @Test
    void uploadsThatAreLeftHalfDoneLeaveNothingAndBlockNobody() throws IOException, InterruptedException {
        String begun = "POST /v1/artifacts HTTP/1.1\r\nHost: x\r\nContent-Type: application/octet-stream\r\n"
                + "Content-Length: 1000000\r\n\r\nonly this much";
        Socket[] sockets = new Socket[16];
        for (int i = 0; i < sockets.length; i++) {
            sockets[i] = connect();
            sockets[i].getOutputStream().write(begun.getBytes(ISO_8859_1));
        }
        while (unfinished() < sockets.length) {
            Thread.sleep(20);
        }
        ServedNode.Answer more = node.post("/v1/artifacts", "application/octet-stream", new byte[10]);
        refuses(more, 429, "overload", "uploads of yours are under way");
        assertThat(more.header("Retry-After")).isEqualTo("1");
        assertThat(node.get("/v1/jobs").status()).isEqualTo(200);

        for (Socket socket : sockets) {
            socket.close();
        }
        while (unfinished() > 0) {
            Thread.sleep(20);
        }
        while (node.post("/v1/artifacts", "application/octet-stream", new byte[10])
                        .status()
                == 429) {
            Thread.sleep(20);
        }
        assertThat(directory.resolve("node").resolve("artifacts")).isDirectoryContaining("glob:**/01d448*");
    }

    private static long unfinished() throws IOException {
        try (var files = Files.list(directory.resolve("node").resolve("artifacts"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("unfinished-"))
                    .count();
        }
    }

    private static Socket connect() throws IOException {
        URI url = URI.create(node.url());
        return new Socket(url.getHost(), url.getPort());
    }

    /** What is answered to these very bytes, until the connection is closed. */
    private static String raw(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
