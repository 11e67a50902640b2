package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.TaskKind;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * When a slot that is at a task comes for its next one: so long before this one is done, by how long the latest of its kind took, that the next one and what it
 * reads are there by then. A task is still bound late, half a second or so before it begins; a slot that learns nothing of how long its tasks take comes when it
 * is done.
 *
 * <p>Plain state: no clock, no threads, no I/O.
 */
public final class Foresight {
    /** Longer than this no task is kept from others that could begin it, in nanoseconds: what the slot is at takes longer than its like did. */
    public static final long HELD_AT_MOST = 5_000_000_000L;
    /** A way to a job in another region and back, and what is read over 100 Mbit/s. */
    static final long AHEAD = 500_000_000L;

    /** The latest that are looked at, of each kind. */
    private static final int KEPT = 8;
    /** With fewer, the slot waits until it is done. */
    static final int LEAST = 3;

    private final Map<TaskKind, Deque<Long>> latest = new HashMap<>();

    /** A task was done in this time. */
    public void took(Task task, long nanos) {
        Deque<Long> times = latest.computeIfAbsent(TaskKind.of(task), any -> new ArrayDeque<>());
        times.add(nanos);
        if (times.size() > KEPT) {
            times.remove();
        }
    }

    /** How long after the task was begun the slot comes for the next one, in nanoseconds; empty: when it is done. Nobody knows how long a plan takes. */
    public OptionalLong askAfter(Task task) {
        Deque<Long> times = latest.getOrDefault(TaskKind.of(task), new ArrayDeque<>());
        if (times.size() < LEAST || task.name().stage() == Stage.PLAN) {
            return OptionalLong.empty();
        }
        // The shortest but one: one that was uncommonly quick says little.
        long expected = times.stream().sorted().skip(1).findFirst().orElseThrow();
        return OptionalLong.of(Math.max(0, expected - AHEAD));
    }
}
