package io.bulwark.cluster.bench;

import io.bulwark.cluster.work.RunFolder;
import io.bulwark.proof.ProverOptions;
import io.bulwark.protocol.Span;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldProof;
import io.bulwark.recursion.fold.FoldProver;
import io.bulwark.recursion.fold.FoldVerifier;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.RunProver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A whole run, proved and folded in one process from its start to its final proof, as 'bulwark prove' does it. */
final class FoldedRunFigures {
    private static final double NANOS = 1e9;
    private static final double KILO = 1e3;
    private static final double PERCENT = 100;
    private static final double KIBI = 1 << 10;
    private static final Path STATUS = Path.of("/proc/self/status");

    private FoldedRunFigures() {}

    /** Seconds and numbers of the steps, as they are heard. */
    private static final class Steps implements RunFolder.Listener {
        private double lifts;
        private double joins;
        private int joined;

        @Override
        public void lifted(int segment, FoldProof proof, Duration time) {
            lifts += time.toNanos() / NANOS;
        }

        @Override
        public void joined(Span segments, int parts, FoldProof proof, Duration time) {
            joins += time.toNanos() / NANOS;
            joined++;
        }
    }

    static Grid measure(FoldProver prover, ProverOptions proving, FoldBench.Options options) {
        GuestPlan plan = GuestPlan.of(BenchGuest.batch(options.run().transfers()), options.threads());
        Steps steps = new Steps();
        RunFolder folder = new RunFolder(prover, plan.key().key(), steps);
        long start = System.nanoTime();
        RunSummary summary = prove(plan, proving, folder);
        FoldProof whole = folder.whole();
        long finishing = System.nanoTime();
        FinalProof last =
                prover.finish(whole, plan.key().key(), RunInput.of(plan.guest().input()));
        double total = (System.nanoTime() - start) / NANOS;
        double finish = (System.nanoTime() - finishing) / NANOS;
        new FoldVerifier(prover.identities()).verify(last);
        double folding = steps.lifts + steps.joins + finish;
        long cycles = summary.result().cycles();
        return new Grid(
                "A whole run of the batch guest, %d threads, keys of circuits made on the way"
                        .formatted(options.threads()),
                List.of("what", "figure", "aim"),
                List.of(
                        List.of("cycles", cycles, Aim.NONE),
                        List.of("segments", summary.segments(), Aim.NONE),
                        List.of("seconds in all", total, Aim.NONE),
                        List.of("of segments' proofs, s", total - folding, Aim.NONE),
                        List.of("of %d lifts, s".formatted(summary.segments()), steps.lifts, Aim.NONE),
                        List.of("of %d joins, s".formatted(steps.joined), steps.joins, Aim.NONE),
                        List.of("of the finish, s", finish, Aim.atMost("12")),
                        List.of("folding, % of all", PERCENT * folding / total, Aim.atMost("30 % of 2^24 cycles")),
                        List.of("k cycles/s", cycles / total / KILO, Aim.NONE),
                        List.of("final proof, KiB", last.encode().length / KIBI, Aim.atMost("300")),
                        List.of("memory of the process at most, MB", resident(), Aim.atMost("4,096"))));
    }

    private static RunSummary prove(GuestPlan plan, ProverOptions proving, RunFolder folder) {
        try {
            return new RunProver(plan.key(), Limits.standard(), place -> true, proving)
                    .prove(plan.guest().input(), folder, new RunProver.Listener() {});
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written", e);
        }
    }

    /** The most memory that this process has had, as the system counts it, or a word where it does not say. */
    private static Object resident() {
        if (!Files.isReadable(STATUS)) {
            return "not told by this system";
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .<Object>map(line -> Long.parseLong(line.replaceAll("\\D", "")) / (1 << 10))
                    .findFirst()
                    .orElse("not told by this system");
        } catch (IOException e) {
            return "not told by this system";
        }
    }
}
