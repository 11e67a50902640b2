package io.bulwark.cluster.cli;

import io.bulwark.client.ApiJson;
import io.bulwark.client.BulwarkClient;
import io.bulwark.protocol.api.NodeList;
import io.bulwark.protocol.api.NodeView;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists members. */
@Command(
        name = "nodes",
        mixinStandardHelpOptions = true,
        description = "Lists the members of the cluster, as the gateway sees them.",
        footer = {"", "Example: bulwark nodes"})
final class NodesVerb implements Callable<Integer> {
    private static final String ROW = "%-20s  %-12s  %-3s  %-10s  %-21s  %-8s  %s%n";

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private Server server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try (BulwarkClient client = server.client()) {
            List<NodeView> nodes = client.nodes();
            if (json) {
                out.println(ApiJson.write(new NodeList(nodes)));
            } else {
                out.printf(ROW, "NODE", "OPERATOR", "LAW", "REGION", "ADDRESS", "STATUS", "ROLES");
                nodes.forEach(node -> out.printf(
                        ROW,
                        node.name().map(Object::toString).orElse("?"),
                        node.operator().map(Object::toString).orElse("?"),
                        node.jurisdiction().map(Object::toString).orElse("?"),
                        node.region().map(Object::toString).orElse("?"),
                        node.address(),
                        node.reachable() ? node.status() : "silent",
                        String.join(", ", node.roles())));
            }
            out.flush();
            return ExitCode.OK;
        }
    }
}
