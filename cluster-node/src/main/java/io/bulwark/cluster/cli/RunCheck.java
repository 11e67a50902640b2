package io.bulwark.cluster.cli;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.cluster.work.RunFileCheck;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.memory.Digest;
import io.bulwark.riscv.segment.OutputDigest;
import io.bulwark.riscv.segment.ProgramId;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.RunExpectation;
import io.bulwark.riscv.segment.RunHeader;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentClaim;
import io.bulwark.riscv.segment.SegmentMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Verifies a run's proof file against what the user knows of the run.
 *
 * @param elf the program's file
 * @param programId the program's id, instead of its file
 * @param input the input's file
 * @param inputDigest the input's digest, instead of its file
 * @param output the output's file
 * @param outputDigest the output's digest, instead of its file
 * @param exitCode empty for any
 * @param security the set that proofs must have been made with
 */
record RunCheck(
        Optional<Path> elf,
        Optional<ProgramId> programId,
        Optional<Path> input,
        Optional<Digest> inputDigest,
        Optional<Path> output,
        Optional<OutputDigest> outputDigest,
        OptionalInt exitCode,
        int security) {

    /** Whether a file is a run's proof, by its first bytes. */
    static boolean isRun(Path proof) {
        try (InputStream in = Files.newInputStream(proof)) {
            return RunHeader.begins(in.readNBytes(RunHeader.MAGIC_BYTES));
        } catch (IOException e) {
            throw new UsageException(proof + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Verifies a file and prints what came of it; the process's exit code. */
    int verify(Path proof, PrintWriter out, boolean json) {
        if (elf.isEmpty() == programId.isEmpty()) {
            throw new UsageException("a run's proof is verified against a program: name --elf or --program-id");
        }
        long start = System.nanoTime();
        try {
            SecurityParameters parameters = ProveVerb.parameters(security);
            ProgramId wanted = programId.orElseGet(() -> idOfFile(parameters));
            int threads = Runtime.getRuntime().availableProcessors();
            Optional<OutputDigest> digest = output.map(file -> GuestFiles.digestOf(GuestFiles.bytes(file)))
                    .or(() -> outputDigest);
            RunFileCheck.Verified verified = new RunFileCheck(wanted, parameters, threads)
                    .verify(proof, header -> new RunExpectation(input(header), exitCode, digest), count -> {});
            print(verified, out, json, (System.nanoTime() - start) / 1e9);
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
            throw new UsageException(proof + " cannot be read: " + e.getMessage(), e);
        }
    }

    private ProgramId idOfFile(SecurityParameters parameters) {
        return ProvingKey.of(
                        SegmentMachine.standard(),
                        GuestFiles.program(elf.orElseThrow()),
                        parameters,
                        ProverOptions.standard())
                .id();
    }

    /** The input that the first state must hold: the user's, or else the one that the file names. */
    private RunInput input(RunHeader header) {
        if (input.isPresent()) {
            RunInput read = RunInput.of(GuestFiles.input(input));
            demand(
                    header.input().equals(read),
                    Reason.RUN_START,
                    "the input " + read.digest(),
                    header.input().digest());
            return read;
        }
        inputDigest.ifPresent(digest -> demand(
                header.input().digest().equals(digest),
                Reason.RUN_START,
                "the input " + digest,
                header.input().digest()));
        return header.input();
    }

    private static void demand(boolean holds, Reason reason, Object expected, Object got) {
        if (!holds) {
            throw new VerificationException(reason, expected, got);
        }
    }

    private void print(RunFileCheck.Verified verified, PrintWriter out, boolean json, double seconds) {
        SegmentClaim claim = verified.claim();
        boolean inputCompared = input.isPresent() || inputDigest.isPresent();
        boolean outputCompared = output.isPresent() || outputDigest.isPresent();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("valid", true);
            facts.put("program", claim.program().toString());
            facts.put("input_digest", verified.header().input().digest().toString());
            facts.put("input_compared", inputCompared);
            facts.put("exit_code", claim.exitCode());
            facts.put("exit_code_compared", exitCode.isPresent());
            facts.put("output_digest", claim.digest().toString());
            facts.put("output_compared", outputCompared);
            facts.put("cycles", Long.toUnsignedString(claim.cycles()));
            facts.put("segments", verified.segments());
            facts.put("security", security);
            facts.put("seconds", seconds);
            out.println(Json.object(facts));
        } else {
            out.printf("VALID: a run of program %s%n", claim.program());
            out.printf("  on the input %s%s%n", verified.header().input().digest(), compared(inputCompared));
            out.printf("  exits with code %d%s%n", claim.exitCode(), compared(exitCode.isPresent()));
            out.printf("  and output digest %s%s%n", claim.digest(), compared(outputCompared));
            out.printf(
                    "  after %s cycles: %d proofs of the %d-bit set, verified in %.2f s%n",
                    Long.toUnsignedString(claim.cycles()), verified.segments(), security, seconds);
        }
        out.flush();
    }

    private static String compared(boolean yes) {
        return yes ? " (as expected)" : " (proved, not compared with anything)";
    }
}
