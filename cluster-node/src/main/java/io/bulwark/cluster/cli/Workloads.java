package io.bulwark.cluster.cli;

import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.cluster.work.WorkloadSettings;

/** Makes the workloads of a process. */
@FunctionalInterface
public interface Workloads {
    /** The workloads that it knows; the first one is what a file without a program is handed to. */
    WorkloadSet with(WorkloadSettings settings);

    /** The workloads of a process that makes one proof at a time, if any, with so many threads. */
    default WorkloadSet with(int threads) {
        return with(WorkloadSettings.of(threads));
    }
}
