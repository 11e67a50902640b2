package io.bulwark.cluster.http;

import io.bulwark.protocol.SubmitterId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bounds what is under way at once, in all and for each submitter, so that one who leaves things half done takes nothing from others. Safe for use by several
 * threads.
 */
final class Places {
    /** A place that has been taken; given back once, however often that is said. */
    @FunctionalInterface
    interface Place {
        void giveBack();
    }

    private final String what;
    private final int most;
    private final int mostOfOne;
    private final Map<SubmitterId, Integer> taken = new HashMap<>();
    private int all;

    /** @param what for messages, in the plural: "uploads" */
    Places(String what, int most, int mostOfOne) {
        this.what = what;
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** @throws ProblemException if there is none */
    synchronized Place take(SubmitterId submitter) {
        int own = taken.getOrDefault(submitter, 0);
        if (all >= most || own >= mostOfOne) {
            throw new ProblemException(
                    ProblemType.OVERLOAD,
                    all >= most
                            ? all + " " + what + " are under way, as many as this gateway takes"
                            : own + " " + what + " of yours are under way, as many as may be",
                    1);
        }
        all++;
        taken.put(submitter, own + 1);
        AtomicBoolean given = new AtomicBoolean();
        return () -> {
            if (given.compareAndSet(false, true)) {
                giveBack(submitter);
            }
        };
    }

    private synchronized void giveBack(SubmitterId submitter) {
        all--;
        taken.computeIfPresent(submitter, (s, own) -> own == 1 ? null : own - 1);
    }

    synchronized int taken() {
        return all;
    }
}
