package io.bulwark.cluster.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.gateway.Network;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.ServerBuilder;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.settings.ServerSettings;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.util.ByteString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the API on two listeners: the public one for clients, and one for health and metrics. It ends with the actors. */
public final class HttpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final Router open;
    private final Router management;
    private final List<ServerBinding> bindings = new ArrayList<>();
    private Optional<InetSocketAddress> openAddress = Optional.empty();
    private Optional<InetSocketAddress> managementAddress = Optional.empty();
    private final boolean tls;

    /**
     * Starts to serve.
     *
     * @throws HttpStartException if a port is taken, a file cannot be used, or the settings would let strangers in
     */
    public static HttpServer start(
            ActorSystem<?> system, Network network, HttpSettings settings, PrometheusMetrics metrics) {
        settings.requireSafe();
        HttpServer server = new HttpServer(system, network, settings, metrics);
        try {
            server.bind(settings);
        } catch (HttpStartException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private HttpServer(ActorSystem<?> system, Network network, HttpSettings settings, PrometheusMetrics metrics) {
        this.system = system;
        tls = settings.tls().isPresent();
        Materializer materializer = Materializer.createMaterializer(system);
        Door door = settings.keys().<Door>map(KeyedDoor::new).orElse(Door.OPEN);
        List<Route> health = new HealthRoutes(network).routes();
        List<Route> routes = Stream.of(
                        new ArtifactRoutes(network, metrics).routes(),
                        new JobRoutes(network, materializer).routes(),
                        new EventRoutes(network, metrics).routes(),
                        new TaskRoutes(network).routes(),
                        new OverviewRoutes(network).routes(),
                        new NodeRoutes(network).routes(),
                        health,
                        new PageRoutes().routes())
                .flatMap(List::stream)
                .toList();
        open = new Router(routes, door, metrics, materializer);
        Route scrape = Route.get(
                "/metrics",
                Route.Access.OPEN,
                call -> CompletableFuture.completedFuture(
                        Answers.bytes(200, ContentTypes.TEXT_PLAIN_UTF8, ByteString.fromString(metrics.scrape()))));
        management = new Router(
                Stream.concat(health.stream(), Stream.of(scrape)).toList(), Door.OPEN, metrics, materializer);
    }

    private void bind(HttpSettings settings) {
        openAddress = bind(settings.open(), open, settings.tls());
        managementAddress = bind(settings.management(), management, Optional.empty());
    }

    private Optional<InetSocketAddress> bind(
            HttpSettings.Listener listener, Router router, Optional<HttpSettings.TlsFiles> files) {
        return switch (listener.port()) {
            case HttpSettings.Port.Off off -> Optional.empty();
            case HttpSettings.Port.Exactly port -> Optional.of(bind(listener.host(), port.number(), router, files));
            case HttpSettings.Port.Usual port -> {
                try {
                    yield Optional.of(bind(listener.host(), port.number(), router, files));
                } catch (HttpStartException e) {
                    LOG.warn("{}; this node goes on without, another can be chosen", e.getMessage());
                    yield Optional.empty();
                }
            }
        };
    }

    private InetSocketAddress bind(String host, int port, Router router, Optional<HttpSettings.TlsFiles> files) {
        Config own = ConfigFactory.parseResources("bulwark-http.conf")
                .withFallback(system.settings().config())
                .resolve();
        ServerBuilder builder = Http.get(system)
                .newServerAt(host, port)
                .withSettings(ServerSettings.create(own))
                .withMaterializer(DeepStacks.materializer(system.classicSystem(), own));
        ServerBuilder secured = files.map(f -> builder.enableHttps(Tls.of(f))).orElse(builder);
        try {
            ServerBinding binding =
                    secured.bind(router::handle).toCompletableFuture().join().addToCoordinatedShutdown(GRACE, system);
            bindings.add(binding);
            return binding.localAddress();
        } catch (CompletionException e) {
            throw new HttpStartException(
                    "HTTP cannot be served at " + host + ":" + port
                            + ": another process has the port, or this is no address of this machine",
                    e);
        }
    }

    /** The public listener's URL; empty if there is none. */
    public Optional<String> url() {
        return openAddress.map(address -> (tls ? "https" : "http") + "://" + text(address));
    }

    /** The management listener's URL; empty if there is none. */
    public Optional<String> managementUrl() {
        return managementAddress.map(address -> "http://" + text(address));
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** All that is served on either listener. */
    List<Route> routes() {
        return Stream.concat(open.routes().stream(), management.routes().stream())
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        bindings.forEach(binding -> binding.terminate(GRACE));
    }
}
