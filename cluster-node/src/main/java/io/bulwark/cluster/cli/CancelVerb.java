package io.bulwark.cluster.cli;

import io.bulwark.client.ApiJson;
import io.bulwark.client.BulwarkClient;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobView;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Cancels one job. */
@Command(
        name = "cancel",
        mixinStandardHelpOptions = true,
        description = "Cancels a job. One that has ended stays as it is; exit code 1 if it had succeeded or failed.",
        footer = {"", "Example: bulwark cancel 1f2e..."})
final class CancelVerb implements Callable<Integer> {
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
            JobView job = client.cancel(Server.job(id));
            boolean late = job.state() == JobState.SUCCEEDED || job.state() == JobState.FAILED;
            if (json) {
                out.println(ApiJson.write(job));
            } else {
                out.println("job " + job.id().brief()
                        + (late ? " has " + job.state() + " already" : " is to be cancelled; it is " + job.state()));
            }
            out.flush();
            return late ? ExitCode.NO : ExitCode.OK;
        }
    }
}
