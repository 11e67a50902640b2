package io.bulwark.cluster.work;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.segment.ProgramId;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.RunExpectation;
import io.bulwark.riscv.segment.RunHeader;
import io.bulwark.riscv.segment.RunReader;
import io.bulwark.riscv.segment.RunVerifier;
import io.bulwark.riscv.segment.SegmentClaim;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SegmentProof;
import io.bulwark.riscv.segment.SegmentVerifier;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Verifies the file of a run's proof, several segments side by side, with no more of them in memory than are being verified.
 *
 * @param id of the program that is meant
 * @param parameters that all proofs must have been made with
 * @param threads how many segments are verified side by side
 */
public record RunFileCheck(ProgramId id, SecurityParameters parameters, int threads) {
    /** What a file proves, and of how many segments it is made. */
    public record Verified(RunHeader header, SegmentClaim claim, int segments) {}

    /**
     * What the file proves.
     *
     * @param expected of the run, once its header is known to be of the program and the parameters that are meant
     * @param progress is told the number of segments that have been verified so far
     * @throws VerificationException if it does not prove what is expected
     * @throws IOException if it cannot be read
     */
    public Verified verify(Path proof, Function<RunHeader, RunExpectation> expected, IntConsumer progress)
            throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(proof), 1 << 16)) {
            RunReader reader = new RunReader(in);
            RunHeader header = reader.header();
            demand(header.parameters().equals(parameters), Reason.FILE_PARAMETERS, parameters, header.parameters());
            ProgramKey program = header.program(SegmentMachine.standard());
            demand(program.id().equals(id), Reason.FILE_PROGRAM, id, program.id());
            RunExpectation wanted = expected.apply(header);
            RunVerifier run = new RunVerifier(program);
            verifySegments(reader, program, pool, run, progress);
            return new Verified(header, run.end(wanted), reader.segments());
        } finally {
            pool.shutdownNow();
        }
    }

    private void verifySegments(
            RunReader reader, ProgramKey program, ExecutorService pool, RunVerifier run, IntConsumer progress)
            throws IOException {
        SegmentVerifier verifier = new SegmentVerifier(program);
        Deque<CompletableFuture<SegmentClaim>> running = new ArrayDeque<>();
        int verified = 0;
        for (Optional<SegmentProof> next = reader.next(program.key());
                next.isPresent();
                next = reader.next(program.key())) {
            SegmentProof segment = next.get();
            running.add(CompletableFuture.supplyAsync(() -> verifier.verify(segment), pool));
            if (running.size() > threads) {
                run.add(claimOf(running.remove()));
                progress.accept(++verified);
            }
        }
        while (!running.isEmpty()) {
            run.add(claimOf(running.remove()));
            progress.accept(++verified);
        }
    }

    private static SegmentClaim claimOf(CompletableFuture<SegmentClaim> segment) {
        try {
            return segment.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof VerificationException refused ? refused : e;
        }
    }

    private static void demand(boolean holds, Reason reason, Object expected, Object got) {
        if (!holds) {
            throw new VerificationException(reason, expected, got);
        }
    }
}
