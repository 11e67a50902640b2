package io.bulwark.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.bulwark.cluster.work.WorkloadSettings;
import io.bulwark.protocol.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node is told at its start.
 *
 * @param host where others reach it
 * @param port the same; 0 for any free port
 * @param join members to join through, as "host:port"; empty to begin a cluster
 * @param data the directory in which it keeps what it knows
 * @param slots tasks that it proves side by side; 0 for a gateway
 * @param threads threads for each of them
 * @param keys where keys of circuits are kept, which processes may share
 */
public record NodeSettings(
        NodeId name, String host, int port, List<String> join, Path data, int slots, int threads, Path keys) {
    /** The role of nodes that prove, on which jobs run. */
    static final String PROVER = "prover";
    /** The role of nodes that only serve clients. */
    static final String GATEWAY = "gateway";

    private static final String SYSTEM = "bulwark";
    private static final int GREATEST_PORT = 65_535;

    /** @throws IllegalArgumentException if a number is out of its range or an address is not "host:port" */
    public NodeSettings {
        require(port >= 0 && port <= GREATEST_PORT, "a port from 0 to " + GREATEST_PORT, port);
        require(slots >= 0 && slots <= 1024, "0 to 1024 slots", slots);
        require(threads >= 1 && threads <= 1024, "1 to 1024 threads", threads);
        join = List.copyOf(join);
        for (String member : join) {
            require(member.matches("[^:\\s]+:[0-9]{1,5}"), "a member as host:port", member);
        }
    }

    /**
     * The settings under {@code bulwark} of a configuration.
     *
     * @throws com.typesafe.config.ConfigException if a key is of the wrong type
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static NodeSettings of(Config config) {
        Config own = config.getConfig("bulwark");
        String name = own.getString("name");
        Path data = Path.of(own.getString("data"));
        String keys = own.getString("keys");
        return new NodeSettings(
                new NodeId(name.isEmpty() ? "node-" + nameFrom(own.getInt("port")) : name),
                own.getString("host"),
                own.getInt("port"),
                own.getStringList("join"),
                data,
                own.getInt("slots"),
                own.getInt("threads"),
                keys.isEmpty() ? data.resolve("keys") : Path.of(keys));
    }

    private static long nameFrom(int port) {
        return port > 0 ? port : ProcessHandle.current().pid();
    }

    /** What its workloads are given. */
    public WorkloadSettings workloads() {
        return new WorkloadSettings(threads, Math.max(1, slots), Optional.of(keys));
    }

    /** Pekko's configuration of such a node. */
    Config pekko() {
        List<String> seeds =
                join.stream().map(member -> "pekko://" + SYSTEM + "@" + member).toList();
        Map<String, Object> own = Map.of(
                "pekko.remote.artery.canonical.hostname", host,
                "pekko.remote.artery.canonical.port", port,
                "pekko.cluster.seed-nodes", seeds,
                "pekko.cluster.roles", List.of(slots > 0 ? PROVER : GATEWAY),
                "pekko.cluster.distributed-data.durable.lmdb.dir",
                        data.resolve("ddata").resolve("headers").toString());
        return ConfigFactory.parseMap(own)
                .withFallback(ConfigFactory.parseResources("bulwark-pekko.conf"))
                .withFallback(ConfigFactory.load())
                .withValue("pekko.cluster.sharding.role", ConfigValueFactory.fromAnyRef(PROVER))
                .resolve();
    }

    String system() {
        return SYSTEM;
    }

    private static void require(boolean holds, String expected, Object got) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", got " + got);
        }
    }
}
