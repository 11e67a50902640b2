package io.bulwark.cluster.bench;

import io.bulwark.proof.ProverPhase;
import java.util.EnumMap;
import java.util.Map;

/** A proof and the seconds that each phase took. */
final class TimedProof {
    private static final double NANOS = 1e9;

    private final byte[] proof;
    private final Map<ProverPhase, Double> seconds;

    private TimedProof(byte[] proof, Map<ProverPhase, Double> seconds) {
        this.proof = proof;
        this.seconds = seconds;
    }

    /** Proves once. */
    static TimedProof of(Workpiece workpiece, int threads, Clock clock) {
        Map<ProverPhase, Double> seconds = new EnumMap<>(ProverPhase.class);
        long[] start = {clock.process()};
        byte[] proof = workpiece
                .prove(threads, (phase, time) -> {
                    long now = clock.process();
                    seconds.put(phase, (now - start[0]) / NANOS);
                    start[0] = now;
                })
                .proof();
        return new TimedProof(proof, seconds);
    }

    byte[] proof() {
        return proof;
    }

    double seconds(ProverPhase phase) {
        return seconds.get(phase);
    }

    /** Of all phases. */
    double seconds() {
        return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
