package io.bulwark.cluster.cli;

import io.bulwark.backend.VerificationException;
import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.file.FoldedFile;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.recursion.file.RunMember;
import io.bulwark.recursion.fold.FinalClaim;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldSystem;
import io.bulwark.recursion.fold.FoldVerifier;
import java.io.IOException;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes one proof of several finished ones, of any programs, and for each of them the file that shows that it is in the bundle. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = {
            "Makes one proof of several final proofs, of any programs.",
            "It proves that all runs are what they claim, under one Merkle root of the claims. For each run a small membership file is",
            "written: who has the bundle and this file can verify the run, and learns nothing of the others."
        },
        footer = {
            "",
            "Example: bulwark bundle batch.proof audit.proof --out day.bundle",
            "         bulwark verify day.bundle --member day.bundle.members/01-batch.proof.member --elf guests/batch.elf"
        })
final class BundleVerb implements Callable<Integer> {
    @Parameters(
            paramLabel = "P",
            arity = "1..*",
            description = "final proofs, as 'bulwark prove' writes them; 16 at most")
    private List<Path> proofs;

    @Option(names = "--out", required = true, paramLabel = "B", description = "where to put the bundle")
    private Path out;

    @Option(
            names = "--members",
            paramLabel = "DIR",
            description = "where to put the membership files (default: B.members); made if it is not there")
    private Optional<Path> members = Optional.empty();

    @Option(names = "--security", defaultValue = "128", paramLabel = "SET", description = "128 (default) or 100")
    private int security;

    @Option(names = "--threads", paramLabel = "N", description = "how many work at once (default: all processors)")
    private Optional<Integer> threads = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (proofs.size() > FoldSystem.MAX_BUNDLE) {
            throw new UsageException("expected at most " + FoldSystem.MAX_BUNDLE + " proofs, got " + proofs.size());
        }
        int n = threads.orElse(Runtime.getRuntime().availableProcessors());
        ProveVerb.parameters(security);
        proofs.forEach(Inputs::sizeOfReadable);
        LocalFolding folding =
                LocalFolding.of(security, ProverOptions.standard().withThreads(n));
        FoldIdentities identities = folding.identities();
        PrintWriter console = spec.commandLine().getOut();
        List<FinalProof> runs = new ArrayList<>();
        for (Path proof : proofs) {
            Optional<FinalProof> run = verified(proof, identities, console);
            if (run.isEmpty()) {
                return ExitCode.NO;
            }
            runs.add(run.get());
        }
        long start = System.nanoTime();
        byte[] bundle = FoldedFile.encode(
                ProofKind.BUNDLE, identities, folding.prover().bundle(runs).encode());
        GuestFiles.write(out, stream -> stream.write(bundle));
        Path directory = writeMembers(runs, identities);
        console.printf(
                "%s: %d runs in one proof of %,d bytes, proved in %.1f s; membership files are in %s%n",
                out, runs.size(), bundle.length, (System.nanoTime() - start) / 1e9, directory);
        console.flush();
        return ExitCode.OK;
    }

    /** A proof that verifies; of one that does not, the user is told. */
    private static Optional<FinalProof> verified(Path file, FoldIdentities identities, PrintWriter console) {
        try {
            byte[] content = FoldedFile.content(ProofKind.FINAL, identities, RunCheck.folded(file));
            FinalProof run = FinalProof.decode(content, identities);
            FinalClaim claim = new FoldVerifier(identities).verify(run);
            console.printf("%s: program %s, exit code %d%n", file, claim.program(), claim.exitCode());
            console.flush();
            return Optional.of(run);
        } catch (VerificationException e) {
            console.println("REFUSED: " + file + ": " + e.getMessage());
            console.flush();
            return Optional.empty();
        } catch (IOException e) {
            throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Path writeMembers(List<FinalProof> runs, FoldIdentities identities) {
        Path directory = members.orElseGet(() -> out.resolveSibling(out.getFileName() + ".members"));
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UsageException(directory + " cannot be made: " + e.getMessage(), e);
        }
        List<RunMember> ofRuns = RunMember.of(runs);
        for (int i = 0; i < runs.size(); i++) {
            byte[] file = FoldedFile.encode(
                    ProofKind.MEMBER, identities, ofRuns.get(i).encode());
            String name = "%02d-%s.member".formatted(i + 1, proofs.get(i).getFileName());
            GuestFiles.write(directory.resolve(name), stream -> stream.write(file));
        }
        return directory;
    }
}
