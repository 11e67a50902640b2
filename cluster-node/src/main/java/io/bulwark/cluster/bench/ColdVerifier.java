package io.bulwark.cluster.bench;

import io.bulwark.verifier.ExpectedRun;
import io.bulwark.verifier.ProofVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A process that verifies one final proof, and prints how many milliseconds it took to make a verifier and to use it. */
final class ColdVerifier {
    private static final double MILLIS = 1e6;

    private ColdVerifier() {}

    /** Arguments: the proof's file, the program's id. */
    public static void main(String[] args) throws IOException {
        byte[] file = Files.readAllBytes(Path.of(args[0]));
        ExpectedRun expected = ExpectedRun.of(args[1]).withAnyExitCode();
        long start = System.nanoTime();
        ProofVerifier verifier = ProofVerifier.standard();
        long made = System.nanoTime();
        verifier.verify(file, expected);
        long verified = System.nanoTime();
        System.out.println((made - start) / MILLIS + " " + (verified - made) / MILLIS);
    }
}
