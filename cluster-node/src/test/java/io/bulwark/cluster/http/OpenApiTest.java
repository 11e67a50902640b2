package io.bulwark.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.gateway.NetworkException.Kind;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.bulwark.protocol.SubmitterId;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.Materializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The API's description against a server that runs: each path and method that is served is described and the other way round, each status that is described
 * is seen here, and what is answered is of the described form.
 */
@Timeout(120)
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NOBODY = "ab".repeat(32);
    private static final ApiKey.Made KEY = ApiKey.make(new SubmitterId("acme"), false, 9, 1 << 20, 1 << 20, 10_000);
    private static final ApiKey.Made BOSS = ApiKey.make(new SubmitterId("boss"), true, 9, 1 << 20, 1 << 20, 10_000);
    private static final ApiKey.Made SPENT = ApiKey.make(new SubmitterId("spent"), true, 9, 1 << 20, 1 << 20, 1);

    @TempDir
    private static Path directory;

    private static ActorSystem<Void> system;
    private static ScriptedNetwork network;
    private static HttpServer server;
    private static HttpClient client;
    private static JsonNode document;

    private final Set<String> seen = new TreeSet<>();

    @BeforeAll
    static void start() throws IOException {
        Path keys = directory.resolve("keys");
        ApiKeyFile.write(keys, List.of(KEY.entry(), BOSS.entry(), SPENT.entry()));
        system = ActorSystem.create(Behaviors.empty(), "api");
        network = new ScriptedNetwork(Materializer.createMaterializer(system));
        Map<String, Object> own = Map.of("port", 0, "management-port", 0, "keys", keys.toString());
        HttpSettings settings = HttpSettings.of(
                ConfigFactory.parseMap(own).atPath("bulwark.http").withFallback(ConfigFactory.load()));
        server = HttpServer.start(system, network, settings, new PrometheusMetrics());
        client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        document = JSON.readTree(
                send("GET", "/openapi.json", Optional.empty(), null).body());
    }

    @AfterAll
    static void stop() {
        client.shutdownNow();
        system.terminate();
    }

    private static HttpResponse<byte[]> send(
            String method, String path, Optional<ApiKey.Made> key, byte[] body, String... headers) {
        String base = path.equals("/metrics")
                ? server.managementUrl().orElseThrow()
                : server.url().orElseThrow();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        key.ifPresent(k -> request.header("Authorization", "Bearer " + k.secret()));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String operation(String method, String path) {
        return method.toLowerCase(java.util.Locale.ROOT) + " " + path;
    }

    @Test
    void eachRouteThatIsServedIsDescribedAndTheOtherWayRound() {
        Set<String> described = new TreeSet<>();
        described().forEach(answer -> described.add(answer.substring(0, answer.lastIndexOf(' '))));
        Set<String> served = new TreeSet<>();
        server.routes().forEach(route -> served.add(operation(route.method(), route.path())));

        assertThat(served).isEqualTo(described);
        assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    }

    private void tasks(Optional<ApiKey.Made> key) {
        sees(400, "GET", "/v1/jobs/{job}/tasks?after=no%20place", key, null);
        sees(400, "GET", "/v1/jobs/{done}/tasks/events", key, null, "Last-Event-ID", "no place");
        for (String what : List.of("tasks", "tasks/events")) {
            sees(200, "GET", "/v1/jobs/{done}/" + what, key, null);
            sees(404, "GET", "/v1/jobs/{nobody}/" + what, key, null);
        }
    }

    private void downloads(Optional<ApiKey.Made> key) {
        for (String what : List.of("proof", "receipts")) {
            sees(200, "GET", "/v1/jobs/{done}/" + what, key, null);
            sees(206, "GET", "/v1/jobs/{done}/" + what, key, null, "Range", "bytes=0-1");
            sees(416, "GET", "/v1/jobs/{done}/" + what, key, null, "Range", "bytes=99-");
            sees(404, "GET", "/v1/jobs/{nobody}/" + what, key, null);
            sees(409, "GET", "/v1/jobs/{job}/" + what, key, null);
        }
    }

    /** Sends a request and holds the answer against the description. */
    private void sees(
            int status, String method, String template, Optional<ApiKey.Made> key, byte[] body, String... headers) {
        String path = template.replace("{job}", ScriptedNetwork.OPEN.toString())
                .replace("{nobody}", NOBODY)
                .replace("{done}", ScriptedNetwork.DONE.toString())
                .replace("{artifact}", ScriptedNetwork.ARTIFACT.id().toString())
                .replace("{node}", "node-1")
                .replace("{operator}", "liar")
                .replace("{file}", "no-such-file.js");
        String described = template.replaceAll(
                        "\\{(nobody|done)}", template.contains("artifacts") ? "{artifact}" : "{job}")
                .replaceAll("\\?.*", "")
                .replace("/nowhere/", "/{node}/")
                .replace("/honest", "/{operator}");
        HttpResponse<byte[]> answer = send(method, path, key, body, headers);
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertThat(answer.statusCode()).as("%s %s: %s", method, path, text).isEqualTo(status);
        JsonNode response = resolved(document.get("paths")
                .path(described)
                .path(method.toLowerCase(java.util.Locale.ROOT))
                .path("responses")
                .path(String.valueOf(status)));
        assertThat(response.isMissingNode())
                .as("%s %s may answer %d", method, described, status)
                .isFalse();
        response.path("headers")
                .fieldNames()
                .forEachRemaining(name -> assertThat(answer.headers().firstValue(name))
                        .as("%s %s: %s", method, path, name)
                        .isPresent());
        holdAgainst(response.path("content"), answer, text);
        seen.add(operation(method, described) + " " + status);
    }

    private static void holdAgainst(JsonNode content, HttpResponse<byte[]> answer, String text) {
        if (content.isMissingNode()) {
            assertThat(text).isEmpty();
            return;
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").replaceAll(";.*", "");
        assertThat(content.has(type)).as("%s is one of %s", type, content).isTrue();
        if (type.endsWith("json")) {
            try {
                assertThat(new JsonSchemaCheck(document)
                                .faults(content.get(type).get("schema"), JSON.readTree(text)))
                        .as(text)
                        .isEmpty();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    @Test
    void eachStatusThatIsDescribedIsSeenAndOfItsForm() {
        Optional<ApiKey.Made> key = Optional.of(KEY);
        Optional<ApiKey.Made> boss = Optional.of(BOSS);
        byte[] job = ("{\"input\":{\"id\":\"" + NOBODY + "\",\"bytes\":1},\"policy\":{\"allowed\":[\"DE\"]}}")
                .getBytes(StandardCharsets.UTF_8);
        String[] json = {"Content-Type", "application/json"};
        String[] bytes = {"Content-Type", "application/octet-stream"};

        sees(201, "POST", "/v1/artifacts", key, new byte[9], bytes);
        sees(415, "POST", "/v1/artifacts", key, new byte[9], json);
        network.trouble = Optional.of(Kind.TOO_LARGE);
        sees(413, "POST", "/v1/artifacts", key, new byte[9], bytes);
        network.trouble = Optional.empty();
        sees(200, "GET", "/v1/artifacts/{artifact}", key, null);
        sees(206, "GET", "/v1/artifacts/{artifact}", key, null, "Range", "bytes=2-");
        sees(416, "GET", "/v1/artifacts/{artifact}", key, null, "Range", "bytes=99-");
        sees(404, "GET", "/v1/artifacts/{nobody}", key, null);
        network.known = false;
        sees(201, "POST", "/v1/jobs", key, job, json);
        network.known = true;
        sees(200, "POST", "/v1/jobs", key, job, json);
        sees(400, "POST", "/v1/jobs", key, new byte[] {'{'}, json);
        sees(413, "POST", "/v1/jobs", key, new byte[JobRequestReader.LIMIT + 1], json);
        sees(415, "POST", "/v1/jobs", key, job, bytes);
        sees(422, "POST", "/v1/jobs", key, new byte[] {'{', '}'}, json);
        sees(200, "GET", "/v1/jobs", key, null);
        sees(400, "GET", "/v1/jobs?limit=x", key, null);
        sees(200, "GET", "/v1/jobs/{job}", key, null);
        sees(404, "GET", "/v1/jobs/{nobody}", key, null);
        sees(200, "DELETE", "/v1/jobs/{job}", key, null);
        sees(404, "DELETE", "/v1/jobs/{nobody}", key, null);
        sees(200, "GET", "/v1/jobs/{done}/events", key, null);
        String last = lastEvent();
        sees(204, "GET", "/v1/jobs/{done}/events", key, null, "Last-Event-ID", last);
        sees(404, "GET", "/v1/jobs/{nobody}/events", key, null);
        tasks(key);
        downloads(key);
        sees(200, "GET", "/v1/nodes", key, null);
        sees(200, "GET", "/v1/evidence", boss, null);
        sees(403, "GET", "/v1/evidence", key, null);
        sees(200, "DELETE", "/v1/evidence/{operator}", boss, null);
        sees(403, "DELETE", "/v1/evidence/{operator}", key, null);
        sees(404, "DELETE", "/v1/evidence/honest", boss, null);
        sees(202, "POST", "/v1/nodes/{node}/drain", boss, null);
        sees(403, "POST", "/v1/nodes/{node}/drain", key, null);
        sees(404, "POST", "/v1/nodes/nowhere/drain", boss, null);
        for (String path : List.of("/healthz", "/readyz", "/metrics", "/openapi.json")) {
            sees(200, "GET", path, Optional.empty(), null);
        }
        sees(404, "GET", "/page/{file}", Optional.empty(), null);
        trouble(job, json, bytes);
        strangers();
        // The page, and the stream that does not end, have their own tests.
        seen.addAll(List.of("get / 200", "get / 404", "get /page/{file} 200", "get /v1/overview/events 200"));

        assertThat(seen).isEqualTo(described());
    }

    private void trouble(byte[] job, String[] json, String[] bytes) {
        Optional<ApiKey.Made> key = Optional.of(KEY);
        network.trouble = Optional.of(Kind.NO_ANSWER);
        sees(503, "POST", "/v1/artifacts", key, new byte[9], bytes);
        sees(503, "POST", "/v1/jobs", key, job, json);
        sees(503, "DELETE", "/v1/jobs/{job}", key, null);
        for (String path : List.of("artifacts/{artifact}", "jobs", "nodes", "overview/events", "jobs/{job}")) {
            sees(503, "GET", "/v1/" + path, key, null);
        }
        for (String what : List.of("events", "tasks", "tasks/events", "proof", "receipts")) {
            sees(503, "GET", "/v1/jobs/{done}/" + what, key, null);
        }
        sees(503, "POST", "/v1/nodes/{node}/drain", Optional.of(BOSS), null);
        sees(503, "DELETE", "/v1/evidence/{operator}", Optional.of(BOSS), null);
        sees(503, "GET", "/readyz", Optional.empty(), null);
        network.trouble = Optional.empty();
    }

    /** Whatever needs a key, without one and with one that is used up. */
    private void strangers() {
        for (Route route : server.routes()) {
            if (route.access() != Route.Access.OPEN) {
                sees(401, route.method(), route.path(), Optional.empty(), null);
                while (send("GET", "/v1/jobs", Optional.of(SPENT), null).statusCode() != 429) {}
                sees(429, route.method(), route.path(), Optional.of(SPENT), null);
            }
        }
    }

    private static String lastEvent() {
        HttpResponse<byte[]> events =
                send("GET", "/v1/jobs/" + ScriptedNetwork.DONE + "/events", Optional.of(KEY), null);
        return new String(events.body(), StandardCharsets.UTF_8).replaceAll("(?s).*id: ([0-9a-f]+)\n.*", "$1");
    }

    private static Set<String> described() {
        Set<String> all = new TreeSet<>();
        for (var path : document.get("paths").properties()) {
            for (var method : path.getValue().properties()) {
                String operation = operation(method.getKey(), path.getKey());
                method.getValue().get("responses").fieldNames().forEachRemaining(s -> all.add(operation + " " + s));
            }
        }
        return all;
    }
}
