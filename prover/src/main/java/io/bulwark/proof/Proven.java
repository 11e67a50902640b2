package io.bulwark.proof;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** A proof and what it cost. Immutable but for the bytes, which are the caller's. */
public final class Proven {
    private final byte[] proof;
    private final Map<ProverPhase, Duration> times;

    Proven(byte[] proof, Map<ProverPhase, Duration> times) {
        this.proof = proof;
        this.times = Collections.unmodifiableMap(new EnumMap<>(times));
    }

    /** u32s, little-endian: the shape index, then the elements in order of sending. What {@link Verifier#verify} reads; the array itself. */
    public byte[] proof() {
        return proof;
    }

    /** Wall time of each phase. */
    public Map<ProverPhase, Duration> times() {
        return times;
    }

    /** Wall time of all phases. */
    public Duration total() {
        return times.values().stream().reduce(Duration.ZERO, Duration::plus);
    }
}
