package io.bulwark.field;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The threads a computation may use, and the one way it is spread over them: a range of n positions is cut into at most {@link #threads()} contiguous
 * chunks of equal length, one for each thread, fixed beforehand. The cut depends on n and the number of threads only, so a kernel that writes
 * position i from inputs alone gives the same result with any number of threads.
 *
 * <p>The caller's thread works on the first chunk. A call made by a thread of any pool runs on that thread, so nesting cannot lock up.
 */
public final class Cores implements AutoCloseable {
    /** Positions from (inclusive) to (exclusive). */
    @FunctionalInterface
    public interface Range {
        void run(int from, int to);
    }

    private static final ThreadLocal<Boolean> IS_WORKER = ThreadLocal.withInitial(() -> false);

    private final int threads;
    private final ExecutorService workers;

    /**
     * @param threads how many threads work at once, the caller's included
     * @throws IllegalArgumentException unless it is at least 1
     */
    public Cores(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("expected at least one thread, got " + threads);
        }
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads, Cores::worker);
    }

    /** The caller's thread alone. */
    public static Cores one() {
        return new Cores(1);
    }

    /** As many threads as the process has processors. */
    public static Cores all() {
        return new Cores(Runtime.getRuntime().availableProcessors());
    }

    public int threads() {
        return threads;
    }

    /**
     * Runs {@code body} over chunks that cover [0, n) without overlap, and returns when all have ended; what they wrote is visible to the caller then.
     * Every chunk but the last one to have positions is a multiple of {@code chunkAlign} long, so nothing is spread when n is at most that.
     *
     * @param chunkAlign at least 1: the vector length, or the least piece of work worth a thread
     * @throws RuntimeException the first chunk's failure, if any failed, after all have ended
     */
    public void forRange(int n, int chunkAlign, Range body) {
        int chunk = chunkLength(n, chunkAlign);
        if (n <= chunk || IS_WORKER.get()) {
            if (n > 0) {
                body.run(0, n);
            }
            return;
        }
        Future<?>[] others = new Future<?>[(n - 1) / chunk];
        for (int i = 0; i < others.length; i++) {
            int from = (i + 1) * chunk;
            int to = from + Math.min(chunk, n - from);
            others[i] = workers.submit(() -> body.run(from, to));
        }
        Throwable failure = null;
        try {
            body.run(0, chunk);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        for (Future<?> other : others) {
            Throwable e = failureOf(other);
            failure = failure == null ? e : failure;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
    }

    /** Ends the threads; chunks that run are not waited for, there are none unless a call is under way. */
    @Override
    public void close() {
        workers.shutdown();
    }

    private int chunkLength(int n, int chunkAlign) {
        if (n < 0 || chunkAlign < 1) {
            throw new IllegalArgumentException(
                    "expected a length of 0 or more and a chunk of 1 or more, got " + n + " and " + chunkAlign);
        }
        long units = Math.ceilDiv((long) n, chunkAlign);
        return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(units, threads) * chunkAlign);
    }

    /** Waits without end: a chunk may still write to the caller's arrays, so an interrupt is kept for later. */
    private static Throwable failureOf(Future<?> chunk) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    chunk.get();
                    return null;
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return e.getCause();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static Thread worker(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    IS_WORKER.set(true);
                    work.run();
                },
                "bulwark-core");
        thread.setDaemon(true);
        return thread;
    }
}
