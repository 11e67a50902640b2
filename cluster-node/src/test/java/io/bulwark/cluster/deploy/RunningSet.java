package io.bulwark.cluster.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** As much of a Kubernetes API server as Helm asks to see a StatefulSet that is there already. */
final class RunningSet implements AutoCloseable {
    private static final String KINDS = """
            {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": "apps/v1", "resources": [
              {"name": "statefulsets", "singularName": "statefulset", "namespaced": true, "kind": "StatefulSet", "verbs": ["get"]}]}
            """;
    private static final String NOTHING = """
            {"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404}
            """;

    private final HttpServer server;

    private RunningSet(HttpServer server) {
        this.server = server;
    }

    static RunningSet of(int replicas) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        String set = """
                {"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": {"name": "bulwark"}, "spec": {"replicas": %d}}
                """.formatted(replicas);
        server.createContext("/", exchange -> answer(exchange, 404, NOTHING));
        server.createContext("/apis/apps/v1", exchange -> answer(exchange, 200, KINDS));
        server.createContext(
                "/apis/apps/v1/namespaces/bulwark/statefulsets/bulwark", exchange -> answer(exchange, 200, set));
        server.start();
        return new RunningSet(server);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
