package io.bulwark.cluster.cli;

import io.bulwark.client.ApiJson;
import io.bulwark.client.BulwarkClient;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.JobSummary;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists jobs. */
@Command(
        name = "jobs",
        mixinStandardHelpOptions = true,
        description = "Lists the jobs that the key may see, the latest first.",
        footer = {"", "Example: bulwark jobs --limit 20"})
final class JobsVerb implements Callable<Integer> {
    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "how many at most, 1 to 500 (50)")
    private int limit;

    @Option(names = "--after", paramLabel = "PLACE", description = "where the list before ended, as it said")
    private Optional<String> after = Optional.empty();

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
            JobPage page = client.jobs(limit, after);
            if (json) {
                out.println(ApiJson.write(page));
            } else {
                out.printf("%-64s  %-9s  %8s  %-20s  %s%n", "JOB", "STATE", "PRIORITY", "ACCEPTED", "SUBMITTER");
                page.jobs().forEach(job -> print(out, job));
                page.next()
                        .ifPresent(place -> out.println("more: bulwark jobs --limit " + limit + " --after " + place));
            }
            out.flush();
            return ExitCode.OK;
        }
    }

    private static void print(PrintWriter out, JobSummary job) {
        out.printf(
                "%-64s  %-9s  %8d  %-20s  %s%n",
                job.id(),
                job.state(),
                job.priority(),
                job.acceptedAt().truncatedTo(ChronoUnit.SECONDS),
                job.submitter());
    }
}
