package io.bulwark.cluster.cli;

import io.bulwark.client.ApiJson;
import io.bulwark.client.BulwarkClient;
import io.bulwark.protocol.api.JobView;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one job. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        description = "Says how far a job is, who works for it, and how it ended.",
        footer = {"", "Example: bulwark job 1f2e..."})
final class JobVerb implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "the job")
    private String id;

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
            JobView job = client.job(Server.job(id));
            if (json) {
                out.println(ApiJson.write(job));
            } else {
                JobText.print(out, job);
            }
            out.flush();
            return ExitCode.OK;
        }
    }
}
