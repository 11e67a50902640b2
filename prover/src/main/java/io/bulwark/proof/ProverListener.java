package io.bulwark.proof;

import java.time.Duration;

/** Hears of a prover's progress, on the thread that called it; what it throws ends the proof. */
@FunctionalInterface
public interface ProverListener {
    /** Hears nothing. */
    ProverListener SILENT = (phase, time) -> {};

    /** A phase has ended. */
    void ended(ProverPhase phase, Duration time);
}
