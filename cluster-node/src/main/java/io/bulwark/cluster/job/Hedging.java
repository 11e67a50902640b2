package io.bulwark.cluster.job;

import io.bulwark.protocol.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How long a task may take before it is worth running a second time elsewhere: {@value #TIMES} times what 95 of 100 of its kind take, or two minutes if
 * too few of its kind have been seen: without that a prover that only says that it is at a job's one finish could hold the job up for ever.
 *
 * <p>Plain state: no clock, no threads, no I/O. Times are nanoseconds from handing a task out to its proof's arrival, measured by the job: what a prover says of
 * itself plays no part.
 */
public final class Hedging {
    static final double TIMES = 1.5;
    /** With fewer, the slowest one says little. */
    static final int LEAST = 5;
    /** The latest that are looked at, of each kind. */
    static final int WINDOW = 128;

    /** After which time a task of an unknown kind is a straggler, in nanoseconds. */
    static final long UNKNOWN = 120_000_000_000L;

    private static final int PERCENTILE = 95;
    private static final int PERCENT = 100;

    private static final class Times {
        private final Deque<Long> latest = new ArrayDeque<>();
        /** Of these; computed when somebody asks. */
        private OptionalLong limit = OptionalLong.empty();
    }

    private final Map<TaskKind, Times> seen = new HashMap<>();

    /** A task was done in this time. */
    public void took(Task task, long nanos) {
        Times times = seen.computeIfAbsent(TaskKind.of(task), any -> new Times());
        times.limit = OptionalLong.empty();
        times.latest.add(nanos);
        if (times.latest.size() > WINDOW) {
            times.latest.remove();
        }
    }

    /** After which time the task is a straggler; empty while that cannot be said. */
    public OptionalLong limit(Task task) {
        Times times = seen.get(TaskKind.of(task));
        if (times == null || times.latest.size() < LEAST) {
            return OptionalLong.empty();
        }
        if (times.limit.isEmpty()) {
            long[] sorted =
                    times.latest.stream().mapToLong(Long::longValue).sorted().toArray();
            int rank = Math.ceilDiv(sorted.length * PERCENTILE, PERCENT);
            times.limit = OptionalLong.of((long) (TIMES * sorted[rank - 1]));
        }
        return times.limit;
    }

    /** Whether the task, which has been run for so long, is a straggler. */
    public boolean late(Task task, long nanos) {
        return nanos > limit(task).orElse(UNKNOWN);
    }
}
