package io.bulwark.cluster.cli;

import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.fold.FoldCircuit;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldKeys;
import io.bulwark.recursion.fold.FoldSystem;
import io.bulwark.recursion.fold.IdentitiesFile;
import io.bulwark.riscv.segment.SegmentShape;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the keys of circuits ahead of the first proof that needs them. */
@Command(
        name = "keys",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the keys of circuits ahead, and keeps them on disk.",
            "Without it each is made when a proof needs it first. Every key is held to the identity that this version fixes. They are",
            "kept in $BULWARK_CACHE, else in $XDG_CACHE_HOME/bulwark, else in ~/.cache/bulwark; what lies there may be deleted at any time."
        },
        footer = {"", "Example: bulwark keys --all"})
final class KeysVerb implements Callable<Integer> {
    private static final double NANOS = 1e9;

    @Option(names = "--security", defaultValue = "128", paramLabel = "SET", description = "128 (default) or 100")
    private int security;

    @Option(names = "--all", description = "of programs of every size and bundles of every number, too; takes minutes")
    private boolean all;

    @Option(names = "--threads", paramLabel = "N", description = "how many work at once (default: all processors)")
    private Optional<Integer> threads = Optional.empty();

    @Option(
            names = "--write-identities",
            paramLabel = "F",
            description = "for a new version: compute all identities anew and write them to a file; keep no key")
    private Optional<Path> identities = Optional.empty();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        ProveVerb.parameters(security);
        ProverOptions options = ProverOptions.standard()
                .withThreads(threads.orElse(Runtime.getRuntime().availableProcessors()));
        PrintWriter out = spec.commandLine().getOut();
        if (identities.isPresent()) {
            FoldSystem system = FoldSystem.standard(security);
            FoldIdentities made = FoldKeys.of(system, options, 1)
                    .identities((index, identity) -> tell(out, name(system, index) + ": " + identity.root()));
            GuestFiles.write(
                    identities.get(),
                    stream -> stream.write(IdentitiesFile.write(made).getBytes(StandardCharsets.US_ASCII)));
            tell(out, identities.get() + ": " + made.all().size() + " circuits, allowed root " + made.allowedRoot());
            return ExitCode.OK;
        }
        prepare(LocalFolding.of(security, options), out);
        return ExitCode.OK;
    }

    private void prepare(LocalFolding folding, PrintWriter out) throws IOException {
        FoldSystem system = folding.keys().system();
        List<Integer> wanted = system.circuits().entrySet().stream()
                .filter(e -> all || isCommon(system, e.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        long bytes = 0;
        int done = 0;
        for (int index : wanted) {
            long start = System.nanoTime();
            folding.keys().prepare(index);
            long size = Files.size(folding.keys().file(index));
            bytes += size;
            int shape = folding.identities().all().get(index).shape();
            tell(
                    out,
                    "%3d/%d  %s: %s, %,d KiB, %.2f s"
                            .formatted(
                                    ++done,
                                    wanted.size(),
                                    name(system, index),
                                    system.recursion().shapes().get(shape).name(),
                                    size >> 10,
                                    (System.nanoTime() - start) / NANOS));
        }
        tell(out, "%d keys, %,d MiB, in %s".formatted(wanted.size(), bytes >> 20, CacheDirectory.standard()));
    }

    /** Whether every run of a program that is not large may need it. */
    private static boolean isCommon(FoldSystem system, FoldCircuit circuit) {
        List<SegmentShape> shapes = system.segments().shapes();
        return switch (circuit) {
            case FoldCircuit.Lift lift ->
                shapes.get(lift.shape()).logProgram() == shapes.getFirst().logProgram();
            case FoldCircuit.Join join -> true;
            case FoldCircuit.Finish finish -> true;
            case FoldCircuit.Bundle bundle -> false;
        };
    }

    private static String name(FoldSystem system, int index) {
        return switch (system.circuits().get(index)) {
            case FoldCircuit.Lift lift ->
                "lift of " + system.segments().shapes().get(lift.shape()).title();
            case FoldCircuit other -> other.toString();
        };
    }

    private static void tell(PrintWriter out, String line) {
        out.println(line);
        out.flush();
    }
}
