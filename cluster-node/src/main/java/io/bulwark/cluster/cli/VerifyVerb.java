package io.bulwark.cluster.cli;

import io.bulwark.cluster.work.InputFile;
import io.bulwark.cluster.work.RefusedProofException;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies a proof against the input that it is said to be about. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies a proof file against the input.",
            "Every proof in it, that they join to the whole run, and that the digest which they prove is the one computed here",
            "from the input. Trusts nothing but this program."
        },
        footer = {"", "Example: bulwark verify digest.proof --input big.iso"})
final class VerifyVerb implements Callable<Integer> {
    @Parameters(paramLabel = "P", description = "the proof file")
    private Path proof;

    @Option(names = "--input", required = true, paramLabel = "F", description = "the input")
    private Path input;

    @Option(
            names = "--security",
            paramLabel = "SET",
            defaultValue = "128",
            description = "the parameters that proofs must have been made with: 128 (default) or 100")
    private String security;

    @Option(names = "--json", description = "print one JSON object")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Workloads workloads;

    VerifyVerb(Workloads workloads) {
        this.workloads = workloads;
    }

    @Override
    public Integer call() {
        long bytes = Inputs.sizeOfReadable(input);
        Inputs.sizeOfReadable(proof);
        PrintWriter out = spec.commandLine().getOut();
        Workload workload = workloads.with(1).first();
        long start = System.nanoTime();
        try {
            JobSpec job = workload.specOf(Optional.empty(), new InputFile(input).blob(), security);
            Workload.Verified verified = workload.verifyWhole(
                    job, proof, id -> input, Runtime.getRuntime().availableProcessors(), count -> {});
            print(out, verified, bytes, System.nanoTime() - start);
            return ExitCode.OK;
        } catch (RefusedProofException e) {
            out.println(
                    json ? Json.object(Map.of("valid", false, "cause", e.getMessage())) : "REFUSED: " + e.getMessage());
            return ExitCode.NO;
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UsageException("a file cannot be read: " + e.getMessage(), e);
        }
    }

    private void print(PrintWriter out, Workload.Verified verified, long bytes, long nanos) {
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("valid", true);
            facts.put("digest", verified.output());
            facts.put("bytes", bytes);
            facts.put("permutations", verified.claim().steps());
            facts.put("proofs", verified.links());
            facts.put("security", security);
            facts.put("seconds", nanos / 1e9);
            out.println(Json.object(facts));
            return;
        }
        out.printf("VALID: the Poseidon2 digest of the %,d bytes of %s is%n  %s%n", bytes, input, verified.output());
        out.printf(
                "  %,d permutations in %d proofs of the %s-bit set, verified and compared with the input in %.2f s%n",
                verified.claim().steps(), verified.links(), security, nanos / 1e9);
        out.flush();
    }
}
