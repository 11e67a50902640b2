package io.bulwark.proof;

import io.bulwark.field.Kernels;
import java.util.Objects;

/**
 * How to prove: none of it changes the proof.
 *
 * @param threads how many work at once, the caller's included; at least 1
 * @param memoryBudget bytes that the prover may need beside the tables it is given; see {@link MemoryNeed}
 * @param listener hears of every phase
 * @param kernels arithmetic over arrays
 */
public record ProverOptions(int threads, long memoryBudget, ProverListener listener, Kernels kernels) {
    public ProverOptions {
        if (threads < 1 || memoryBudget < 0) {
            throw new IllegalArgumentException(
                    "expected a thread and a budget of 0 or more, got " + threads + " and " + memoryBudget);
        }
        Objects.requireNonNull(listener);
        Objects.requireNonNull(kernels);
    }

    /** One thread, this machine's kernels, and no budget but the heap's. */
    public static ProverOptions standard() {
        return new ProverOptions(1, Runtime.getRuntime().maxMemory(), ProverListener.SILENT, Kernels.best());
    }

    public ProverOptions withThreads(int n) {
        return new ProverOptions(n, memoryBudget, listener, kernels);
    }

    public ProverOptions withMemoryBudget(long bytes) {
        return new ProverOptions(threads, bytes, listener, kernels);
    }

    public ProverOptions withListener(ProverListener l) {
        return new ProverOptions(threads, memoryBudget, l, kernels);
    }

    public ProverOptions withKernels(Kernels k) {
        return new ProverOptions(threads, memoryBudget, listener, k);
    }
}
