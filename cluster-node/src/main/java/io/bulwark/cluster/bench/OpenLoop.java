package io.bulwark.cluster.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Requests that are offered at a fixed rate, whether those before have been answered or not, as many clients offer them together. Each counts from the moment
 * at which it was due: if the server stands still, all that it kept waiting are slow, not only the one that it had begun.
 *
 * @param perSecond how many are due in a second
 * @param time for how long
 */
record OpenLoop(int perSecond, Duration time) {
    private static final long NANOS = 1_000_000_000;

    OpenLoop {
        if (perSecond < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "expected a rate from 1 on for some time, got " + perSecond + " a second for " + time);
        }
    }

    /** How many there are in all; at least one. */
    int count() {
        return (int) Math.max(1, Math.multiplyExact(time.toNanos() / 1000, perSecond) / (NANOS / 1000));
    }

    /** When request number {@code index} is due, in nanoseconds after the first. */
    long due(int index) {
        return Math.multiplyExact(index, NANOS) / perSecond;
    }

    /**
     * What became of them.
     *
     * @param nanos of those that were answered as they should be, each from when it was due
     * @param failed how many were not
     * @param seconds from the first until all were answered
     */
    record Outcome(List<Long> nanos, int failed, double seconds) {
        /** Answers in a second. */
        double perSecond() {
            return nanos.size() / seconds;
        }
    }

    /**
     * Offers them.
     *
     * @param request begins request number {@code index}, and does not wait for the answer; false, or a failure: it was not as it should be
     */
    Outcome offer(IntFunction<CompletionStage<Boolean>> request) {
        int count = count();
        List<CompletableFuture<Long>> answers = new ArrayList<>(count);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + due(i);
            for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            answers.add(request.apply(i)
                    .handle((right, failure) -> failure == null && right ? System.nanoTime() - due : -1)
                    .toCompletableFuture());
        }
        List<Long> nanos = answers.stream()
                .map(CompletableFuture::join)
                .filter(took -> took >= 0)
                .toList();
        return new Outcome(nanos, count - nanos.size(), (System.nanoTime() - start) / (double) NANOS);
    }
}
