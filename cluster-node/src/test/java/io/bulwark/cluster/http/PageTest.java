package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page's files as they are served. What they do, {@code PageInBrowserTest} shows. */
@Timeout(60)
class PageTest {
    private static final Path FILES = Path.of("src/main/resources/page");
    private static final Pattern IMPORT = Pattern.compile("from \"([^\"]+)\"");
    private static final Pattern ADDRESS = Pattern.compile("(?:https?:)?//[a-z0-9]", Pattern.CASE_INSENSITIVE);

    private static ActorSystem<Void> system;
    private static HttpServer server;
    private static HttpClient client;

    @BeforeAll
    static void start() {
        system = ActorSystem.create(Behaviors.empty(), "page");
        HttpSettings settings = HttpSettings.of(ConfigFactory.parseMap(Map.of("port", 0, "management-port", 0))
                .atPath("bulwark.http")
                .withFallback(ConfigFactory.load()));
        server = HttpServer.start(
                system,
                new ScriptedNetwork(Materializer.createMaterializer(system)),
                settings,
                new PrometheusMetrics());
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    @AfterAll
    static void stop() {
        client.shutdownNow();
        system.terminate();
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(server.url().orElseThrow() + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(FILES)) {
            return all.toList();
        }
    }

    @Test
    void everyFileIsServedAsWhatItIsAndMayLoadNothingFromElsewhere() throws IOException, InterruptedException {
        Map<String, String> types = Map.of(
                "html", "text/html; charset=UTF-8",
                "css", "text/css; charset=UTF-8",
                "js", "application/javascript; charset=UTF-8",
                "svg", "image/svg+xml");
        List<String> paths = new ArrayList<>(List.of("/"));
        for (Path file : files()) {
            paths.add("/page/" + file.getFileName());
        }
        for (String path : paths) {
            HttpResponse<String> answer = get(path);
            String type = path.equals("/") ? "html" : path.substring(path.lastIndexOf('.') + 1);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).as(path).contains(types.get(type));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(path)
                    .contains(
                            "default-src 'none'", "script-src 'self';", "connect-src 'self';", "frame-ancestors 'none'")
                    .doesNotContain("unsafe", "http", "*");
        }
    }

    @Test
    void noFileNamesAnotherHostOrNeedsWhatThePolicyForbids() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file).replace("xmlns=\"http://www.w3.org/2000/svg\"", "");
            Matcher address = ADDRESS.matcher(text);
            assertThat(address.find() ? address.group() : "")
                    .as(file.toString())
                    .isEmpty();
            assertThat(text)
                    .as(file.toString())
                    .doesNotContain(" style=\"", "<style", "onclick=\"", "eval(", "new Function", "@import");
        }
    }

    @Test
    void everyFileIsReachedFromThePage() throws IOException {
        Set<String> reached = new TreeSet<>();
        List<String> next = new ArrayList<>(List.of("index.html"));
        while (!next.isEmpty()) {
            String name = next.removeLast();
            if (reached.add(name)) {
                String text = Files.readString(FILES.resolve(name));
                Matcher found = name.endsWith(".js")
                        ? IMPORT.matcher(text)
                        : Pattern.compile("(?:href|src)=\"/page/([^\"]+)\"").matcher(text);
                while (found.find()) {
                    next.add(found.group(1).replaceFirst("^\\./", ""));
                }
            }
        }
        assertThat(reached)
                .containsExactlyInAnyOrderElementsOf(
                        files().stream().map(f -> f.getFileName().toString()).toList());
    }

    @Test
    void aPathThatLeadsElsewhereLeadsNowhere() throws IOException {
        for (String path : List.of(
                "/page/../reference.conf",
                "/page/..%2freference.conf",
                "/page/%2e%2e/reference.conf",
                "/page/..%5creference.conf",
                "/page/",
                "/page//etc/passwd",
                "/page/%00index.html",
                "/page/.hidden",
                "/page/index.html/",
                "/page/io.bulwark.cluster.http.HttpServer.class")) {
            assertThat(raw(path)).as(path).matches("HTTP/1.1 40[04] .*");
        }
    }

    /** The status line; a client would make the path right before it asks. */
    private static String raw(String path) throws IOException {
        URI at = URI.create(server.url().orElseThrow());
        try (Socket socket = new Socket(at.getHost(), at.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: " + at.getAuthority() + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
        }
    }
}
