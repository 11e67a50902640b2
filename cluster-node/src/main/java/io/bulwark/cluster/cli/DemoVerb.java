package io.bulwark.cluster.cli;

import io.bulwark.cluster.demo.BatchDemo;
import io.bulwark.cluster.demo.Demo;
import io.bulwark.cluster.demo.DemoDirectory;
import io.bulwark.cluster.demo.DemoException;
import io.bulwark.cluster.demo.DemoReport;
import io.bulwark.cluster.demo.DemoSettings;
import io.bulwark.cluster.demo.DemoWork;
import io.bulwark.cluster.demo.EvmDemo;
import io.bulwark.cluster.work.RiscvWorkload;
import io.bulwark.cluster.work.WorkloadSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The main job on a cluster of real processes on this machine. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Proves a run of a program on a cluster of processes on this machine.",
            "Starts the node processes, proves on them in parallel that a payments rollup's batch of signed transfers leads from one",
            "root of accounts to another (guests/batch.elf, the same made input each time), verifies the proof, and says who proved",
            "what in which time. With FILE it proves that file's Poseidon2 digest instead; --work evm proves a block of 20 Ethereum",
            "transactions (guests/evm.elf) and says what one costs."
        },
        footer = {
            "",
            "Examples:",
            "  bulwark demo",
            "  bulwark demo --kill             a prover and the job's node are killed (SIGKILL) on the way",
            "  bulwark demo --work evm",
            "  bulwark demo movie.mp4 --out movie.proof"
        })
final class DemoVerb implements Callable<Integer> {
    /** How many transactions the made batch has, or the made block. */
    enum Work {
        SMALL(8),
        NORMAL(24),
        LARGE(256),
        EVM(20);

        private final int transactions;

        Work(int transactions) {
            this.transactions = transactions;
        }
    }

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "a file whose digest is proved")
    private Path file;

    @Option(names = "--nodes", paramLabel = "N", defaultValue = "3", description = "node processes (3)")
    private int nodes;

    @Option(
            names = "--work",
            paramLabel = "SIZE",
            defaultValue = "NORMAL",
            description = "the made batch: small (8 transfers), normal (24, default) or large (256); or evm")
    private Work work;

    @Option(
            names = "--core-hour",
            paramLabel = "PRICE",
            defaultValue = "0.04",
            description = "what a core costs for an hour, for --work evm (0.04)")
    private double coreHour;

    @Option(names = "--kill", description = "kill a prover, then the job's node, on the way")
    private boolean kill;

    @Option(names = "--keep", description = "keep the nodes' data and logs")
    private boolean keep;

    @Option(names = "--out", paramLabel = "P", description = "where to write the proof")
    private Path out;

    @Option(names = "--security", paramLabel = "SET", defaultValue = "128", description = "128 (default) or 100")
    private String security;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "1", description = "threads for each proof (1)")
    private int threads;

    @Option(
            names = "--heap",
            paramLabel = "MB",
            defaultValue = "2816",
            description = "heap of each node's prover (2816)")
    private int heap;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "the nodes' ports from here on; 0: any")
    private int port;

    @Option(names = "--json", description = "print one JSON object at the end, all else on standard error")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Workloads workloads;
    private final Class<?> main;

    DemoVerb(Workloads workloads, Class<?> main) {
        this.workloads = workloads;
        this.main = main;
    }

    @Override
    public Integer call() throws InterruptedException, IOException {
        check();
        DemoDirectory directory = new DemoDirectory();
        // Before the first logger is made: this process's log goes where the nodes' logs are.
        System.setProperty("logback.configurationFile", "logback-file.xml");
        System.setProperty(
                "bulwark.log.file", directory.path().resolve("demo.log").toString());
        PrintWriter words =
                json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        DemoSettings settings = new DemoSettings(
                nodes, port, threads, heap, security, kill, keep, Optional.ofNullable(out), CacheDirectory.standard());
        WorkloadSet known = workloads.with(threads);
        try {
            Optional<EvmDemo> block = block(known, directory);
            DemoWork work = block.isPresent() ? block.get().work() : work(known, directory);
            DemoReport report = new Demo(settings, known, work, main, directory, words).run();
            words.printf(
                    "%nThe proof (%,d bytes) is in %s. To verify it again:%n  bulwark verify %s%s --input %s%n",
                    report.proofBytes(),
                    report.proof(),
                    report.proof(),
                    work.program().map(elf -> " --elf " + elf).orElse(""),
                    report.input());
            block.ifPresent(b -> words.println(b.cost(report, coreHour)));
            words.flush();
            if (json) {
                spec.commandLine().getOut().println(Json.object(report.facts()));
            }
            tidy(directory, words);
            return ExitCode.OK;
        } catch (DemoException e) {
            spec.commandLine().getErr().println("bulwark demo: " + e.getMessage());
            if (directory.hasLogs()) {
                spec.commandLine().getErr().println("The logs are in " + directory.path());
            } else {
                directory.discard();
            }
            return switch (e.fault()) {
                case INPUT -> ExitCode.USAGE;
                case UNREACHABLE -> ExitCode.UNREACHABLE;
                case NO -> ExitCode.NO;
            };
        }
    }

    private Optional<EvmDemo> block(WorkloadSet known, DemoDirectory directory) {
        return file == null && work == Work.EVM
                ? Optional.of(EvmDemo.of(known.named(RiscvWorkload.NAME), work.transactions, directory))
                : Optional.empty();
    }

    private DemoWork work(WorkloadSet known, DemoDirectory directory) {
        if (file != null) {
            return new DemoWork(known.first(), Optional.empty(), file, "the digest of a file");
        }
        try {
            return BatchDemo.of(known.named(RiscvWorkload.NAME), work.transactions, directory);
        } catch (IllegalArgumentException e) {
            throw new DemoException(DemoException.Fault.INPUT, e.getMessage(), e);
        }
    }

    private void check() {
        if (file != null) {
            Inputs.sizeOfReadable(file);
        }
        if (out != null) {
            Path parent = out.toAbsolutePath().getParent();
            if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
                throw new UsageException(
                        "the proof cannot be written to " + out + ": no directory that can be written");
            }
        }
        if (nodes < 1 || nodes > 64) {
            throw new UsageException("expected 1 to 64 nodes, got " + nodes);
        }
        if (kill && nodes < DemoSettings.NODES_FOR_KILLING) {
            throw new UsageException("--kill kills two nodes and one must be left: it needs at least "
                    + DemoSettings.NODES_FOR_KILLING + ", got " + nodes);
        }
        if (!(coreHour >= 0)) {
            throw new UsageException("expected a price of 0 or more, got " + coreHour);
        }
        if (threads < 1 || heap < 256) {
            throw new UsageException(
                    "expected at least 1 thread and a heap of 256 MB, got " + threads + " and " + heap);
        }
    }

    private void tidy(DemoDirectory directory, PrintWriter words) throws IOException {
        if (keep) {
            words.println("Data and logs of all nodes are in " + directory.path());
        } else {
            directory.clean();
        }
    }
}
