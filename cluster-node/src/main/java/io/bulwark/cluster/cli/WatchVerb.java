package io.bulwark.cluster.cli;

import io.bulwark.client.BulwarkClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Follows one job. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description = "Follows a job to its end, whichever gateways die meanwhile. Exit code 1 if it did not succeed.",
        footer = {"", "Example: bulwark watch 1f2e..."})
final class WatchVerb implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "the job")
    private String id;

    @Option(names = "--json", description = "print each state as JSON, a line for each")
    private boolean json;

    @Mixin
    private Server server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (BulwarkClient client = server.client()) {
            return new WatchProgress(spec.commandLine().getOut(), json).follow(client, Server.job(id));
        }
    }
}
