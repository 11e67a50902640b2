package io.bulwark.cluster.demo;

import io.bulwark.protocol.NodeId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Node processes on the loopback interface. They end with this process, however it ends. */
final class LocalCluster implements AutoCloseable {
    private static final int GRACE_SECONDS = 3;
    /** What a node needs that proves in other processes: the keys of a few programs, 110 MB each, and what is being verified. */
    private static final int NODE_HEAP_MEGABYTES = 512;

    private static final double NANOS = 1e9;

    private final List<NodeProcess> nodes = new ArrayList<>();

    /**
     * Starts the processes; they join each other by themselves.
     *
     * @param main the class whose {@code main} is the command line
     * @param consortium makes the nodes' certificates
     * @param directory gets the nodes' data and logs
     */
    LocalCluster(DemoSettings settings, Class<?> main, DemoConsortium consortium, Path directory) {
        List<Integer> ports = ports(settings);
        NodeProcess.Launch launch = new NodeProcess.Launch(main, NODE_HEAP_MEGABYTES, directory);
        for (int i = 0; i < settings.nodes(); i++) {
            NodeId name = new NodeId("node-" + (i + 1));
            List<String> arguments =
                    new ArrayList<>(List.of("--keys", settings.keys().toString()));
            arguments.addAll(List.of("--threads", String.valueOf(settings.threads())));
            arguments.addAll(List.of("--worker-heap", String.valueOf(settings.heapMegabytes())));
            arguments.addAll(List.of("--http-port", "off", "--management-port", "off"));
            // All nodes are on this machine: none is faster, and the first proofs are waited for.
            arguments.add("--no-measure");
            if (i > 0) {
                arguments.addAll(List.of("--join", nodes.getFirst().address()));
            }
            try {
                nodes.add(launch.start(
                        consortium.member(i, name), ports.get(i), consortium.certificates(i, name), arguments));
            } catch (IOException e) {
                close();
                throw new DemoException(
                        DemoException.Fault.INPUT, "node process " + name + " cannot be started: " + e.getMessage(), e);
            }
        }
    }

    private static List<Integer> ports(DemoSettings settings) {
        List<Integer> ports = new ArrayList<>();
        hold(settings.nodes(), settings.firstPort(), ports);
        return ports;
    }

    /** Notes so many ports from {@code next} on, or any if that is 0; holds each until the last one is noted, so that they differ. */
    private static void hold(int count, int next, List<Integer> ports) {
        if (count == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), next));
            ports.add(socket.getLocalPort());
            hold(count - 1, next == 0 ? 0 : next + 1, ports);
        } catch (IOException e) {
            throw new DemoException(
                    DemoException.Fault.INPUT,
                    "port " + next + " is taken by another process; choose others with --port, or none",
                    e);
        }
    }

    List<NodeProcess> nodes() {
        return List.copyOf(nodes);
    }

    /** Members through which another node can join, as "host:port". */
    List<String> addresses() {
        return nodes.stream().map(NodeProcess::address).toList();
    }

    Optional<NodeProcess> node(NodeId name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    /** Processor time that the nodes still alive have used, with the processes that work for them, in seconds. */
    double coreSeconds() {
        return nodes.stream()
                .map(node -> node.process().toHandle())
                .flatMap(node -> Stream.concat(Stream.of(node), node.descendants()))
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToDouble(duration -> duration.toNanos() / NANOS)
                .sum();
    }

    /** Ends what is left: asks first, and does not ask twice. */
    @Override
    public void close() {
        nodes.forEach(node -> node.process().destroy());
        for (NodeProcess node : nodes) {
            try {
                if (!node.process().waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                    node.kill();
                }
            } catch (InterruptedException e) {
                node.kill();
                Thread.currentThread().interrupt();
            }
        }
    }
}
