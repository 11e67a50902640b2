package io.bulwark.cluster.work;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.RunExpectation;
import io.bulwark.riscv.segment.RunReader;
import io.bulwark.riscv.segment.RunVerifier;
import io.bulwark.riscv.segment.SegmentClaim;
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
import java.util.function.IntConsumer;

/** Verifies the file of a run's proof, several segments side by side, with no more of them in memory than are being verified. */
public final class RunFileCheck {
    private final ProgramKey program;
    private final int threads;
    private int segments;

    /** @param threads how many segments are verified side by side */
    public RunFileCheck(ProgramKey program, int threads) {
        this.program = program;
        this.threads = threads;
    }

    /** How many segments the file had that was verified last. */
    public int segments() {
        return segments;
    }

    /**
     * What the file proves.
     *
     * @param progress is told the number of segments that have been verified so far
     * @throws RefusedProofException if it does not prove what is expected
     * @throws IOException if it cannot be read
     */
    public SegmentClaim verify(Path proof, RunExpectation expected, IntConsumer progress) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(proof), 1 << 16)) {
            RunVerifier run = new RunVerifier(program);
            verifySegments(new RunReader(in), pool, run, progress);
            return run.end(expected);
        } catch (VerificationException e) {
            throw new RefusedProofException(e.getMessage(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private void verifySegments(RunReader reader, ExecutorService pool, RunVerifier run, IntConsumer progress)
            throws IOException {
        demand(
                reader.header().parameters().equals(program.key().parameters()),
                Reason.FILE_PARAMETERS,
                program.key().parameters(),
                reader.header().parameters());
        demand(
                reader.header().program(program.machine()).id().equals(program.id()),
                Reason.FILE_PROGRAM,
                program.id(),
                reader.header().id());
        SegmentVerifier verifier = new SegmentVerifier(program);
        Deque<CompletableFuture<SegmentClaim>> running = new ArrayDeque<>();
        segments = 0;
        for (Optional<SegmentProof> next = reader.next(program.key());
                next.isPresent();
                next = reader.next(program.key())) {
            SegmentProof segment = next.get();
            running.add(CompletableFuture.supplyAsync(() -> verifier.verify(segment), pool));
            if (running.size() > threads) {
                take(running, run, progress);
            }
        }
        while (!running.isEmpty()) {
            take(running, run, progress);
        }
    }

    private static void demand(boolean holds, Reason reason, Object expected, Object got) {
        if (!holds) {
            throw new VerificationException(reason, expected, got);
        }
    }

    private void take(Deque<CompletableFuture<SegmentClaim>> running, RunVerifier run, IntConsumer progress) {
        try {
            run.add(running.remove().join());
            progress.accept(++segments);
        } catch (CompletionException e) {
            if (e.getCause() instanceof VerificationException refused) {
                throw new RefusedProofException("segment " + segments + ": " + refused.getMessage(), refused);
            }
            throw e;
        }
    }
}
