package io.bulwark.cluster.cli;

import io.bulwark.cluster.http.ApiKey;
import io.bulwark.cluster.http.ApiKeyFile;
import io.bulwark.protocol.SubmitterId;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes and revokes the keys that a gateway asks for. */
@Command(
        name = "api-key",
        mixinStandardHelpOptions = true,
        description = {
            "Makes an API key, prints it, and adds a line to a file of keys that cannot be turned back into it; or revokes one.",
            "A gateway whose setting http.keys names the file sees the change within a second."
        },
        footer = {
            "",
            "Examples:",
            "  bulwark api-key --file keys --submitter acme --open-jobs 100",
            "  bulwark api-key --file keys --revoke 1f2e3d4c"
        })
final class ApiKeyVerb implements Callable<Integer> {
    private static final long GIB = 1L << 30;

    @Option(names = "--file", paramLabel = "F", required = true, description = "the file of keys")
    private Path file;

    @Option(names = "--submitter", paramLabel = "NAME", description = "whose jobs the key's are")
    private Optional<String> submitter = Optional.empty();

    @Option(names = "--revoke", paramLabel = "ID", description = "the id of a key that is to open nothing any more")
    private Optional<String> revoke = Optional.empty();

    @Option(names = "--operator", description = "the key sees all jobs and may act on nodes")
    private boolean operator;

    @Option(
            names = "--open-jobs",
            paramLabel = "N",
            defaultValue = "100",
            description = "jobs that may be open at once (100)")
    private int openJobs;

    @Option(
            names = "--open-gib",
            paramLabel = "N",
            defaultValue = "16",
            description = "GiB of program and input that these may have together (16)")
    private long openGib;

    @Option(
            names = "--gib-per-day",
            paramLabel = "N",
            defaultValue = "64",
            description = "GiB that may be handed in, in a day (64)")
    private long gibPerDay;

    @Option(
            names = "--requests-per-second",
            paramLabel = "N",
            defaultValue = "50",
            description = "requests, for more than a moment (50)")
    private int requestsPerSecond;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (submitter.isPresent() == revoke.isPresent()) {
            throw new UsageException("expected one of --submitter and --revoke");
        }
        PrintWriter out = spec.commandLine().getOut();
        try {
            List<ApiKey> keys = new ArrayList<>(Files.exists(file) ? ApiKeyFile.read(file) : List.of());
            revoke.ifPresent(id -> revoke(keys, id, out));
            submitter.ifPresent(name -> add(keys, new SubmitterId(name), out));
            ApiKeyFile.write(file, keys);
            out.flush();
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private void add(List<ApiKey> keys, SubmitterId name, PrintWriter out) {
        ApiKey.Made made = ApiKey.make(name, operator, openJobs, openGib * GIB, gibPerDay * GIB, requestsPerSecond);
        keys.add(made.entry());
        out.println(made.secret());
    }

    private void revoke(List<ApiKey> keys, String id, PrintWriter out) {
        boolean there = keys.stream().anyMatch(key -> key.id().equals(id));
        if (!there) {
            throw new UsageException("there is no key " + id + " in " + file);
        }
        keys.replaceAll(key -> key.id().equals(id) ? key.revoke() : key);
        out.println("key " + id + " opens nothing any more");
    }
}
