package io.bulwark.cluster.bench;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What the heap holds beside garbage while work is done: it is collected whole again and again, and the greatest remainder counts. The work runs many
 * times slower meanwhile.
 */
final class LiveHeap {
    /** How far the work gets between two collections. */
    private static final int PAUSE_MILLIS = 20;

    private LiveHeap() {}

    /** Bytes now. */
    static long bytes() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** The greatest number of bytes while the work runs on this thread. */
    static long peak(Runnable work) {
        AtomicBoolean ended = new AtomicBoolean();
        long[] peak = {bytes()};
        Thread collector = Thread.ofPlatform().name("live-heap").start(() -> {
            while (!ended.get()) {
                peak[0] = Math.max(peak[0], bytes());
                pause();
            }
        });
        try {
            work.run();
        } finally {
            ended.set(true);
            join(collector);
        }
        return peak[0];
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread collector) {
        try {
            collector.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
