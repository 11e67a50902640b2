package io.bulwark.cluster.cli;

import io.bulwark.client.BulwarkClient;
import io.bulwark.protocol.Blob;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches a proof. */
@Command(
        name = "proof",
        mixinStandardHelpOptions = true,
        description =
                "Fetches the proof of a job that succeeded, and compares its digest. 'bulwark verify' says what it proves.",
        footer = {"", "Example: bulwark proof 1f2e... --out run.proof"})
final class ProofVerb implements Callable<Integer> {
    @Parameters(paramLabel = "ID", description = "the job")
    private String id;

    @Option(names = "--out", paramLabel = "P", required = true, description = "where to write the proof")
    private Path file;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Mixin
    private Server server;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        GuestFiles.requireDirectory(file);
        PrintWriter out = spec.commandLine().getOut();
        try (BulwarkClient client = server.client()) {
            Blob proof = client.proof(Server.job(id), file);
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("file", file.toString());
            facts.put("bytes", proof.bytes());
            facts.put("sha256", proof.id().toString());
            out.println(
                    json
                            ? Json.object(facts)
                            : JobText.size(proof.bytes()) + " in " + file + "; 'bulwark verify' says what it proves");
            out.flush();
            return ExitCode.OK;
        }
    }
}
