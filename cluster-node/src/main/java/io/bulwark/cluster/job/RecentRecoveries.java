package io.bulwark.cluster.job;

import io.bulwark.protocol.Limits;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest recoveries, as many as a status lists. */
final class RecentRecoveries {
    private final Deque<Recovery> recoveries = new ArrayDeque<>();

    void add(Recovery recovery) {
        recoveries.add(recovery);
        if (recoveries.size() > Limits.RECOVERIES) {
            recoveries.remove();
        }
    }

    /** Oldest first. */
    List<Recovery> all() {
        return List.copyOf(recoveries);
    }
}
