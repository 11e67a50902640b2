package io.bulwark.cluster.cli;

import io.bulwark.client.ApiJson;
import io.bulwark.client.BulwarkClient;
import io.bulwark.client.PolicyForm;
import io.bulwark.client.Work;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.api.JobView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands a job in. */
@Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = {
            "Hands in a run of a program to be proved by the cluster, and prints the job's id.",
            "When it has printed that, the job is accepted: it will end, whichever nodes die. The same bytes give the same job."
        },
        footer = {
            "",
            "Examples:",
            "  bulwark submit guests/batch.elf --input batch.bin --watch",
            "  bulwark submit guests/primes.elf --server http://10.0.0.1:8480,http://10.0.0.2:8480"
        })
final class SubmitVerb implements Callable<Integer> {
    @Parameters(
            paramLabel = "ELF",
            arity = "0..1",
            description = "the program; without one, the digest of --input is proved")
    private Optional<Path> program = Optional.empty();

    @Option(names = "--input", paramLabel = "F", description = "the input; without one the program gets none")
    private Optional<Path> input = Optional.empty();

    @Option(
            names = "--security",
            paramLabel = "SET",
            defaultValue = "128",
            description = "the parameters to prove with: 128 (default) or 100")
    private String security;

    @Option(names = "--policy", paramLabel = "F", description = "a file with a policy, as docs/api.md has it")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--priority",
            paramLabel = "N",
            defaultValue = "0",
            description = "-10 to 10, the higher ones first (0)")
    private int priority;

    @Option(names = "--watch", description = "follow the job to its end")
    private boolean watch;

    @Option(names = "--json", description = "print JSON: the job, and with --watch each of its states, a line for each")
    private boolean json;

    @Mixin
    private Server server;

    @Spec
    private CommandSpec spec;

    private Policy policy() throws IOException {
        if (policy.isEmpty()) {
            return Policy.NONE;
        }
        Inputs.sizeOfReadable(policy.get());
        try {
            return PolicyForm.parse(Files.readString(policy.get()));
        } catch (MalformedMessageException e) {
            throw new UsageException(policy.get() + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Integer call() throws IOException {
        program.ifPresent(Inputs::sizeOfReadable);
        if (program.isEmpty()) {
            Inputs.sizeOfReadable(input.orElseThrow(
                    () -> new UsageException("there is nothing to prove: name a program, or a file with --input")));
        }
        input.filter(file -> !Files.isReadable(file)).ifPresent(file -> {
            throw new UsageException(file + " is not there or cannot be read");
        });
        Path empty = Files.createTempFile("bulwark-no-input-", "");
        PrintWriter out = spec.commandLine().getOut();
        try (BulwarkClient client = server.client()) {
            JobView job = client.submit(new Work(program, input.orElse(empty), security, policy(), priority));
            if (!json || !watch) {
                out.println(json ? ApiJson.write(job) : job.id().toString());
                out.flush();
            }
            return watch ? new WatchProgress(out, json).follow(client, job.id()) : ExitCode.OK;
        } finally {
            Files.delete(empty);
        }
    }
}
