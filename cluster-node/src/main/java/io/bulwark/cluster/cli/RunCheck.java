package io.bulwark.cluster.cli;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.cluster.work.RunFileCheck;
import io.bulwark.recursion.file.FoldedFile;
import io.bulwark.recursion.file.ProofKind;
import io.bulwark.recursion.file.RootFile;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldVerifier;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.ProgramId;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.RunExpectation;
import io.bulwark.riscv.segment.RunHeader;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentClaim;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.verifier.AcceptedBundle;
import io.bulwark.verifier.AcceptedRun;
import io.bulwark.verifier.ExpectedRun;
import io.bulwark.verifier.ProofVerifier;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies a proof file of any kind against what the user knows of the run.
 *
 * @param member the membership file of the run, if the proof is a bundle
 */
record RunCheck(RunWanted wanted, Optional<Path> member) {
    /** Far above any folded proof: nothing longer is read. */
    private static final long MAX_FOLDED_BYTES = 1 << 26;

    /** The kind of a run's proof file, by its first bytes; none if it is no such file. */
    static Optional<ProofKind> kindOf(Path proof) {
        try (InputStream in = Files.newInputStream(proof)) {
            return ProofKind.of(in.readNBytes(ProofKind.MAGIC_BYTES));
        } catch (IOException e) {
            throw new UsageException(proof + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * The bytes of a folded proof's file.
     *
     * @throws VerificationException PROOF_LENGTH if it is too long to be one
     */
    static byte[] folded(Path proof) throws IOException {
        long size = Files.size(proof);
        if (size > MAX_FOLDED_BYTES) {
            throw new VerificationException(Reason.PROOF_LENGTH, "at most " + MAX_FOLDED_BYTES + " bytes", size);
        }
        return Files.readAllBytes(proof);
    }

    /** Verifies a file and prints what came of it; the process's exit code. */
    int verify(ProofKind kind, Path proof, PrintWriter out, boolean json) {
        check(kind, proof);
        try {
            if (kind == ProofKind.BUNDLE && member.isEmpty()) {
                bundle(proof, out, json);
            } else {
                Expected expected = new Expected(wanted.program(), wanted.wantedInput());
                long start = System.nanoTime();
                RunVerdict verdict = verdict(kind, proof, expected);
                verdict.print(wanted, out, json, (System.nanoTime() - start) / 1e9);
            }
            return ExitCode.OK;
        } catch (VerificationException e) {
            out.println(
                    json
                            ? Json.object(
                                    Map.of("valid", false, "reason", e.reason().name(), "cause", e.getMessage()))
                            : "REFUSED: " + e.getMessage());
            out.flush();
            return ExitCode.NO;
        } catch (IOException e) {
            throw new UsageException("a file cannot be read: " + e.getMessage(), e);
        }
    }

    private void check(ProofKind kind, Path proof) {
        if (kind == ProofKind.MEMBER) {
            throw new UsageException(
                    proof + " only says where a run is in a bundle: verify the bundle, with --member " + proof);
        }
        if (member.isPresent() && kind != ProofKind.BUNDLE) {
            throw new UsageException("--member is of bundles, and " + proof + " is none");
        }
        if (kind == ProofKind.BUNDLE && member.isEmpty() && wanted.saysSomething()) {
            throw new UsageException("of which run of the bundle? Name its membership file by --member");
        }
    }

    /** What takes long to compute and is no part of verifying. */
    private record Expected(ProgramId program, Optional<Digest> input) {}

    private RunVerdict verdict(ProofKind kind, Path proof, Expected expected) throws IOException {
        return switch (kind) {
            case SEGMENTS -> segments(proof, expected);
            case ROOT -> root(proof, expected);
            case FINAL -> {
                byte[] file = folded(proof);
                AcceptedRun run = ProofVerifier.ofSet(wanted.security()).verify(file, run(expected));
                yield verdict(run, "one proof of %,d bytes".formatted(file.length), Map.of("proof_bytes", file.length));
            }
            case BUNDLE -> {
                byte[] path = folded(member.orElseThrow());
                AcceptedRun run = ProofVerifier.ofSet(wanted.security()).verify(folded(proof), path, run(expected));
                yield verdict(run, "a member of a bundle", Map.of("bundle", true));
            }
            case MEMBER -> throw new IllegalStateException("has been refused before");
        };
    }

    private ExpectedRun run(Expected expected) {
        return new ExpectedRun(expected.program(), expected.input(), wanted.exitCode(), wanted.wantedOutput());
    }

    private static RunVerdict verdict(AcceptedRun run, String proofs, Map<String, Object> facts) {
        return new RunVerdict(run.program(), run.input(), run.exitCode(), run.output(), run.cycles(), proofs, facts);
    }

    private void bundle(Path proof, PrintWriter out, boolean json) throws IOException {
        long start = System.nanoTime();
        AcceptedBundle bundle = ProofVerifier.ofSet(wanted.security()).verifyBundle(folded(proof));
        double seconds = (System.nanoTime() - start) / 1e9;
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("valid", true);
            facts.put("runs", bundle.runs());
            facts.put("claims_root", bundle.root().toString());
            facts.put("security", wanted.security());
            facts.put("seconds", seconds);
            out.println(Json.object(facts));
        } else {
            out.printf(
                    "VALID: %d whole runs are what their claims say, whose root is%n  %s%n",
                    bundle.runs(), bundle.root());
            out.printf(
                    "  one proof of the %d-bit set, verified in %.3f s; which runs they are was not asked: name one by --member%n",
                    wanted.security(), seconds);
        }
        out.flush();
    }

    private RunVerdict root(Path proof, Expected expected) throws IOException {
        FoldIdentities identities = FoldIdentities.standard(wanted.security());
        RootFile root = RootFile.decode(FoldedFile.content(ProofKind.ROOT, identities, folded(proof)), identities);
        RunHeader header = root.header();
        if (!header.parameters().equals(wanted.parameters())) {
            throw new VerificationException(Reason.FILE_PARAMETERS, wanted.parameters(), header.parameters());
        }
        ProgramKey program = header.program(SegmentMachine.standard());
        if (!program.id().equals(expected.program())) {
            throw new VerificationException(Reason.RUN_PROGRAM, expected.program(), program.id());
        }
        SegmentClaim claim = root.verify(
                new FoldVerifier(identities),
                program,
                new RunExpectation(input(header, expected), wanted.exitCode(), wanted.wantedOutput()));
        return verdict(header, claim, "one proof", Map.of());
    }

    private RunVerdict segments(Path proof, Expected expected) throws IOException {
        int threads = Runtime.getRuntime().availableProcessors();
        RunFileCheck.Verified verified = new RunFileCheck(expected.program(), wanted.parameters(), threads)
                .verify(
                        proof,
                        header -> new RunExpectation(input(header, expected), wanted.exitCode(), wanted.wantedOutput()),
                        count -> {});
        int n = verified.segments();
        return verdict(verified.header(), verified.claim(), n + " proofs", Map.of("segments", n));
    }

    private static RunVerdict verdict(RunHeader header, SegmentClaim claim, String proofs, Map<String, Object> facts) {
        Digest input = header.input().digest();
        return new RunVerdict(claim.program(), input, claim.exitCode(), claim.digest(), claim.cycles(), proofs, facts);
    }

    /** The input that the first state must hold: the one that the file names, once it is known to be the user's, if the user said something of it. */
    private static RunInput input(RunHeader header, Expected expected) {
        Digest named = header.input().digest();
        expected.input().filter(digest -> !digest.equals(named)).ifPresent(digest -> {
            throw new VerificationException(Reason.RUN_INPUT, digest, named);
        });
        return header.input();
    }
}
