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
    private static final String HOST = "127.0.0.1";
    private static final int GRACE_SECONDS = 3;
    private static final double NANOS = 1e9;

    private final List<NodeProcess> nodes = new ArrayList<>();

    /**
     * Starts the processes; they join each other by themselves.
     *
     * @param main the class whose {@code main} is the command line
     * @param directory gets the nodes' data and logs
     */
    LocalCluster(DemoSettings settings, Class<?> main, Path directory) {
        List<Integer> ports = ports(settings);
        for (int i = 0; i < settings.nodes(); i++) {
            NodeId name = new NodeId("node-" + (i + 1));
            Path log = directory.resolve(name + ".log");
            List<String> command = new ArrayList<>(jvm(settings, main));
            command.addAll(List.of(
                    "node",
                    "--name",
                    name.name(),
                    "--port",
                    String.valueOf(ports.get(i)),
                    "--data",
                    directory.resolve(name.name()).toString(),
                    "--keys",
                    settings.keys().toString(),
                    "--threads",
                    String.valueOf(settings.threads()),
                    "--http-port",
                    "off",
                    "--management-port",
                    "off",
                    "--end-with",
                    String.valueOf(ProcessHandle.current().pid())));
            if (i > 0) {
                command.addAll(List.of("--join", HOST + ":" + ports.getFirst()));
            }
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
                nodes.add(new NodeProcess(name, ports.get(i), process, log));
            } catch (IOException e) {
                close();
                throw new DemoException(
                        DemoException.Fault.INPUT, "node process " + name + " cannot be started: " + e.getMessage(), e);
            }
        }
    }

    private static List<String> jvm(DemoSettings settings, Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.nio=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx" + settings.heapMegabytes() + "m",
                "-XX:+UseParallelGC",
                "-XX:NewRatio=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName());
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
        return nodes.stream().map(node -> HOST + ":" + node.port()).toList();
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
