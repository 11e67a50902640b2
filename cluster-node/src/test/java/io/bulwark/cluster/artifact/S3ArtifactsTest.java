package io.bulwark.cluster.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against moto, a server that speaks S3, from the Python package index. */
@Tag("slow")
class S3ArtifactsTest {
    private static final Map<String, String> CREDENTIALS =
            Map.of("AWS_ACCESS_KEY_ID", "key", "AWS_SECRET_ACCESS_KEY", "secret");

    @TempDir
    private static Path shared;

    private static Process server;
    private static URI endpoint;

    @TempDir
    private Path directory;

    private S3Settings settings;
    private S3Bucket bucket;

    @BeforeAll
    static void startServer() throws Exception {
        Path python = shared.resolve("python");
        assumeTrue(run("python3", "-m", "venv", python.toString()) == 0, "there is Python");
        assumeTrue(
                run(python.resolve("bin/pip").toString(), "install", "-q", "moto[server]==5.1.4") == 0,
                "the Python package index can be reached");
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        endpoint = URI.create("http://127.0.0.1:" + port);
        server = new ProcessBuilder(python.resolve("bin/moto_server").toString(), "-H", "127.0.0.1", "-p", "" + port)
                .redirectErrorStream(true)
                .redirectOutput(shared.resolve("server.log").toFile())
                .start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!answers()) {
            assertThat(System.nanoTime()).as("the server starts in time").isLessThan(end);
            Thread.sleep(100);
        }
    }

    @AfterAll
    static void stopServer() {
        if (server != null) {
            server.destroyForcibly();
        }
    }

    @BeforeEach
    void makeBucket() throws Exception {
        settings = new S3Settings(endpoint, "us-east-1", "bucket-" + System.nanoTime(), true, "north/");
        S3Signature signature = new S3Signature("key", "secret", "", "us-east-1");
        bucket = new S3Bucket(settings, signature);
        URI uri = URI.create(endpoint + "/" + settings.bucket());
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).method("PUT", HttpRequest.BodyPublishers.noBody());
        signature
                .headers("PUT", uri, Map.of(), S3Signature.digest(""), Instant.now())
                .forEach(request::header);
        assertThat(HttpClient.newHttpClient()
                        .send(request.build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private S3Artifacts store(String name) {
        return S3Artifacts.open(new FileArtifacts(directory.resolve(name)), settings, CREDENTIALS);
    }

    @Test
    void keepsInS3WhatOneNodePublishesAndFetchesItOnceToAnother() throws IOException {
        byte[] bytes = bytes(3_000_000);
        ArtifactId id = store("one").put(bytes);

        S3Artifacts two = store("two");
        assertThat(two.holds(id)).isTrue();
        assertThat(two.size(id)).isEqualTo(bytes.length);
        assertThat(two.read(id, 1_000_000, 10)).isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, 1_000_010));
        assertThat(two.path(id)).hasBinaryContent(bytes);
        assertThat(two.entries()).extracting(ArtifactStore.Entry::id).containsExactly(id);
        two.delete(id);
        assertThat(store("three").holds(id)).isFalse();
        assertThat(two.holds(new ArtifactId(Sha256.of(new byte[1])))).isFalse();
    }

    @Test
    void goesOnWhereAFetchFromS3WasCutOff() {
        byte[] bytes = bytes(500_000);
        ArtifactId id = store("one").put(bytes);
        FileArtifacts files = new FileArtifacts(directory.resolve("two"));
        try (ArtifactStore.Writer writer = files.resume(id)) {
            writer.write(bytes, 0, 200_000);
        }

        assertThat(store("two").path(id)).hasBinaryContent(bytes);
    }

    @Test
    void removesAnObjectWhoseBytesAreNotThoseThatItsNameMeans() throws IOException {
        byte[] bytes = bytes(1000);
        ArtifactId id = store("one").put(bytes);
        Path other = Files.write(directory.resolve("other"), bytes(1001));
        bucket.delete(id);
        S3Signature signature = new S3Signature("key", "secret", "", "us-east-1");
        // moto does not compare the digest that is announced with the one of what comes, so it can be given another's
        // bytes.
        new S3Bucket(settings, signature).put(id, other);

        S3Artifacts two = store("two");
        assertThat(two.verify(id)).isFalse();
        assertThat(two.holds(id)).isFalse();
    }

    @Test
    void listsPastOnePage() {
        S3Artifacts store = store("one");
        for (int i = 0; i < 1005; i++) {
            bucket.put(store(i), file());
        }
        assertThat(store.entries()).hasSize(1005);
    }

    private static ArtifactId store(int number) {
        return new ArtifactId(Sha256.of(new byte[] {(byte) number, (byte) (number >> 8)}));
    }

    private Path file() {
        try {
            return Files.write(directory.resolve("small"), new byte[] {1});
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void saysWhatIsMissingOrWrongBeforeTheNodeStarts() {
        FileArtifacts files = new FileArtifacts(directory.resolve("one"));
        assertThatThrownBy(() -> S3Artifacts.open(files, settings, Map.of()))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("need AWS_ACCESS_KEY_ID");
        S3Settings absent = new S3Settings(endpoint, "us-east-1", "absent", true, "");
        assertThatThrownBy(() -> S3Artifacts.open(files, absent, CREDENTIALS))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("404");
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static boolean answers() throws InterruptedException {
        try {
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(endpoint).build(), BodyHandlers.discarding());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int run(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return -1;
        }
    }
}
