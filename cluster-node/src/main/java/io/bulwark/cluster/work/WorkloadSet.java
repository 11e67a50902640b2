package io.bulwark.cluster.work;

import io.bulwark.protocol.JobSpec;
import java.util.List;

/** The workloads that a process knows, by name. */
public record WorkloadSet(List<Workload> all) {
    /** @throws IllegalArgumentException unless there is one and all names differ */
    public WorkloadSet {
        all = List.copyOf(all);
        if (all.isEmpty() || all.stream().map(Workload::name).distinct().count() != all.size()) {
            throw new IllegalArgumentException("expected workloads of different names, got "
                    + all.stream().map(Workload::name).toList());
        }
    }

    /** Of these, the first of which is the one for files without a program. */
    public static WorkloadSet of(Workload... workloads) {
        return new WorkloadSet(List.of(workloads));
    }

    public Workload first() {
        return all.getFirst();
    }

    /**
     * The workload of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Workload named(String name) {
        return all.stream()
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("expected one of the workloads "
                        + all.stream().map(Workload::name).toList() + ", got " + name));
    }

    /** How fast this process proves, in steps a second of the one workload that says so; 0: not measured. */
    public long rate() {
        return all.stream().mapToLong(Workload::rate).max().orElse(0);
    }

    /**
     * The workload that a job is of.
     *
     * @throws IllegalArgumentException if there is none, or it refuses the job
     */
    public Workload of(JobSpec spec) {
        Workload workload = named(spec.workload());
        workload.check(spec);
        return workload;
    }
}
