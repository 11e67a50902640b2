package io.bulwark.cluster.bench;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.bulwark.cluster.demo.DemoConsortium;
import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.cluster.gateway.AdmissionControl;
import io.bulwark.cluster.gateway.ClusterNetwork;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.cluster.node.ClusterNode;
import io.bulwark.cluster.node.Gateway;
import io.bulwark.cluster.node.NodeSettings;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.NodeId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Node processes on the loopback interface, with certificates and mutual TLS, and a gateway to them in this process. All of it ends, and its files are removed,
 * when it is closed or this process ends.
 */
final class Fleet implements AutoCloseable {
    /**
     * What the bench starts nodes with.
     *
     * @param main the class whose {@code main} is the command line
     * @param workloads what the nodes prove
     */
    record Launch(Class<?> main, WorkloadSet workloads) {}

    /**
     * What is to be started.
     *
     * @param regions over how many regions the nodes are spread, in turns
     * @param gatewayIndex the gateway is of the region, and the operator, of the node of that number
     * @param workers where nodes prove: "thread" or "process"
     * @param heapMegabytes of each node's process
     */
    record Order(int nodes, int regions, int gatewayIndex, String workers, int heapMegabytes) {
        static Order oneRegion(int nodes) {
            return new Order(nodes, 1, 0, "thread", HEAP_MEGABYTES);
        }

        Order withWorkers(String other) {
            return new Order(nodes, regions, gatewayIndex, other, heapMegabytes);
        }
    }

    static final int HEAP_MEGABYTES = 512;
    private static final int WORKER_HEAP_MEGABYTES = 256;
    private static final Duration FORM = Duration.ofMinutes(4);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int GRACE_SECONDS = 5;

    private final Launch launch;
    private final Order order;
    private final Path directory;
    private final DemoConsortium consortium;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final Thread onExit = new Thread(this::end);
    private final ClusterNode own;
    private final Gateway gateway;
    private final ClusterNetwork network;

    /**
     * Starts the first nodes and the gateway, and waits until all are members.
     *
     * @throws UnmeasuredException if they do not come up
     */
    static Fleet start(Launch launch, Order order) {
        Fleet fleet = new Fleet(launch, order);
        try {
            for (int i = 1; i < order.nodes(); i++) {
                fleet.add();
            }
            await(FORM, "the nodes do not form a cluster", () -> fleet.gateway.provers() == order.nodes());
            return fleet;
        } catch (UnmeasuredException e) {
            fleet.close();
            throw e;
        }
    }

    private Fleet(Launch launch, Order order) {
        this.launch = launch;
        this.order = order;
        try {
            directory = Files.createTempDirectory("bulwark-bench-");
        } catch (IOException e) {
            throw new UnmeasuredException("no directory can be made for temporary files: " + e.getMessage(), e);
        }
        Runtime.getRuntime().addShutdownHook(onExit);
        consortium = new DemoConsortium(directory, order.regions());
        add();
        Path certificates = consortium.certificates(order.gatewayIndex(), new NodeId("gateway"));
        own = ClusterNode.start(
                NodeSettings.of(ConfigFactory.parseMap(Map.of(
                        "bulwark.certs", certificates.toString(),
                        "bulwark.join", List.of(nodes.getFirst().address()),
                        "bulwark.data", directory.resolve("gateway").toString(),
                        "bulwark.slots", 0))),
                launch.workloads());
        gateway = new Gateway(own);
        network = new ClusterNetwork(own, launch.workloads(), AdmissionControl.Bounds.STANDARD, Metrics.NONE);
    }

    /** Starts one process more; does not wait for it. */
    NodeProcess add() {
        int index = nodes.size();
        NodeId name = new NodeId("node-" + (index + 1));
        List<String> arguments = new ArrayList<>(List.of("--config", config().toString()));
        arguments.addAll(List.of("--workers", order.workers()));
        if (!nodes.isEmpty()) {
            arguments.addAll(List.of("--join", nodes.getFirst().address()));
        }
        try {
            NodeProcess node = new NodeProcess.Launch(launch.main(), order.heapMegabytes(), directory)
                    .start(consortium.member(index, name), freePort(), consortium.certificates(index, name), arguments);
            nodes.add(node);
            return node;
        } catch (IOException e) {
            throw new UnmeasuredException("node process " + name + " cannot be started: " + e.getMessage(), e);
        }
    }

    private Path config() {
        Path file = directory.resolve("bench.conf");
        if (!Files.exists(file)) {
            Map<String, Object> settings = new HashMap<>();
            settings.put("bulwark.worker-heap", WORKER_HEAP_MEGABYTES);
            settings.put("bulwark.http.port", "off");
            settings.put("bulwark.http.management-port", "off");
            try {
                Files.writeString(file, ConfigFactory.parseMap(settings).root().render(ConfigRenderOptions.concise()));
            } catch (IOException e) {
                throw new UnmeasuredException("the nodes' settings cannot be written: " + e.getMessage(), e);
            }
        }
        return file;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UnmeasuredException("this machine has no free port: " + e.getMessage(), e);
        }
    }

    List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    NodeProcess node(NodeId name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UnmeasuredException(name + " is no node of this bench"));
    }

    ClusterNode own() {
        return own;
    }

    Gateway gateway() {
        return gateway;
    }

    ClusterNetwork network() {
        return network;
    }

    Path directory() {
        return directory;
    }

    /**
     * Waits until something is so.
     *
     * @throws UnmeasuredException if it is not within this time
     */
    static void await(Duration atMost, String otherwise, BooleanSupplier condition) {
        long until = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new UnmeasuredException(otherwise + " within " + atMost.toSeconds() + " s");
            }
            rest();
        }
    }

    /** @throws UnmeasuredException if the bench is told to end meanwhile */
    static void rest() {
        pause(POLL);
    }

    static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnmeasuredException("the bench was told to end", e);
        }
    }

    @Override
    public void close() {
        try {
            nodes.forEach(node -> node.process().destroy());
            own.close();
            for (NodeProcess node : nodes) {
                node.process().waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
            Runtime.getRuntime().removeShutdownHook(onExit);
        }
    }

    /** Nothing of it is to stay, now. */
    private void end() {
        for (NodeProcess node : nodes) {
            node.process().descendants().forEach(ProcessHandle::destroyForcibly);
            node.kill();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.getLogger(Fleet.class.getName())
                    .log(System.Logger.Level.WARNING, "some temporary files are left in " + directory);
        }
    }
}
