package io.bulwark.cluster.work;

import io.bulwark.proof.ProverOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * What a process gives to its workloads.
 *
 * @param threads how many threads one proof may use
 * @param slots how many proofs are made side by side, at least 1: each may use its part of the heap
 * @param keys where keys of circuits are kept between processes; none: they are made anew
 * @param measured whether it is to find out, when it starts to prove, how fast it is
 */
public record WorkloadSettings(int threads, int slots, Optional<Path> keys, boolean measured) {
    /** @throws IllegalArgumentException unless there is a thread and a slot */
    public WorkloadSettings {
        if (threads < 1 || slots < 1) {
            throw new IllegalArgumentException("expected a thread and a slot, got " + threads + " and " + slots);
        }
    }

    /** Of a process that does not measure how fast it is. */
    public WorkloadSettings(int threads, int slots, Optional<Path> keys) {
        this(threads, slots, keys, false);
    }

    /** The same, of a process that does or does not measure how fast it is. */
    public WorkloadSettings measured(boolean so) {
        return new WorkloadSettings(threads, slots, keys, so);
    }

    /** Of a process that makes one proof at a time, if any. */
    public static WorkloadSettings of(int threads) {
        return new WorkloadSettings(threads, 1, Optional.empty());
    }

    private static void stopIfInterrupted() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the proof was interrupted");
        }
    }

    /** How each proof is made; an interrupt of the thread that makes it ends it at its next step. */
    ProverOptions options() {
        ProverOptions standard = ProverOptions.standard().withListener((phase, time) -> stopIfInterrupted());
        return standard.withThreads(threads).withMemoryBudget(standard.memoryBudget() / slots);
    }
}
