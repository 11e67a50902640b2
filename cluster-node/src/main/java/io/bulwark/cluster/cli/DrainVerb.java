package io.bulwark.cluster.cli;

import io.bulwark.client.BulwarkClient;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.NodeId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Has a node leave. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        description =
                "Has a node hand back its work and leave the cluster. One that cannot be reached is removed; if it lives, behind a cut, it ends when the cut does, and has to be started again. Where gateways ask for keys, this needs an operator's.",
        footer = {"", "Example: bulwark drain node-2"})
final class DrainVerb implements Callable<Integer> {
    @Parameters(paramLabel = "NODE", description = "the node's name, as 'bulwark nodes' lists it")
    private String node;

    @Mixin
    private Server server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        NodeId id;
        try {
            id = new NodeId(node);
        } catch (MalformedMessageException e) {
            throw new UsageException(e.getMessage(), e);
        }
        try (BulwarkClient client = server.client()) {
            client.drain(id);
            spec.commandLine()
                    .getOut()
                    .println(
                            id
                                    + " hands back its work and leaves, or is removed if it cannot be reached; 'bulwark nodes' shows when it has");
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        }
    }
}
