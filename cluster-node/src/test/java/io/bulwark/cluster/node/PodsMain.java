package io.bulwark.cluster.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.prover.Makers;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * Nodes as in pods: a process of its own, for where the API server is comes from the environment. Starts a node for each port that it reads from standard
 * input, and says every now and then whom each of them sees.
 */
final class PodsMain {
    private PodsMain() {}

    /**
     * Runs them.
     *
     * @param arguments a directory for the nodes; the directory of the service account
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = Path.of(arguments[0]);
        List<ClusterNode> nodes = new ArrayList<>();
        Thread.ofPlatform().daemon().start(() -> say(nodes));
        BufferedReader ports = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String port = ports.readLine(); port != null; port = ports.readLine()) {
            ClusterNode node = start(directory.resolve(port), Path.of(arguments[1]), Integer.parseInt(port));
            synchronized (nodes) {
                nodes.add(node);
            }
        }
        synchronized (nodes) {
            nodes.forEach(ClusterNode::close);
        }
        System.exit(0);
    }

    private static ClusterNode start(Path data, Path account, int port) {
        KubernetesPods pods =
                new KubernetesPods("app.kubernetes.io/name=bulwark", "", "127.0.0.1", "bootstrap", port, 2);
        NodeSettings settings = new NodeSettings(
                "127.0.0.1",
                0,
                List.of(),
                data,
                0,
                1,
                data.resolve("keys"),
                Set.of(NodeSettings.GATEWAY),
                Papers.none(Member.local(new NodeId("pod-" + port))),
                new Rules(
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(1),
                        "keep-majority",
                        Optional.of(pods)));
        WorkloadSet workloads = WorkloadSet.of(new HashChain(1, 0));
        return ClusterNode.start(settings, workloads, Makers.threads(workloads), account(account));
    }

    private static Config account(Path account) {
        return ConfigFactory.parseString("""
                pekko.discovery.kubernetes-api {
                  api-ca-path = "%1$s/ca.crt"
                  api-token-path = "%1$s/token"
                  pod-namespace-path = "%1$s/namespace"
                }
                """.formatted(account));
    }

    private static void say(List<ClusterNode> nodes) {
        while (true) {
            synchronized (nodes) {
                System.out.println("SEEN "
                        + nodes.stream()
                                .map(node -> String.valueOf(Cluster.get(node.system())
                                        .state()
                                        .members()
                                        .size()))
                                .toList());
                System.out.flush();
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
