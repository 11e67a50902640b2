package io.bulwark.simulation.chaos;

import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.Region;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A network namespace of Linux for each region, with one address, all on one bridge in a namespace of its own: this machine's network is not touched, and two runs do not meet. What
 * goes from one region to another passes the bridge, where packets can be dropped ({@link Dropping}). Nodes serve their API without keys on the loopback interface of their
 * namespace, as anywhere; this process gets there by a {@link Doorway}, and is no part of the network that is disturbed.
 */
final class Namespaces implements Network {
    private static final String NEED = "root on Linux with network namespaces, and the commands ip and nft";
    private static final String PREFIX = "bulwark-chaos-";
    private static final String HUB = PREFIX + ProcessHandle.current().pid();
    /** Of the addresses that are free for use inside of any network (RFC 1918). */
    private static final String NET = "10.79.0.";

    /** A region's namespace: its name, its address, the bridge's port that it hangs on, and the way in. */
    private record Place(String name, String address, String port, Doorway door) {}

    private final Map<Region, Place> places = new LinkedHashMap<>();
    private final List<Relay> relays = new ArrayList<>();
    private boolean closed;

    /**
     * The bridge, with nothing on it.
     *
     * @throws ChaosException if this machine does not allow it
     */
    Namespaces() {
        removeLeftOvers();
        ip("netns", "add", HUB);
        try {
            ip("-n", HUB, "link", "add", "name", "hub", "type", "bridge");
            ip("-n", HUB, "link", "set", "dev", "hub", "up");
            drop(Dropping.nothing());
        } catch (ChaosException e) {
            close();
            throw e;
        }
    }

    /** Why there can be none here; empty if there can. */
    static Optional<String> impossible() {
        try (Namespaces tried = new Namespaces()) {
            tried.place(new Region("nowhere"));
            return Optional.empty();
        } catch (ChaosException e) {
            return Optional.of(e.getMessage());
        }
    }

    private static String ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(arguments));
        return Command.run(NEED, command);
    }

    /** Those of processes that were killed. */
    private static void removeLeftOvers() {
        leftOvers(ip("netns", "list"), pid -> ProcessHandle.of(pid).isPresent())
                .forEach(name -> ip("netns", "delete", name));
    }

    /** Who is alive. */
    @FunctionalInterface
    interface Living {
        boolean lives(long pid);
    }

    /** Namespaces of chaos whose process lives no more, of those that {@code ip netns list} has printed. */
    static List<String> leftOvers(String listed, Living living) {
        return listed.lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(name -> name.matches(PREFIX + "[0-9]{1,18}(-.*)?"))
                .filter(name -> !living.lives(
                        Long.parseLong(name.substring(PREFIX.length()).split("-", 2)[0])))
                .toList();
    }

    @Override
    public List<String> hosts() {
        List<String> hosts = new ArrayList<>(Network.super.hosts());
        IntStream.rangeClosed(1, RealCluster.REGIONS).forEach(number -> hosts.add(NET + number));
        return hosts;
    }

    @Override
    public Seat seat(Member member, Ports ports, NodeProcess.Launch launch, IntFunction<Optional<Region>> callers) {
        Place place = place(member.region());
        relays.add(new Relay(
                ports.http(),
                () -> place.door().connect(ports.http()),
                member.region(),
                new Wires(),
                port -> Optional.of(member.region())));
        return new Seat(launch.within(List.of("ip", "netns", "exec", place.name())), place.address());
    }

    private Place place(Region region) {
        return places.computeIfAbsent(region, this::made);
    }

    private Place made(Region region) {
        int number = places.size() + 1;
        String name = HUB + "-" + region.name();
        String port = "region" + number;
        String address = NET + number;
        ip("netns", "add", name);
        try {
            ip("-n", HUB, "link", "add", "name", port, "type", "veth", "peer", "name", "eth0", "netns", name);
            ip("-n", HUB, "link", "set", "dev", port, "master", "hub", "up");
            ip("-n", name, "address", "add", address + "/24", "dev", "eth0");
            ip("-n", name, "link", "set", "dev", "eth0", "up");
            ip("-n", name, "link", "set", "dev", "lo", "up");
            return new Place(name, address, port, new Doorway(Path.of("/run/netns", name)));
        } catch (ChaosException e) {
            ip("netns", "delete", name);
            throw e;
        }
    }

    /** The name of the bridge's port that a region hangs on. */
    String portOf(Region region) {
        return place(region).port();
    }

    /** From now on the bridge drops this, and nothing else. */
    void drop(Dropping what) {
        Command.run(NEED, List.of("ip", "netns", "exec", HUB, "nft", "-f", "-"), what.rules());
    }

    @Override
    public void requireHarm(Trial trial) {
        long dropped = Dropping.counted(ip("netns", "exec", HUB, "nft", "list", "table", "bridge", "bulwark"));
        trial.measured(Figure.count("packets dropped", dropped));
        trial.require(dropped > 0, "no packet was dropped: nothing was disturbed");
    }

    /** Once: at the scenario's end, or at this process's, if that comes first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        relays.forEach(Relay::close);
        places.values().forEach(place -> place.door().close());
        List<String> names =
                new ArrayList<>(places.values().stream().map(Place::name).toList());
        names.add(HUB);
        names.forEach(name -> ip("netns", "delete", name));
    }
}
