package io.bulwark.cluster.job;

import io.bulwark.aggregator.Width;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.TaskName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Holds verified proofs back until they and their facts would outlive a node and a jurisdiction; only then others build on them. Were a proof folded sooner,
 * the fold could outlive the fact of its part, and the run would end without the receipt of who made that part. Plain state: no clock, no threads, no I/O.
 */
public final class SafeProofs implements Proofs {
    private record Waiting(Fact fact, Optional<Width> width) {}

    private final Proofs proofs;
    private final Predicate<ArtifactId> safe;
    /** In the order in which they were verified. */
    private final Map<ArtifactId, Waiting> waiting = new LinkedHashMap<>();

    /**
     * Nothing is proven yet.
     *
     * @param proofs what is built of them
     * @param safe whether a proof is held, with its fact, where it is not lost
     */
    public SafeProofs(Proofs proofs, Predicate<ArtifactId> safe) {
        this.proofs = proofs;
        this.safe = safe;
    }

    @Override
    public void add(Fact fact, Optional<Width> width) {
        waiting.put(fact.proof(), new Waiting(fact, width));
        look(fact.proof());
    }

    /** Hands on all that has become safe. Thousands may wait where a job starts again: for one that is new or has a copy more, {@link #look(ArtifactId)} is enough. */
    public void look() {
        List.copyOf(waiting.keySet()).forEach(this::look);
    }

    /** Hands a proof on, if it waits and has become safe. */
    public void look(ArtifactId proof) {
        if (waiting.containsKey(proof) && safe.test(proof)) {
            Waiting next = waiting.remove(proof);
            proofs.add(next.fact(), next.width());
        }
    }

    @Override
    public void setAside(TaskName segment) {
        waiting.values().removeIf(proof -> proof.fact().task().name().equals(segment));
        proofs.setAside(segment);
    }

    @Override
    public void start(Checkpoint start) {
        proofs.start(start);
    }

    @Override
    public void ends(int intervals) {
        proofs.ends(intervals);
    }

    @Override
    public void spare() {
        proofs.spare();
    }

    @Override
    public void failed(TaskName task, String reason) {
        proofs.failed(task, reason);
    }

    @Override
    public int pieces() {
        return proofs.pieces();
    }
}
