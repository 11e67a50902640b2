package io.bulwark.proof;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Times the phases of one proof: each lasts from the end of the one before it. */
final class PhaseClock {
    private final ProverListener listener;
    private final Map<ProverPhase, Duration> times = new EnumMap<>(ProverPhase.class);
    private long start = System.nanoTime();

    PhaseClock(ProverListener listener) {
        this.listener = listener;
    }

    void ended(ProverPhase phase) {
        long now = System.nanoTime();
        Duration time = Duration.ofNanos(now - start);
        times.put(phase, time);
        listener.ended(phase, time);
        start = now;
    }

    Map<ProverPhase, Duration> times() {
        return times;
    }
}
