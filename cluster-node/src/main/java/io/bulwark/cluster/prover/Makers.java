package io.bulwark.cluster.prover;

import io.bulwark.cluster.work.WorkloadSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Where a node's makers come from. */
public final class Makers {
    private Makers() {}

    /** Threads of this process. */
    public static Maker.Source threads(WorkloadSet workloads) {
        return (slot, told) -> new ThreadMaker("proving-" + slot, workloads, told);
    }

    /** The first maker of each slot from one source, those that take its place from another. */
    static Maker.Source inTurn(Maker.Source first, Maker.Source later) {
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        return (slot, told) -> (begun.add(slot) ? first : later).start(slot, told);
    }

    /**
     * A process for each slot.
     *
     * @param command starts one; it must call {@link WorkerMain#work}
     */
    public static Maker.Source processes(List<String> command) {
        List<String> copy = List.copyOf(command);
        return (slot, told) -> new WorkerProcess("slot-" + slot, copy, told);
    }
}
