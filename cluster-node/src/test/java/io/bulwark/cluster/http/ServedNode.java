package io.bulwark.cluster.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.gateway.ClusterNetwork;
import io.bulwark.cluster.job.Quarantine;
import io.bulwark.cluster.node.ClusterNode;
import io.bulwark.cluster.node.MortalNode;
import io.bulwark.cluster.node.NodeSettings;
import io.bulwark.cluster.node.Papers;
import io.bulwark.cluster.node.Rules;
import io.bulwark.cluster.node.Storage;
import io.bulwark.cluster.work.FoldedHashChain;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.Workload;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** A node that proves hash chains, alone or joined to another, with its API on free ports of the loopback interface. */
public final class ServedNode implements AutoCloseable {
    private static final int STEPS_PER_TASK = 16;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ClusterNode node;
    private final HttpServer server;
    private static final Duration MEMBER_WITHIN = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    /** What was answered. */
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    /** A node that begins a cluster, and asks for no keys. */
    public static ServedNode alone(Path directory, Duration proving) {
        return start("node", directory, List.of(), 1, proving, Map.of());
    }

    /**
     * A node with further settings.
     *
     * @param join members to join through
     * @param settings of {@code bulwark.http}
     */
    public static ServedNode start(
            String name, Path directory, List<String> join, int slots, Duration proving, Map<String, Object> settings) {
        NodeSettings own = new NodeSettings(
                new NodeId(name), "127.0.0.1", 0, join, directory.resolve(name), slots, 1, directory.resolve("keys"));
        return start(own, new HashChain(STEPS_PER_TASK, proving.toNanos()), settings);
    }

    /** A node of some operator, whose proofs are folded; one without slots is a gateway only. */
    public static ServedNode of(
            Member member,
            Path directory,
            List<String> join,
            int slots,
            Duration proving,
            Map<String, Object> settings) {
        return start(
                settings(member, directory, join, slots),
                new FoldedHashChain(STEPS_PER_TASK, proving.toNanos(), proving.toNanos()),
                settings);
    }

    /** A node with one slot that begins a cluster, asks for no keys, and proves something else than hash chains. */
    public static ServedNode proving(Workload workload, Member member, Path directory) {
        return start(settings(member, directory, List.of(), 1), workload, Map.of());
    }

    private static NodeSettings settings(Member member, Path directory, List<String> join, int slots) {
        return new NodeSettings(
                "127.0.0.1",
                0,
                join,
                directory.resolve(member.node().name()),
                slots,
                1,
                directory.resolve("keys"),
                Set.of(slots > 0 ? "prover" : "gateway"),
                new Papers(Optional.empty(), Path.of(""), member),
                Rules.STANDARD,
                Storage.STANDARD);
    }

    private static ServedNode start(NodeSettings own, Workload workload, Map<String, Object> settings) {
        WorkloadSet workloads = WorkloadSet.of(workload);
        ClusterNode node = MortalNode.start(own, workloads);
        try {
            ServedNode served = new ServedNode(node, workloads, settings);
            awaitMembership(node);
            return served;
        } catch (RuntimeException e) {
            node.system().terminate();
            throw e;
        }
    }

    private static void awaitMembership(ClusterNode node) {
        long end = System.nanoTime() + MEMBER_WITHIN.toNanos();
        while (!node.health().whyUnready().isEmpty()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException(
                        "the node does not become a member: " + node.health().whyUnready());
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private ServedNode(ClusterNode node, WorkloadSet workloads, Map<String, Object> settings) {
        this.node = node;
        HttpSettings http = HttpSettings.of(ConfigFactory.parseMap(settings)
                .atPath("bulwark.http")
                .withFallback(ConfigFactory.parseMap(Map.of("port", 0, "management-port", 0))
                        .atPath("bulwark.http"))
                .withFallback(ConfigFactory.load()));
        server = HttpServer.start(
                node.system(),
                new ClusterNetwork(node, workloads, http.bounds(), node.metrics()),
                http,
                node.metrics());
    }

    public String url() {
        return server.url().orElseThrow();
    }

    public String managementUrl() {
        return server.managementUrl().orElseThrow();
    }

    /** Who gets no work in the node's region. */
    public Quarantine quarantine() {
        return node.quarantine();
    }

    /** Where others join. */
    public String address() {
        return node.address();
    }

    List<Route> routes() {
        return server.routes();
    }

    public HttpClient client() {
        return client;
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url() + path))
                .timeout(Duration.ofSeconds(60));
    }

    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public Answer get(String path) {
        return send(request(path));
    }

    public Answer post(String path, String type, byte[] body) {
        return send(request(path).header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    public Answer postJson(String path, String json) {
        return post(path, "application/json", json.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Ends the node as a crash does: nobody is told. */
    @Override
    public void close() {
        client.shutdownNow();
        node.system().terminate();
    }
}
