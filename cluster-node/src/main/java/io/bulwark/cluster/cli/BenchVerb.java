package io.bulwark.cluster.cli;

import io.bulwark.cluster.bench.CoreBench;
import io.bulwark.cluster.bench.CoreBench.Part;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures on this machine what the project publishes figures of. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        description = {
            "Measures the proving core on this machine, on one thread and on all cores, and prints Markdown: whole proofs,",
            "memory, steps of the protocol, kernels. Takes some minutes; the machine should do nothing else."
        },
        footer = {"", "Example: bulwark bench core --threads 2"})
final class BenchVerb implements Callable<Integer> {
    private static final String CORE = "core";

    @Parameters(paramLabel = "WHAT", description = "core")
    private String what;

    @Option(names = "--quick", description = "tiny sizes, each once: shows that it works, the figures mean nothing")
    private boolean quick;

    @Option(names = "--threads", paramLabel = "N", description = "threads of the figures of several (all cores)")
    private Integer threads;

    @Option(
            names = "--cpu-time",
            description = "by CPU time instead of the wall clock, on one thread: for a machine that is busy")
    private boolean cpuTime;

    @Option(names = "--only", paramLabel = "PART", split = ",", description = "${COMPLETION-CANDIDATES}")
    private List<Part> parts = Arrays.asList(Part.values());

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!what.equals(CORE)) {
            throw new UsageException("there is no bench called " + what + "; there is " + CORE);
        }
        PrintWriter err = spec.commandLine().getErr();
        CoreBench bench = CoreBench.run(command(), options(), part -> {
            err.println("measuring " + part);
            err.flush();
        });
        spec.commandLine()
                .getOut()
                .print(json ? Json.object(bench.facts()) + System.lineSeparator() : bench.markdown());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }

    private CoreBench.Options options() {
        int several = cpuTime ? 1 : Runtime.getRuntime().availableProcessors();
        try {
            return new CoreBench.Options(quick, cpuTime, threads == null ? several : threads, parts);
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    /** As it was typed. */
    private String command() {
        return "bulwark "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }
}
