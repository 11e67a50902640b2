package io.bulwark.simulation.chaos;

import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.Region;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** A relay in front of each node: the node is said to be where the relay is, and listens elsewhere. */
final class Relays implements Network {
    private final Wires wires;
    private final List<Relay> relays = new ArrayList<>();

    Relays(Wires wires) {
        this.wires = wires;
    }

    Wires wires() {
        return wires;
    }

    @Override
    public Seat seat(Member member, Ports ports, NodeProcess.Launch launch, IntFunction<Optional<Region>> callers) {
        int real = RealCluster.freePort();
        Relay.Target node = () -> new Socket(InetAddress.getLoopbackAddress(), real);
        relays.add(new Relay(ports.remoting(), node, member.region(), wires, callers));
        return new Seat(
                launch.with(List.of(
                        "-Dpekko.remote.artery.bind.hostname=" + NodeProcess.HOST,
                        "-Dpekko.remote.artery.bind.port=" + real)),
                NodeProcess.HOST);
    }

    @Override
    public void close() {
        relays.forEach(Relay::close);
    }
}
