package io.bulwark.simulation.world;

import java.util.EnumMap;
import java.util.Map;

/** Where the time of the nodes' provers goes. Counting ends when the last job does. */
final class Timesheet {
    enum Use {
        /** At a task. */
        PROVING,
        /** A job's node verifies what others have proved; what it proves itself waits. */
        CHECKING,
        /** A task is given, and its inputs are under way. */
        READING,
        /** On the way to a job that has asked for provers, and back. */
        ASKING,
        /** No job asks, and jobs are still to be submitted. */
        IDLE,
        /** No job asks, and the last ones are being finished. */
        LAST
    }

    private final Map<Use, Long> nanos = new EnumMap<>(Use.class);
    private long allSubmittedAt = Long.MAX_VALUE;
    private boolean closed;

    /** No more jobs will come. */
    void allSubmitted(long now) {
        allSubmittedAt = Math.min(allSubmittedAt, now);
    }

    void spent(Use use, long from, long to) {
        if (closed) {
            return;
        }
        if (use == Use.IDLE) {
            long until = Math.clamp(allSubmittedAt, from, to);
            nanos.merge(Use.IDLE, until - from, Long::sum);
            nanos.merge(Use.LAST, to - until, Long::sum);
        } else {
            nanos.merge(use, to - from, Long::sum);
        }
    }

    void close() {
        closed = true;
    }

    /** So much of the given time, from 0 to 1. */
    double share(Use use, double of) {
        return nanos.getOrDefault(use, 0L) / of;
    }
}
