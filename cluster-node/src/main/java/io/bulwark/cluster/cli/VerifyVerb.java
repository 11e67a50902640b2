package io.bulwark.cluster.cli;

import io.bulwark.cluster.work.InputFile;
import io.bulwark.cluster.work.RefusedProofException;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.JobSpec;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProgramId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Verifies a proof against what it is said to be about; the file's first bytes tell which kind it is. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = {
            "Verifies a proof file, whose first bytes tell its kind.",
            "Of a program's run, final, root or a chain of segments: that this program, started on this input, ended so. Of a bundle:",
            "that its runs are what they claim, and with --member that a run is among them. Of a file's digest: that it is the one",
            "computed here from the input. Says what is proved, and what it was not asked to compare. Trusts nothing but this program."
        },
        footer = {
            "",
            "Examples:",
            "  bulwark verify batch.proof --elf guests/batch.elf --input batch.bin --output batch.out",
            "  bulwark verify batch.proof --program-id 1f2e... --output-digest 9a0b... --exit-code any",
            "  bulwark verify day.bundle --member day.bundle.members/01-batch.proof.member --program-id 1f2e...",
            "  bulwark verify digest.proof --input big.iso"
        })
final class VerifyVerb implements Callable<Integer> {
    @Parameters(paramLabel = "P", description = "the proof file")
    private Path proof;

    @Option(names = "--input", paramLabel = "F", description = "the input")
    private Optional<Path> input = Optional.empty();

    @Option(names = "--elf", paramLabel = "ELF", description = "the program")
    private Optional<Path> elf = Optional.empty();

    @Option(names = "--program-id", paramLabel = "H", description = "the program's id, instead of its file")
    private Optional<String> programId = Optional.empty();

    @Option(names = "--input-digest", paramLabel = "H", description = "the input's digest, instead of its file")
    private Optional<String> inputDigest = Optional.empty();

    @Option(names = "--output", paramLabel = "F", description = "what the program must have written")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--output-digest", paramLabel = "H", description = "SHA-256 of what it must have written")
    private Optional<String> outputDigest = Optional.empty();

    @Option(
            names = "--member",
            paramLabel = "M",
            description = "of a bundle: the membership file of the run that is meant")
    private Optional<Path> member = Optional.empty();

    @Option(
            names = "--exit-code",
            paramLabel = "N",
            defaultValue = "0",
            description = "the exit code it must have ended with: a number (default 0), or any")
    private String exitCode;

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
        PrintWriter out = spec.commandLine().getOut();
        Optional<ProofKind> kind =
                Files.isReadable(proof) && Files.isRegularFile(proof) ? RunCheck.kindOf(proof) : Optional.empty();
        if (kind.isPresent()) {
            return new RunCheck(wanted(), member).verify(kind.get(), proof, out, json);
        }
        if (!Files.isRegularFile(proof)) {
            throw new UsageException(proof + (Files.exists(proof) ? " is not a regular file" : " is not there"));
        }
        if (elf.isPresent() || programId.isPresent()) {
            throw new UsageException(proof + " is no proof of a run, nor a bundle or its member");
        }
        Path file = input.orElseThrow(() -> new UsageException("a digest's proof is verified against --input"));
        return verifyDigest(file, out);
    }

    private RunWanted wanted() {
        try {
            return new RunWanted(
                    elf,
                    programId.map(ProgramId::parse),
                    input,
                    inputDigest.map(Digest::parse),
                    output,
                    outputDigest.map(hex -> OutputDigest.of(HexFormat.of().parseHex(hex))),
                    exitCode.equals("any") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(exitCode)),
                    Integer.parseInt(security));
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }

    private int verifyDigest(Path file, PrintWriter out) {
        long bytes = Inputs.sizeOfReadable(file);
        Inputs.sizeOfReadable(proof);
        Workload workload = workloads.with(1).first();
        long start = System.nanoTime();
        try {
            JobSpec job = workload.specOf(Optional.empty(), new InputFile(file).blob(), security);
            Workload.Verified verified = workload.verifyWhole(
                    job, proof, id -> file, Runtime.getRuntime().availableProcessors(), count -> {});
            print(out, file, verified, bytes, System.nanoTime() - start);
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

    private void print(PrintWriter out, Path file, Workload.Verified verified, long bytes, long nanos) {
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("valid", true);
            facts.put("digest", verified.output());
            facts.put("bytes", bytes);
            facts.put("permutations", verified.steps());
            facts.put("proofs", verified.links());
            facts.put("security", security);
            facts.put("seconds", nanos / 1e9);
            out.println(Json.object(facts));
            return;
        }
        out.printf("VALID: the Poseidon2 digest of the %,d bytes of %s is%n  %s%n", bytes, file, verified.output());
        out.printf(
                "  %,d permutations in %d proofs of the %s-bit set, verified and compared with the input in %.2f s%n",
                verified.steps(), verified.links(), security, nanos / 1e9);
        out.flush();
    }
}
