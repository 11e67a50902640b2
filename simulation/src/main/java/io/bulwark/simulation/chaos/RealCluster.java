package io.bulwark.simulation.chaos;

import io.bulwark.client.BulwarkException;
import io.bulwark.cluster.demo.DemoConsortium;
import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Region;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Node processes of several operators in as many regions, with certificates and mutual TLS. They end with this process, however it ends. */
final class RealCluster implements AutoCloseable {
    static final int REGIONS = 3;
    private static final int HEAP_MEGABYTES = 320;
    /** A node of a scenario lives for a minute: the better compiler would cost more than it saves. */
    private static final List<String> QUICK_START = List.of("-XX:TieredStopAtLevel=1");

    private static final Duration FORM = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(100);
    /** Below what systems give to outgoing connections: nobody takes the port of a dead node before it is started again. */
    private static final int FIRST_PORT = 20_000;

    private static final int PORTS = 12_000;
    private static final int MOST_STARTS = 10;
    private static final int TAIL = 12;

    private final NodeProcess.Launch launch;
    private final DemoConsortium consortium;
    private final Network network;
    /** Relays read it, too. */
    private final List<RealNode> nodes = new CopyOnWriteArrayList<>();

    private final Set<RealNode> tended = new LinkedHashSet<>();
    private int startsAgain;
    private final Thread onExit = new Thread(this::end);

    /**
     * Starts nodes and waits until all of them see each other.
     *
     * @param inRegions how many in each region
     * @throws ChaosException if they do not form a cluster
     */
    static RealCluster start(Stage stage, int... inRegions) throws InterruptedException {
        return start(Network.none(), stage, inRegions);
    }

    /** @param network what is between them; ends with the cluster */
    static RealCluster start(Network network, Stage stage, int... inRegions) throws InterruptedException {
        RealCluster cluster = of(network, stage, inRegions);
        try {
            cluster.startAll();
            return cluster;
        } catch (ChaosException | InterruptedException e) {
            cluster.close();
            throw e;
        }
    }

    /** The same, of which nothing is started yet. */
    static RealCluster of(Network network, Stage stage, int... inRegions) {
        RealCluster cluster = new RealCluster(network, stage);
        try {
            for (int region = 0; region < inRegions.length; region++) {
                for (int i = 0; i < inRegions[region]; i++) {
                    cluster.make(region);
                }
            }
            return cluster;
        } catch (ChaosException e) {
            cluster.close();
            throw e;
        }
    }

    private RealCluster(Network network, Stage stage) {
        this.network = network;
        launch = new NodeProcess.Launch(stage.main(), HEAP_MEGABYTES, QUICK_START, stage.directory());
        consortium = new DemoConsortium(stage.directory(), REGIONS, network.hosts());
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    /** One node more of the operator with this number, in that operator's region; not started. */
    RealNode make(int region) {
        NodeId name = new NodeId("node-" + (nodes.size() + 1));
        return make(consortium.member(region, name), consortium.certificates(region, name));
    }

    /** One node more, with certificates of its own; not started. */
    RealNode make(Member member, Path certificates) {
        Network.Ports ports = new Network.Ports(freePort(), freePort());
        RealNode node = new RealNode(network.seat(member, ports, launch, this::regionOf), member, certificates, ports);
        nodes.add(node);
        return node;
    }

    private Optional<Region> regionOf(int port) {
        try {
            List<Long> pids =
                    nodes.stream().flatMap(node -> node.pid().stream()).toList();
            return SocketOwner.of(port, pids)
                    .flatMap(pid -> nodes.stream()
                            .filter(node -> node.pid().equals(Optional.of(pid)))
                            .map(node -> node.member().region())
                            .findFirst());
        } catch (IOException e) {
            throw new UncheckedIOException("whose connection it is cannot be read: " + e.getMessage(), e);
        }
    }

    /** Starts all nodes at once, the first of which begins the cluster while the others ask until it answers, and waits until all are members. */
    void startAll() throws InterruptedException {
        RealNode first = nodes.getFirst();
        first.start(List.of());
        tended.add(first);
        nodes.subList(1, nodes.size()).forEach(this::startAgain);
        awaitMembers();
    }

    /** Starts a node that joins through those which are up, and keeps it running: whatever ends by itself is started again, as a service is. */
    void startAgain(RealNode node) {
        startOnce(node);
        tended.add(node);
    }

    /** Starts a node that joins through those which are up. */
    void startOnce(RealNode node) {
        node.start(nodes.stream()
                .filter(other -> other != node && other.up())
                .map(RealNode::address)
                .toList());
    }

    /** Nodes that have ended by themselves, having been removed by others while this machine was too busy, or at a fault of theirs, are started again. */
    private void tend() {
        for (RealNode node : tended) {
            if (node.endedByItself()) {
                if (++startsAgain > MOST_STARTS) {
                    throw new ChaosException(node + " has ended by itself:\n" + String.join("\n", lastOf(node.log())));
                }
                if (up().isEmpty()) {
                    node.start(List.of());
                } else {
                    startOnce(node);
                }
            }
        }
    }

    /** How often nodes had to be started again that had ended by themselves. */
    int startsAgain() {
        return startsAgain;
    }

    /** Waits until each node that is up sees all that are up as members. */
    void awaitMembers() throws InterruptedException {
        await(FORM, "that the nodes form a cluster", () -> up().stream().allMatch(this::seesAll));
    }

    private boolean seesAll(RealNode node) {
        Set<NodeId> seen = seenBy(node);
        return up().stream().allMatch(other -> seen.contains(other.member().node()));
    }

    /** Whether one is a member that the other reaches. */
    boolean sees(RealNode node, RealNode other) {
        return seenBy(node).contains(other.member().node());
    }

    private static Set<NodeId> seenBy(RealNode node) {
        try {
            return node.client().nodes().stream()
                    .filter(view -> view.status().equals("up") && view.reachable())
                    .flatMap(view -> view.name().stream())
                    .collect(Collectors.toSet());
        } catch (BulwarkException e) {
            return Set.of();
        }
    }

    private static List<String> lastOf(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
    }

    static int freePort() {
        for (int tries = 0; tries < 1000; tries++) {
            int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Then another one.
            }
        }
        throw new ChaosException("this machine has no free port from " + FIRST_PORT + " on");
    }

    List<RealNode> nodes() {
        return List.copyOf(nodes);
    }

    /** Those whose processes run and are not stopped. */
    List<RealNode> up() {
        return nodes.stream().filter(RealNode::up).toList();
    }

    RealNode node(NodeId name) {
        return nodes.stream()
                .filter(node -> node.member().node().equals(name))
                .findFirst()
                .orElseThrow(() -> new ChaosException(name + " is no node of this scenario"));
    }

    /** The nodes of a region. */
    List<RealNode> in(Region region) {
        return nodes.stream()
                .filter(node -> node.member().region().equals(region))
                .toList();
    }

    DemoConsortium consortium() {
        return consortium;
    }

    Path directory() {
        return launch.directory();
    }

    /**
     * Waits until something is so.
     *
     * @throws ChaosException if it is not within this time
     */
    void await(Duration atMost, String what, BooleanSupplier so) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        while (!so.getAsBoolean()) {
            tend();
            if (System.nanoTime() > until) {
                throw new ChaosException("waited for " + atMost.toSeconds() + " s in vain: " + what);
            }
            Thread.sleep(POLL);
        }
    }

    /** Ends all of it at once. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException ending) {
            // This process ends, and the hook is at it.
        }
    }

    private void end() {
        nodes.forEach(RealNode::close);
        network.close();
    }
}
