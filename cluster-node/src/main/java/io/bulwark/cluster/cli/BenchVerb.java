package io.bulwark.cluster.cli;

import io.bulwark.cluster.bench.ApiBench;
import io.bulwark.cluster.bench.ClusterBench;
import io.bulwark.cluster.bench.CoreBench;
import io.bulwark.cluster.bench.EvmBench;
import io.bulwark.cluster.bench.FoldBench;
import io.bulwark.cluster.bench.MachineBench;
import io.bulwark.cluster.bench.Report;
import io.bulwark.cluster.work.WorkloadSettings;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
            "Measures on this machine, on one thread and on all cores, and prints Markdown. core: whole proofs, memory, steps of the",
            "protocol, kernels. machine: guest programs planned, traced, proved and verified, cells by table, memory by size class.",
            "fold: sizes of the circuits, lifts, joins, finish and bundles, the final proof's verifier, a whole run.",
            "evm: instructions of a block of Ethereum transactions, by phase and by kind, and its proof.",
            "cluster: what a cluster of processes on this machine costs beside proving, and how long it is held up when some are killed.",
            "api: a job's state at 500 requests a second, the delay of events, uploads, downloads, the page, 10,000 jobs listed.",
            "Takes some minutes; the machine should do nothing else."
        },
        footer = {
            "",
            "Examples:",
            "  bulwark bench core --threads 2",
            "  bulwark bench machine --only plan,prove --guest batch",
            "  bulwark bench fold --only run --run full",
            "  bulwark bench cluster --only idle --nodes 12",
            "  bulwark bench api --only status,events"
        })
final class BenchVerb implements Callable<Integer> {
    private static final String CORE = "core";
    private static final String MACHINE = "machine";
    private static final String FOLD = "fold";
    private static final String EVM = "evm";
    private static final String CLUSTER = "cluster";
    private static final String API = "api";

    @Parameters(paramLabel = "WHAT", description = "core, machine, fold, evm, cluster or api")
    private String what;

    @Option(names = "--quick", description = "tiny sizes, each once: shows that it works, the figures mean nothing")
    private boolean quick;

    @Option(names = "--threads", paramLabel = "N", description = "threads of the figures of several (all cores)")
    private Integer threads;

    @Option(
            names = "--cpu-time",
            description = "by CPU time instead of the wall clock, on one thread: for a machine that is busy")
    private boolean cpuTime;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description =
                    "core: proofs, memory, steps, kernels, allocation; machine: plan, prove, cells, memory; fold: circuits, steps, memory, verifier, run; evm: counts, proof;"
                            + " cluster: signatures, overhead, accept, failover, efficiency, bytes, queue, idle;"
                            + " api: status, events, transfer, page, list")
    private List<String> parts = List.of();

    @Option(names = "--guest", paramLabel = "NAME", split = ",", description = "of machine: these guests only")
    private List<String> guests = List.of();

    @Option(
            names = "--run",
            paramLabel = "SIZE",
            defaultValue = "SMALL",
            description = "of fold: the whole run has 2^19 cycles (tiny), 2^21 (small, default) or 2^24 (full)")
    private FoldBench.RunSize run;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "8",
            description = "of cluster: node processes that idle (8); each needs about 360 MB, and a tenth of a core")
    private int nodes;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "10000",
            description = "of cluster and api: jobs that wait in the queue, or are listed (10000)")
    private int jobs;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Report bench;
        try {
            bench = switch (what) {
                case CORE -> CoreBench.run(command(), coreOptions(), this::tell);
                case MACHINE -> MachineBench.run(command(), machineOptions(), this::tell);
                case FOLD -> FoldBench.run(command(), foldOptions(), this::tell);
                case EVM -> EvmBench.run(command(), quick, threads(), parts(EvmBench.Part.values()), this::tell);
                case CLUSTER ->
                    ClusterBench.run(
                            command(),
                            new ClusterBench.Options(quick, nodes, jobs, parts(ClusterBench.Part.values())),
                            BenchMain.class,
                            BenchMain.workloads(WorkloadSettings.of(1)),
                            this::tell);
                case API ->
                    ApiBench.run(
                            command(),
                            new ApiBench.Options(quick, jobs, parts(ApiBench.Part.values())),
                            BenchMain.class,
                            BenchMain.workloads(WorkloadSettings.of(1)),
                            this::tell);
                default ->
                    throw new UsageException("there is no bench called %s; there are %s, %s, %s, %s, %s and %s"
                            .formatted(what, CORE, MACHINE, FOLD, EVM, CLUSTER, API));
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
        spec.commandLine()
                .getOut()
                .print(json ? Json.object(bench.facts()) + System.lineSeparator() : bench.markdown());
        spec.commandLine().getOut().flush();
        return bench.surroundings().containsKey(ClusterBench.NOT_MEASURED) ? ExitCode.NO : ExitCode.OK;
    }

    private void tell(String part) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("measuring " + part);
        err.flush();
    }

    private CoreBench.Options coreOptions() {
        return new CoreBench.Options(quick, cpuTime, threads(), parts(CoreBench.Part.values()));
    }

    private MachineBench.Options machineOptions() {
        return new MachineBench.Options(quick, cpuTime, threads(), parts(MachineBench.Part.values()), guests);
    }

    private FoldBench.Options foldOptions() {
        return new FoldBench.Options(quick, cpuTime, threads(), run, parts(FoldBench.Part.values()));
    }

    private int threads() {
        int several = cpuTime ? 1 : Runtime.getRuntime().availableProcessors();
        return threads == null ? several : threads;
    }

    /** Those that were asked for; all if none was. */
    private <P extends Enum<P>> List<P> parts(P[] all) {
        List<String> known =
                Arrays.stream(all).map(p -> p.name().toLowerCase(Locale.ROOT)).toList();
        if (!known.containsAll(parts)) {
            throw new UsageException("expected parts among " + known + ", got " + parts);
        }
        return Arrays.stream(all)
                .filter(p -> parts.isEmpty() || parts.contains(p.name().toLowerCase(Locale.ROOT)))
                .toList();
    }

    /** As it was typed. */
    private String command() {
        return "bulwark "
                + String.join(" ", spec.root().commandLine().getParseResult().originalArgs());
    }
}
