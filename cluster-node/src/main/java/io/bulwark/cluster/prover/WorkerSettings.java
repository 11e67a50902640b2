package io.bulwark.cluster.prover;

import com.typesafe.config.Config;
import io.bulwark.cluster.work.WorkloadSet;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * Where a node's slots work.
 *
 * @param processes whether each has a process of its own
 * @param heapMegabytes the heap of each such process
 * @param measured whether each proves something small when it starts, to know how fast it is
 */
public record WorkerSettings(boolean processes, long heapMegabytes, boolean measured) {
    private static final String PROCESS = "process";
    private static final String THREAD = "thread";
    private static final int LEAST_HEAP = 64;
    private static final int MEGA_SHIFT = 20;

    /** @throws IllegalArgumentException if the heap is too small for anything */
    public WorkerSettings {
        if (heapMegabytes < LEAST_HEAP) {
            throw new IllegalArgumentException(
                    "expected a heap of at least " + LEAST_HEAP + " MB for each worker, got " + heapMegabytes);
        }
    }

    /**
     * The settings {@code workers}, {@code worker-heap} and {@code measure} under {@code bulwark} of a configuration. A heap of 0 is half of the machine's memory, shared by the slots.
     *
     * @throws com.typesafe.config.ConfigException if a key is of the wrong type
     * @throws IllegalArgumentException if a value is none that is known
     */
    public static WorkerSettings of(Config config, int slots) {
        String workers = config.getString("bulwark.workers");
        if (!workers.equals(PROCESS) && !workers.equals(THREAD)) {
            throw new IllegalArgumentException(
                    "expected bulwark.workers to be " + PROCESS + " or " + THREAD + ", got " + workers);
        }
        long heap = config.getLong("bulwark.worker-heap");
        return new WorkerSettings(
                workers.equals(PROCESS), heap == 0 ? share(slots) : heap, config.getBoolean("bulwark.measure"));
    }

    private static long share(int slots) {
        var system = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
        return Math.max(LEAST_HEAP, (system.getTotalMemorySize() >> MEGA_SHIFT) / 2 / Math.max(1, slots));
    }

    /**
     * The makers of such slots.
     *
     * @param workloads what this process knows
     * @param main the class whose {@code main} is a worker's process when it is given these arguments
     * @param first the arguments of a slot's first process
     * @param later those of the processes that take the place of one that died
     */
    public Maker.Source makers(WorkloadSet workloads, Class<?> main, List<String> first, List<String> later) {
        return processes ? Makers.inTurn(process(main, first), process(main, later)) : Makers.threads(workloads);
    }

    private Maker.Source process(Class<?> main, List<String> arguments) {
        return Makers.processes(ProvingJvm.command(main, heapMegabytes, arguments));
    }
}
