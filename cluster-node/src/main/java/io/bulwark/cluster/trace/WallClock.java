package io.bulwark.cluster.trace;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The time of the day, as spans give it. */
public final class WallClock {
    private WallClock() {}

    /** Nanoseconds since 1970. */
    public static long nanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now());
    }
}
