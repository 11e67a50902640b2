package io.bulwark.cluster.cli;

import io.bulwark.cluster.work.WorkloadSet;

/** Makes the workloads of a process. */
@FunctionalInterface
public interface Workloads {
    /**
     * The workloads that it knows; the first one is what a file without a program is handed to.
     *
     * @param threads how many threads one proof may use
     */
    WorkloadSet with(int threads);
}
