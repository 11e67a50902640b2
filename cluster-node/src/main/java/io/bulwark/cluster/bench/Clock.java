package io.bulwark.cluster.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What time is taken by. */
enum Clock {
    /** The wall clock: right on a machine that does nothing else. */
    WALL {
        @Override
        long thread() {
            return System.nanoTime();
        }

        @Override
        long process() {
            return System.nanoTime();
        }
    },
    /** The CPU's time, for work on one thread: nearly right on a busy machine, too, where caches are shared but waiting is not counted. */
    CPU {
        @Override
        long thread() {
            return THREADS.getCurrentThreadCpuTime();
        }

        @Override
        long process() {
            return SYSTEM.getProcessCpuTime();
        }
    };

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Nanoseconds of the calling thread: fine enough for a kernel, but collections of garbage are not in it. */
    abstract long thread();

    /** Nanoseconds of the process, collections and compilations included; may advance by hundredths of a second. */
    abstract long process();
}
