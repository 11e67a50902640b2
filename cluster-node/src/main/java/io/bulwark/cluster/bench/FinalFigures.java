package io.bulwark.cluster.bench;

import io.bulwark.recursion.file.FoldedFile;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.recursion.fold.FinalClaim;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.verifier.ExpectedRun;
import io.bulwark.verifier.ProofVerifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Scanner;

/** The final proof and its verifier: in this process, warm, and in a JVM that has just started. */
final class FinalFigures {
    private static final double KIBI = 1 << 10;
    private static final double MILLIS = 1e3;
    private static final int COLD = 3;

    private FinalFigures() {}

    static Grid measure(FoldPieces pieces, FoldBench.Options options) {
        FinalProof proof = pieces.last();
        FinalClaim claim = proof.stated();
        byte[] file = FoldedFile.encode(ProofKind.FINAL, pieces.prover().identities(), proof.encode());
        ExpectedRun expected =
                ExpectedRun.of(claim.program().toString()).withAnyExitCode().withOutputDigest(claim.output());
        ProofVerifier verifier = ProofVerifier.standard();
        Stopwatch watch = options.quick()
                ? new Stopwatch(options.clock(), Duration.ZERO, Duration.ZERO, 1)
                : new Stopwatch(options.clock(), Duration.ofSeconds(3), Duration.ofSeconds(1), 9);
        double warm = watch.seconds(() -> verifier.verify(file, expected));
        double[] made = new double[options.quick() ? 1 : COLD];
        double[] first = new double[made.length];
        for (int i = 0; i < made.length; i++) {
            double[] millis = cold(file, claim.program().toString());
            made[i] = millis[0];
            first[i] = millis[1];
        }
        return new Grid(
                "The final proof and its verifier, 1 thread",
                List.of("what", "figure", "aim"),
                List.of(
                        List.of("final proof's file, KiB", file.length / KIBI, Aim.atMost("300")),
                        List.of("verifier, warm, ms", warm * MILLIS, Aim.atMost("50")),
                        List.of(
                                "in a JVM that has just started: a verifier made, ms",
                                Stopwatch.median(made),
                                Aim.NONE),
                        List.of("there, the first verification, ms", Stopwatch.median(first), Aim.NONE)));
    }

    /** Milliseconds of making a verifier, and of its first verification, in a process of its own. */
    private static double[] cold(byte[] file, String program) {
        try {
            Path proof = Files.createTempFile("bulwark-final-", ".proof");
            try {
                Files.write(proof, file);
                Process process = new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ColdVerifier.class.getName(),
                                proof.toString(),
                                program)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                try (Scanner millis = new Scanner(printed).useLocale(Locale.ROOT)) {
                    return new double[] {millis.nextDouble(), millis.nextDouble()};
                }
            } finally {
                Files.deleteIfExists(proof);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a process that verifies cannot be started", e);
        }
    }
}
