package io.bulwark.cluster.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The part of a Kubernetes API server that nodes use: pods by label, and leases, which change only for who knows their latest version. Who does not show the token gets
 * 401; what nodes have no right to is not there.
 */
final class KubernetesApi implements AutoCloseable {
    static final String TOKEN = "a-service-account's";
    static final String NAMESPACE = "bulwark";
    private static final String PODS = "/api/v1/namespaces/" + NAMESPACE + "/pods";
    private static final String LEASES = "/apis/coordination.k8s.io/v1/namespaces/" + NAMESPACE + "/leases";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final Map<String, ObjectNode> pods = new ConcurrentSkipListMap<>();
    private final Map<String, ObjectNode> leases = new ConcurrentSkipListMap<>();
    private final AtomicInteger listed = new AtomicInteger();
    private int version;

    private KubernetesApi(HttpServer server) {
        this.server = server;
        server.createContext("/", this::serve);
        server.setExecutor(Executors.newCachedThreadPool(
                Thread.ofPlatform().daemon().name("api-", 0).factory()));
        server.start();
    }

    /** A new one; what a pod has of it, its certificate, token and namespace, is written to the directory. */
    static KubernetesApi secure(Path account) throws IOException, GeneralSecurityException {
        NodeIdentity identity = NodeIdentity.selfMade(Member.local(new NodeId("api")), List.of("127.0.0.1"));
        X509Certificate certificate = identity.shown().x509();
        char[] password = "none".toCharArray();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("api", identity.key(), password, new X509Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(place(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        write(account, certificate);
        return new KubernetesApi(server);
    }

    private static InetSocketAddress place() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private static void write(Path account, X509Certificate certificate) throws IOException, GeneralSecurityException {
        Files.createDirectories(account);
        Files.writeString(account.resolve("token"), TOKEN);
        Files.writeString(account.resolve("namespace"), NAMESPACE);
        Files.writeString(
                account.resolve("ca.crt"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** There is a running pod with this label, which answers other pods at that port of the loopback interface. */
    void run(String name, String app, int port) {
        ObjectNode pod = JSON.createObjectNode();
        pod.putObject("metadata").put("name", name).putObject("labels").put("app.kubernetes.io/name", app);
        ObjectNode container = pod.putObject("spec").putArray("containers").addObject();
        container
                .put("name", "node")
                .putArray("ports")
                .addObject()
                .put("name", "bootstrap")
                .put("containerPort", port);
        pod.putObject("status").put("phase", "Running").put("podIP", "127.0.0.1");
        pods.put(name, pod);
    }

    /** How often pods were asked for. */
    int listed() {
        return listed.get();
    }

    /** Who holds a lease, if somebody does. */
    Optional<String> holder(String lease) {
        return Optional.ofNullable(leases.get(lease))
                .map(found -> found.path("spec").path("holderIdentity").asText(""))
                .filter(name -> !name.isEmpty());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, status("Unauthorized"));
            } else if (path.equals(PODS)) {
                listed.incrementAndGet();
                answer(exchange, 200, list(exchange.getRequestURI().getQuery()));
            } else if (path.startsWith(LEASES)) {
                lease(exchange, path.substring(LEASES.length()).replaceFirst("^/", ""));
            } else {
                answer(exchange, 403, status("Forbidden"));
            }
        }
    }

    private ObjectNode list(String query) {
        ObjectNode list = JSON.createObjectNode().put("kind", "PodList").put("apiVersion", "v1");
        var items = list.putArray("items");
        pods.values().stream()
                .filter(pod -> query.equals("labelSelector=app.kubernetes.io/name="
                        + pod.at("/metadata/labels")
                                .path("app.kubernetes.io/name")
                                .asText()))
                .forEach(items::add);
        return list;
    }

    private synchronized void lease(HttpExchange exchange, String name) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod()) {
            case "GET" -> {
                ObjectNode found = leases.get(name);
                answer(exchange, found == null ? 404 : 200, found == null ? status("NotFound") : found);
            }
            case "POST" -> {
                ObjectNode made = (ObjectNode) JSON.readTree(body);
                String called = made.at("/metadata/name").asText();
                boolean there = leases.containsKey(called);
                answer(exchange, there ? 409 : 201, there ? status("AlreadyExists") : keep(called, made));
            }
            case "PUT" -> {
                ObjectNode wanted = (ObjectNode) JSON.readTree(body);
                JsonNode seen = wanted.at("/metadata/resourceVersion");
                boolean latest =
                        leases.containsKey(name) && seen.equals(leases.get(name).at("/metadata/resourceVersion"));
                answer(exchange, latest ? 200 : 409, latest ? keep(name, wanted) : status("Conflict"));
            }
            default -> answer(exchange, 403, status("Forbidden"));
        }
    }

    private ObjectNode keep(String name, ObjectNode lease) {
        ((ObjectNode) lease.get("metadata")).put("resourceVersion", String.valueOf(++version));
        leases.put(name, lease);
        return lease;
    }

    private static ObjectNode status(String reason) {
        return JSON.createObjectNode()
                .put("kind", "Status")
                .put("apiVersion", "v1")
                .put("reason", reason);
    }

    private static void answer(HttpExchange exchange, int code, ObjectNode what) throws IOException {
        byte[] bytes = what.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
