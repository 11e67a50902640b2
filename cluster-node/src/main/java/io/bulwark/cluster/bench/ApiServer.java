package io.bulwark.cluster.bench;

import io.bulwark.client.BulwarkClient;
import io.bulwark.client.ClientSettings;
import io.bulwark.cluster.demo.DemoConsortium;
import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.api.JobRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** One node process that serves the API on the loopback interface, and proves tasks that do no work. It ends, and its files with it, when this is closed. */
final class ApiServer implements AutoCloseable {
    private static final String AT = "API at ";
    private static final Duration START = Duration.ofMinutes(2);

    private final Path directory;
    private final NodeProcess node;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI url;
    private final Random random = new Random(1);

    /** @throws UnmeasuredException if it does not come up */
    static ApiServer start(Fleet.Launch launch) {
        try {
            return new ApiServer(launch);
        } catch (IOException e) {
            throw new UnmeasuredException("no node can be started: " + e.getMessage(), e);
        }
    }

    private ApiServer(Fleet.Launch launch) throws IOException {
        directory = Files.createTempDirectory("bulwark-bench-");
        DemoConsortium consortium = new DemoConsortium(directory, 1);
        NodeId name = new NodeId("api");
        node = new NodeProcess.Launch(launch.main(), Fleet.HEAP_MEGABYTES, directory)
                .start(
                        consortium.member(0, name),
                        0,
                        consortium.certificates(0, name),
                        List.of("--http-port", "0", "--management-port", "off", "--workers", "thread"));
        try {
            url = awaitUrl();
            await("it does not become ready", () -> get("/readyz").statusCode() == 200);
        } catch (UnmeasuredException e) {
            close();
            throw e;
        }
    }

    private URI awaitUrl() {
        await("it does not say where its API is; " + node.log() + " says more", () -> said().isPresent());
        return URI.create(said().orElseThrow());
    }

    private Optional<String> said() {
        try (Stream<String> lines = Files.lines(node.log())) {
            return lines.filter(line -> line.startsWith(AT))
                    .map(line -> line.substring(AT.length()).strip())
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /** Waits for something for as long as a start may take. */
    void await(String otherwise, BooleanSupplier condition) {
        long until = System.nanoTime() + START.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until || !node.alive()) {
                throw new UnmeasuredException("a node was started, and " + otherwise);
            }
            Fleet.rest();
        }
    }

    URI url() {
        return url;
    }

    Path directory() {
        return directory;
    }

    HttpClient http() {
        return http;
    }

    BulwarkClient client() {
        return new BulwarkClient(ClientSettings.of(url).patient(Duration.ofMinutes(2)));
    }

    /** What the node's process has in memory. */
    OptionalLong resident() {
        return ProcessFigures.resident(node.pid());
    }

    HttpRequest request(String path) {
        return HttpRequest.newBuilder(url.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .build();
    }

    HttpResponse<Void> get(String path) {
        return send(request(path), HttpResponse.BodyHandlers.discarding());
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UnmeasuredException("the API does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnmeasuredException("the bench was told to end", e);
        }
    }

    /** A file of so many random bytes. */
    Path file(String name, int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        try {
            return Files.write(directory.resolve(name), content);
        } catch (IOException e) {
            throw new UnmeasuredException("a file for the bench cannot be written: " + e.getMessage(), e);
        }
    }

    /** A job whose tasks take so long; another time is another job. */
    static JobRequest job(Blob input, Duration task) {
        return AcceptFigures.request(input, task);
    }

    @Override
    public void close() {
        http.shutdownNow();
        node.process().descendants().forEach(ProcessHandle::destroyForcibly);
        node.kill();
        node.process().onExit().join();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(ApiServer.class.getName())
                    .log(System.Logger.Level.WARNING, "some temporary files are left in " + directory);
        }
    }
}
