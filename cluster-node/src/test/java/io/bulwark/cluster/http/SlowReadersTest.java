package io.bulwark.cluster.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirDeletionStrategy;

/** Clients that ask and do not read, or begin to ask and do not go on: they hold a bounded part of memory, and others are served meanwhile. */
@Timeout(180)
class SlowReadersTest {
    private static final int MEBIBYTE = 1 << 20;
    private static final int SLOW = 60;
    /** What the kernel may not take off the server's hands. */
    private static final int RECEIVE_BYTES = 4096;

    @TempDir(deletionStrategy = TempDirDeletionStrategy.IgnoreFailures.class)
    private static Path directory;

    private static ServedNode node;
    private static String artifact;
    private static byte[] bytes;

    private final List<Socket> slow = new ArrayList<>();

    @BeforeAll
    static void start() {
        node = ServedNode.alone(directory, Duration.ofMinutes(5));
        bytes = new byte[16 * MEBIBYTE];
        new Random(1).nextBytes(bytes);
        artifact = node.post("/v1/artifacts", "application/octet-stream", bytes).header("Location");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : slow) {
            socket.close();
        }
    }

    private void send(String head) throws IOException {
        URI url = URI.create(node.url());
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BYTES);
        socket.setSoTimeout(60_000);
        socket.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        slow.add(socket);
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static long held() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void othersAreServed() {
        assertThat(node.get("/v1/jobs").status()).isEqualTo(200);
        assertThat(Sha256.of(node.get(artifact).response().body()))
                .as("a whole download")
                .isEqualTo(Sha256.of(bytes));
    }

    /** Waits until the server has begun to answer each. */
    private void awaitHeads() throws IOException {
        for (Socket socket : slow) {
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(12), ISO_8859_1)).isEqualTo("HTTP/1.1 200");
        }
    }

    @Test
    void downloadsThatNobodyReadsHoldAFewPiecesEach() throws IOException {
        long before = held();
        for (int i = 0; i < SLOW; i++) {
            send(get(artifact));
        }
        awaitHeads();
        othersAreServed();
        assertThat(held() - before)
                .as("held for downloads of %d MiB together", SLOW * bytes.length / MEBIBYTE)
                .isLessThan(SLOW * 2L * MEBIBYTE);
    }

    @Test
    void watchesThatNobodyReadsHoldOneStateEach() throws IOException {
        String blob = node.post("/v1/artifacts", "application/octet-stream", new byte[40_000])
                .json()
                .toString();
        String job = node.postJson("/v1/jobs", "{\"input\":" + blob + ",\"security\":\"none\"}")
                .json()
                .get("id")
                .asText();
        long before = held();
        for (int i = 0; i < SLOW; i++) {
            send(get("/v1/jobs/" + job + "/events"));
            send(get("/v1/overview/events"));
        }
        awaitHeads();
        othersAreServed();
        assertThat(held() - before).isLessThan(2L * SLOW * MEBIBYTE / 4);
        node.send(node.request("/v1/jobs/" + job).DELETE());
    }

    @Test
    void headsThatAreNeverWholeBlockNobody() throws IOException {
        for (int i = 0; i < 300; i++) {
            send("GET /v1/jobs HTTP/1.1\r\nHost: x\r\nX-Slow: ");
        }
        othersAreServed();
    }

    @Test
    void bodiesOfJobsThatAreNeverWholeBlockNobody() throws IOException {
        for (int i = 0; i < 200; i++) {
            send(
                    "POST /v1/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{\"");
        }
        othersAreServed();
        assertThat(node.postJson("/v1/jobs", "{}").status())
                .as("a whole one is read")
                .isEqualTo(422);
    }

    /** The parser calls itself for each of them: with a stack of the usual size, 500 ended the process. */
    @Test
    void thousandsOfRequestsInOneGoAreAnsweredInTurn() throws IOException {
        assertThat(ConfigFactory.load().getBytes("pekko.io.tcp.direct-buffer-size"))
                .as("a read of a connection")
                .isLessThanOrEqualTo(DeepStacks.READ_BYTES);
        int requests = DeepStacks.READ_BYTES / DeepStacks.REQUEST_BYTES;
        send("GET / HTTP/1.0\n\n".repeat(requests));
        send(get("/healthz").repeat(500) + "GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        send("POST /healthz HTTP/1.1\nHost:\nContent-Length: 1\n\n1".repeat(requests / 4));
        othersAreServed();
        String all = new String(slow.get(1).getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(all.split("HTTP/1.1 200 ", -1)).hasSize(502);
        othersAreServed();
    }
}
