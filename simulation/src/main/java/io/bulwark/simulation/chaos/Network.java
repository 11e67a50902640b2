package io.bulwark.simulation.chaos;

import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.Region;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** What is between the nodes of a scenario. */
interface Network extends AutoCloseable {
    /**
     * Where a node is.
     *
     * @param launch how it is started there
     * @param host at which other nodes reach it
     */
    record Seat(NodeProcess.Launch launch, String host) {}

    /**
     * The ports of a node.
     *
     * @param remoting at which other nodes reach it
     * @param http at which its clients reach it, on this machine's loopback interface
     */
    record Ports(int remoting, int http) {}

    /** All nodes on this machine's loopback interface, and nothing between them. */
    static Network none() {
        return new Network() {
            @Override
            public Seat seat(
                    Member member, Ports ports, NodeProcess.Launch launch, IntFunction<Optional<Region>> callers) {
                return new Seat(launch, NodeProcess.HOST);
            }

            @Override
            public void close() {
                // There is nothing to close.
            }
        };
    }

    /** Hosts at which nodes can be, which their certificates have to name. */
    default List<String> hosts() {
        return List.of(NodeProcess.HOST, "localhost");
    }

    /**
     * A place for a node.
     *
     * @param launch how nodes are started on this machine
     * @param callers the region of whoever has a socket with a local port on this machine's loopback interface
     * @throws ChaosException if there can be none
     */
    Seat seat(Member member, Ports ports, NodeProcess.Launch launch, IntFunction<Optional<Region>> callers);

    /** Says what it has done to what goes through it since it was last told what to do, where it counts that, and requires that this was something. */
    default void requireHarm(Trial trial) {
        // Who does not count has nothing to say.
    }

    /** All that was made for it goes. */
    @Override
    void close();
}
