package io.bulwark.cluster.prover;

import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.HashChain;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.TaskName;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** A hash chain whose segments are proved as soon as the test says so. */
final class HeldChain extends HashChain {
    private final Semaphore mayEnd = new Semaphore(0);
    private final List<TaskName> begun = new CopyOnWriteArrayList<>();
    private volatile boolean outOfMemory;

    HeldChain() {
        super(50, 0);
    }

    /** One more may end. */
    void release() {
        mayEnd.release();
    }

    /** From now on whoever may end dies instead. */
    void runOutOfMemory() {
        outOfMemory = true;
    }

    /** Those that were begun so far, in that order. */
    List<TaskName> begun() {
        return begun;
    }

    @Override
    public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
        begun.add(task.name());
        try {
            mayEnd.acquire();
        } catch (InterruptedException e) {
            throw new CancellationException();
        }
        if (outOfMemory) {
            throw new OutOfMemoryError("made to die");
        }
        return super.prove(task, part, artifacts);
    }
}
