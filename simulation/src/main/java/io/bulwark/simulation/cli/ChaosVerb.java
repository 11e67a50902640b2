package io.bulwark.simulation.cli;

import io.bulwark.cluster.cli.ExitCode;
import io.bulwark.cluster.cli.Json;
import io.bulwark.cluster.cli.UsageException;
import io.bulwark.simulation.chaos.ChaosReport;
import io.bulwark.simulation.chaos.ChaosRun;
import io.bulwark.simulation.chaos.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Disturbs clusters of real processes on this machine. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Starts clusters of real node processes on this machine, of several operators and regions, with"
                    + " certificates; kills, stops and damages what each scenario says, and checks that nothing is lost.",
            "Each scenario says what it did, what it measured and its verdict; one table ends it. What this machine"
                    + " does not allow is skipped, and why is said. Exit code 1 if a verdict is bad. Proofs take time and"
                    + " no work here: 'bulwark demo --kill' disturbs a real proof."
        },
        footer = {
            "",
            "Example: bulwark chaos list",
            "         bulwark chaos job-node region",
            "         bulwark chaos all --out report"
        })
final class ChaosVerb implements Callable<Integer> {
    private static final String LIST = "list";

    @Parameters(paramLabel = "SCENARIO", description = "which, all (default), or list")
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write chaos.md and chaos.xml (JUnit) into this directory")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--json", description = "print one JSON object at the end, all else on standard error")
    private boolean json;

    @Option(names = "--keep", description = "keep the nodes' logs and data")
    private boolean keep;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter answer = spec.commandLine().getOut();
        if (scenarios.contains(LIST)) {
            ChaosRun.list().forEach(row -> answer.printf("%-18s rows %-8s %s%n", row.get(0), row.get(1), row.get(2)));
            answer.flush();
            return ExitCode.OK;
        }
        if (out.filter(Files::isRegularFile).isPresent()) {
            throw new UsageException("--out: expected a directory, got the file " + out.get());
        }
        PrintWriter words = json ? spec.commandLine().getErr() : answer;
        ChaosReport report = new ChaosReport(play(words), Instant.now(), machine());
        words.println();
        words.print(report.text());
        words.flush();
        if (json) {
            answer.println(Json.object(report.facts()));
            answer.flush();
        }
        write(report);
        return report.holds() ? ExitCode.OK : ExitCode.NO;
    }

    private List<Finding> play(PrintWriter words) throws InterruptedException {
        try {
            return new ChaosRun(
                            scenarios,
                            ChaosMain.class,
                            line -> {
                                words.println(line);
                                words.flush();
                            },
                            keep)
                    .play();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private void write(ChaosReport report) {
        try {
            if (out.isPresent()) {
                report.write(out.get());
            }
        } catch (IOException e) {
            throw new UsageException("the report cannot be written to " + out.get() + ": " + e.getMessage(), e);
        }
    }

    private static String machine() {
        return "%d processors, load %.1f, Java %s, %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                        Runtime.version(),
                        System.getProperty("os.name"));
    }
}
