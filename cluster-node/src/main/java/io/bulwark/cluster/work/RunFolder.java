package io.bulwark.cluster.work;

import io.bulwark.aggregator.FoldTree;
import io.bulwark.aggregator.FoldTree.Join;
import io.bulwark.aggregator.Proven;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Span;
import io.bulwark.recursion.fold.FoldProof;
import io.bulwark.recursion.fold.FoldProver;
import io.bulwark.riscv.segment.ProgramKey;
import io.bulwark.riscv.segment.SegmentProof;
import io.bulwark.riscv.segment.SegmentSink;
import io.bulwark.riscv.segment.SegmentValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Folds a run in one process, while it is being proved: each segment is lifted as it comes, and neighbours are joined as soon as the tree says so. One step at a
 * time, each with all the prover's threads. Not safe for several threads.
 */
public final class RunFolder implements SegmentSink {
    /** Hears what was folded, and how long it took. */
    public interface Listener {
        /** A segment was lifted. */
        default void lifted(int segment, FoldProof proof, Duration time) {}

        /** Neighbours were joined; the span has the segments of all of them. */
        default void joined(Span segments, int parts, FoldProof proof, Duration time) {}
    }

    /** A folded part of the run. */
    private record Part(Span span, Claim claim, FoldProof proof) implements Proven {}

    private final FoldProver prover;
    private final ProgramKey program;
    private final Listener listener;
    private Optional<FoldTree<Part>> tree = Optional.empty();
    private int segments;
    private long cycles;

    /**
     * A folder of one run.
     *
     * @param program whose segments will come
     */
    public RunFolder(FoldProver prover, ProgramKey program, Listener listener) {
        this.prover = prover;
        this.program = program;
        this.listener = listener;
    }

    /** Lifts the next segment, and joins what can be joined before more come. */
    @Override
    public void write(SegmentProof segment) {
        int number = segments++;
        FoldProof lifted =
                timed(() -> prover.lift(program, segment), (proof, time) -> listener.lifted(number, proof, time));
        Claim claim = SegmentStates.claim(cycles, SegmentValues.claim(program.id(), segment.values()));
        cycles = claim.end().step();
        FoldTree<Part> folded = tree.orElseGet(() -> new FoldTree<Part>(claim.start(), this::takes));
        tree = Optional.of(folded);
        folded.add(new Part(Span.of(number), claim, lifted));
        join(folded, false);
    }

    /**
     * Joins what is left, once all segments have come.
     *
     * @return the proof of the whole run
     * @throws IllegalStateException if no segment has come
     */
    public FoldProof whole() {
        FoldTree<Part> folded = tree.orElseThrow(() -> new IllegalStateException("no segment has come"));
        folded.ends(segments);
        join(folded, true);
        return folded.whole()
                .orElseThrow(() -> new IllegalStateException("neighbours were left that are not joined"))
                .proof();
    }

    private boolean takes(List<? extends Part> parts) {
        return prover.identities()
                .canJoin(parts.stream().map(part -> part.proof().circuit()).toList());
    }

    private void join(FoldTree<Part> folded, boolean ended) {
        for (Optional<Join<Part>> next = folded.start(ended); next.isPresent(); next = folded.start(ended)) {
            Join<Part> join = next.get();
            List<FoldProof> proofs = join.parts().stream().map(Part::proof).toList();
            FoldProof joined = timed(
                    () -> prover.join(proofs),
                    (proof, time) -> listener.joined(join.span(), proofs.size(), proof, time));
            Claim claim = new Claim(
                    join.parts().getFirst().claim().start(),
                    join.parts().getLast().claim().end());
            folded.add(new Part(join.span(), claim, joined));
        }
    }

    private interface Timed {
        void took(FoldProof proof, Duration time);
    }

    private static FoldProof timed(Supplier<FoldProof> work, Timed heard) {
        long start = System.nanoTime();
        FoldProof proof = work.get();
        heard.took(proof, Duration.ofNanos(System.nanoTime() - start));
        return proof;
    }
}
