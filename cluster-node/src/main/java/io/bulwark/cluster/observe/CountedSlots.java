package io.bulwark.cluster.observe;

import io.bulwark.cluster.metrics.Meter;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.cluster.prover.NodeLoad;
import io.bulwark.cluster.prover.SlotObserver;
import io.bulwark.cluster.prover.Stint;
import io.bulwark.protocol.SegmentTask;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Counts what a node's slots do. Safe for use by several threads. */
public final class CountedSlots implements SlotObserver {
    private final Metrics metrics;
    private final int slots;
    private volatile Optional<NodeLoad> latest = Optional.empty();

    /**
     * Shows all that it counts from now on, as none.
     *
     * @param slots how many the node has; until they say something they are down
     */
    public CountedSlots(Metrics metrics, int slots) {
        this.metrics = metrics;
        this.slots = slots;
        metrics.level(Meter.SLOTS, "free", () -> told(NodeLoad::free));
        metrics.level(Meter.SLOTS, "busy", () -> told(NodeLoad::busy));
        metrics.level(Meter.SLOTS, "down", this::down);
        metrics.level(Meter.QUEUE_DEPTH, () -> told(NodeLoad::waiting));
        metrics.add(Meter.PROVE_CYCLES, 0);
        for (Stint.Outcome outcome : Stint.Outcome.values()) {
            metrics.add(Meter.TASK_ENDS, Words.of(outcome), 0);
        }
    }

    private int told(ToIntFunction<NodeLoad> what) {
        return latest.map(what::applyAsInt).orElse(0);
    }

    private int down() {
        return latest.map(load -> slots - load.free() - load.busy()).orElse(slots);
    }

    @Override
    public void load(NodeLoad load) {
        latest = Optional.of(load);
    }

    @Override
    public void ended(Stint stint) {
        if (stint.outcome() == Stint.Outcome.DONE) {
            metrics.took(Meter.TASK_SECONDS, Words.of(stint.task().name().stage()), stint.nanos());
            if (stint.task() instanceof SegmentTask segment) {
                metrics.add(Meter.PROVE_CYCLES, segment.steps());
            }
        }
        // Last: whoever reads that a task has ended reads what it took, too.
        metrics.add(Meter.TASK_ENDS, Words.of(stint.outcome()), 1);
    }
}
