package io.bulwark.cluster.work;

import io.bulwark.aggregator.ChainFile;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobSpec;
import java.io.BufferedInputStream;
import java.io.IOException;
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

/**
 * Verifies a joined proof from its file alone: each link's proof, that they meet, and that together they lead from the run's first state over all
 * of its steps.
 *
 * @param threads how many links are verified side by side
 */
public record ChainVerifier(SteppedWorkload workload, JobSpec spec, Artifacts artifacts, int threads) {
    /** What has been proved. */
    public record Chain(Claim claim, int links) {}

    /**
     * Verifies the chain.
     *
     * @param progress is told the number of links that have been verified so far
     * @throws RefusedProofException if the chain does not prove such a run
     * @throws IOException if the file cannot be read
     */
    public Chain verify(Path chain, IntConsumer progress) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (ChainFile.Reader reader = new ChainFile.Reader(
                new BufferedInputStream(Files.newInputStream(chain), 1 << 16), workload.largestProof(spec))) {
            if (!reader.start().equals(workload.start(spec))) {
                throw new RefusedProofException("the chain does not start in the first state of this run");
            }
            Checkpoint reached = verifyLinks(reader, pool, progress);
            if (reached.step() != workload.steps(spec)) {
                throw new RefusedProofException(
                        "the chain ends after step " + reached.step() + " of " + workload.steps(spec));
            }
            return new Chain(new Claim(reader.start(), reached), reader.links());
        } catch (ChainFile.FormatException e) {
            throw new RefusedProofException(e.getMessage(), e);
        } finally {
            pool.shutdownNow();
        }
    }

    private Checkpoint verifyLinks(ChainFile.Reader reader, ExecutorService pool, IntConsumer progress)
            throws IOException {
        Deque<CompletableFuture<Void>> running = new ArrayDeque<>();
        Checkpoint reached = reader.start();
        int verified = 0;
        for (Optional<ChainFile.Entry> next = reader.next(); next.isPresent(); next = reader.next()) {
            ChainFile.Entry link = next.get();
            int number = verified + running.size();
            running.add(CompletableFuture.runAsync(() -> verify(number, link), pool));
            if (running.size() > threads) {
                await(running.remove());
                progress.accept(++verified);
            }
            reached = link.claim().end();
        }
        while (!running.isEmpty()) {
            await(running.remove());
            progress.accept(++verified);
        }
        return reached;
    }

    private void verify(int number, ChainFile.Entry link) {
        try {
            workload.verify(spec, link.claim(), link.proof().toByteArray(), artifacts);
        } catch (RefusedProofException e) {
            throw new RefusedProofException("link " + number + ": " + e.getMessage(), e);
        }
    }

    private static void await(CompletableFuture<Void> link) {
        try {
            link.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RefusedProofException refused) {
                throw refused;
            }
            throw e;
        }
    }
}
