package io.bulwark.cluster.cli;

import io.bulwark.cluster.prover.WorkerMain;
import io.bulwark.cluster.work.WorkloadSettings;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The process of one slot of a node. Started by nodes, not by people. */
@Command(name = "worker", hidden = true, description = "The process of one slot of a node, started by the node.")
final class WorkerVerb implements Callable<Integer> {
    @Option(names = "--threads", defaultValue = "1")
    private int threads;

    @Option(names = "--keys", required = true)
    private Path keys;

    @Option(names = "--measure")
    private boolean measure;

    private final Workloads workloads;

    WorkerVerb(Workloads workloads) {
        this.workloads = workloads;
    }

    /** The arguments that start such a process. */
    static List<String> arguments(WorkloadSettings settings) {
        List<String> arguments = new ArrayList<>(List.of(
                "worker",
                "--threads",
                String.valueOf(settings.threads()),
                "--keys",
                settings.keys().orElseThrow().toString()));
        if (settings.measured()) {
            arguments.add("--measure");
        }
        return arguments;
    }

    @Override
    public Integer call() throws IOException {
        // What anything else prints must not get between the messages.
        System.setOut(System.err);
        WorkloadSettings settings = new WorkloadSettings(threads, 1, Optional.of(keys), measure);
        WorkerMain.work(
                workloads.with(settings),
                new FileInputStream(FileDescriptor.in),
                new FileOutputStream(FileDescriptor.out));
        return ExitCode.OK;
    }
}
