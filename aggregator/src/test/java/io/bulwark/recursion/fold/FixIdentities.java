package io.bulwark.recursion.fold;

import io.bulwark.proof.ProverOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes the file in which the identities of the standard circuits are fixed: makes every circuit once, which takes minutes. To be run with a new version of the proof system
 * only.
 */
final class FixIdentities {
    private FixIdentities() {}

    /** Arguments: the security set, 128 or 100, and the file. */
    public static void main(String[] arguments) throws IOException {
        FoldSystem system = FoldSystem.standard(Integer.parseInt(arguments[0]));
        ProverOptions options = ProverOptions.standard().withThreads(Runtime.getRuntime().availableProcessors());
        FoldIdentities identities = FoldKeys.of(system, options, 1)
                .identities((index, identity) -> System.out.println(system.circuits().get(index) + ": shape "
                        + identity.shape() + ", " + identity.root()));
        Files.writeString(Path.of(arguments[1]), IdentitiesFile.write(identities));
    }
}
