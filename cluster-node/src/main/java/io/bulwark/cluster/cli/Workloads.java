package io.bulwark.cluster.cli;

import io.bulwark.cluster.work.Workload;

/** Makes the workload of a process. */
@FunctionalInterface
public interface Workloads {
    /**
     * The workload.
     *
     * @param threads how many threads one proof may use
     */
    Workload with(int threads);
}
