package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.client.BulwarkClient;
import io.bulwark.client.ClientSettings;
import io.bulwark.client.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that refuses a large file before it has read it, and closes the connection. */
@Timeout(60)
class RefusedUploadTest {
    private static final String REFUSAL =
            "{\"type\":\"urn:bulwark:problem:too-large\",\"title\":\"Too large\",\"status\":413,\"detail\":\"it is too large\"}";

    @TempDir
    private Path directory;

    private final List<String> heads = new CopyOnWriteArrayList<>();

    @Test
    void isHeardAndTheFileIsNotSentForNothing() throws IOException {
        Path file = Files.write(directory.resolve("file"), new byte[50_000_000]);
        try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> serve(socket));
            URI gateway = URI.create("http://127.0.0.1:" + socket.getLocalPort());
            try (BulwarkClient client = new BulwarkClient(ClientSettings.of(gateway))) {
                assertThatThrownBy(() -> client.upload(file))
                        .isInstanceOfSatisfying(
                                RefusedException.class,
                                refused -> assertThat(refused.problem().kind()).isEqualTo("too-large"));
            }
        }
        assertThat(heads).anyMatch(head -> head.startsWith("POST /v1/artifacts"));
        assertThat(heads)
                .as("Java's client takes a late \"continue\" for the answer")
                .noneMatch(head -> head.toLowerCase(Locale.ROOT).contains("expect:"));
    }

    private void serve(ServerSocket socket) {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                String head = head(client.getInputStream());
                heads.add(head);
                String answer = head.startsWith("HEAD")
                        ? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        : "HTTP/1.1 413 Content Too Large\r\nContent-Length: " + REFUSAL.length()
                                + "\r\nConnection: close\r\n\r\n" + REFUSAL;
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException gone) {
                // The client, or the test.
            }
        }
    }

    /** To the empty line, or the connection's end. */
    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        int next = in.read();
        while (next >= 0 && head.indexOf("\r\n\r\n") < 0) {
            head.append((char) next);
            next = head.indexOf("\r\n\r\n") < 0 ? in.read() : next;
        }
        return head.toString();
    }
}
