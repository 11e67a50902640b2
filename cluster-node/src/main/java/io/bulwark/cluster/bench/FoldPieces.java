package io.bulwark.cluster.bench;

import io.bulwark.cluster.work.RunFolder;
import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldProof;
import io.bulwark.recursion.fold.FoldProver;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.segment.ProvenSegment;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.SegmentProver;
import io.bulwark.riscv.segment.SizeClass;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What there is to fold: segments of each class, neighbours, and a whole run. Each is proved when it is first asked for, and then kept. */
final class FoldPieces {
    /** Neighbours that are joined at most. */
    static final int NEIGHBOURS = 4;

    private static final double NANOS = 1e9;
    /** Proofs of a segment before the one that is timed: a JVM that has just started compiles for several of them. */
    private static final int WARM_UP = 2;

    /** A segment's proof, and how long it took. */
    record Timed(ProvenSegment segment, double seconds) {}

    private final FoldProver prover;
    private final ProverOptions proving;
    private final boolean quick;
    private final GuestPlan plan;
    private final Map<SizeClass, Timed> segments = new EnumMap<>(SizeClass.class);
    private final List<FoldProof> neighbours = new ArrayList<>();
    private Optional<FinalProof> last = Optional.empty();

    FoldPieces(FoldProver prover, ProverOptions proving, FoldBench.Options options) {
        this.prover = prover;
        this.proving = proving;
        this.quick = options.quick();
        BenchGuest guest = BenchGuest.all(false).stream()
                .filter(g -> g.name().equals(BenchGuest.COMPARED))
                .findFirst()
                .orElseThrow();
        this.plan = GuestPlan.of(guest, options.threads());
    }

    FoldProver prover() {
        return prover;
    }

    /** A full segment of a class. */
    Timed segment(SizeClass size) {
        return segments.computeIfAbsent(size, s -> {
            GuestPlan own = plan.inClass(s);
            SegmentProver segmentProver = new SegmentProver(plan.key(), proving);
            for (int i = 0; i < (quick ? 0 : WARM_UP); i++) {
                segmentProver.prove(own.longest());
            }
            long start = System.nanoTime();
            ProvenSegment proven = segmentProver.prove(own.longest());
            return new Timed(proven, (System.nanoTime() - start) / NANOS);
        });
    }

    /** A segment's proof, lifted. */
    FoldProof lift(SizeClass size) {
        return prover.lift(plan.key().key(), segment(size).segment().proof());
    }

    /** The first so many small segments of the run, lifted. */
    List<FoldProof> neighbours(int count) {
        List<Checkpoint> small = plan.inClass(SizeClass.SMALL).segments();
        SegmentProver segmentProver = new SegmentProver(plan.key(), proving);
        while (neighbours.size() < count) {
            ProvenSegment next = segmentProver.prove(small.get(neighbours.size()));
            neighbours.add(prover.lift(plan.key().key(), next.proof()));
        }
        return neighbours.subList(0, count);
    }

    /** The short run that is finished. */
    private static GuestPlan shortRun(int threads) {
        BenchGuest guest = BenchGuest.all(true).stream()
                .filter(g -> g.name().equals("primes"))
                .findFirst()
                .orElseThrow();
        return GuestPlan.of(guest, threads).inClass(SizeClass.SMALL);
    }

    /** A short run of one segment, with all that finishing it takes. */
    record Whole(GuestPlan plan, FoldProof proof) {
        FinalProof finish(FoldProver prover) {
            return prover.finish(
                    proof, plan.key().key(), RunInput.of(plan.guest().input()));
        }
    }

    /** A whole run in one proof, not yet finished. */
    Whole whole() {
        GuestPlan run = shortRun(proving.threads());
        RunFolder folder = new RunFolder(prover, run.key().key(), new RunFolder.Listener() {});
        SegmentProver segmentProver = new SegmentProver(run.key(), proving);
        run.segments()
                .forEach(segment -> folder.write(segmentProver.prove(segment).proof()));
        return new Whole(run, folder.whole());
    }

    /** A finished run. */
    FinalProof last() {
        if (last.isEmpty()) {
            last = Optional.of(whole().finish(prover));
        }
        return last.get();
    }
}
