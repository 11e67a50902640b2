package io.bulwark.cluster.bench;

import io.bulwark.cluster.work.RunFolder;
import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.fold.FinalProof;
import io.bulwark.recursion.fold.FoldIdentities;
import io.bulwark.recursion.fold.FoldKeys;
import io.bulwark.recursion.fold.FoldProver;
import io.bulwark.recursion.fold.FoldSystem;
import io.bulwark.recursion.fold.FoldVerifier;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.segment.RunInput;
import io.bulwark.riscv.segment.RunProver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** What it takes to prove a block of Ethereum transactions down to one final proof, in one process: seconds, core-seconds, gas a second. */
final class EvmProofFigures {
    private static final int SET = 128;
    /** Keys of circuits that are kept in memory. */
    private static final int KEYS = 6;

    private static final double NANOS = 1e9;
    private static final double KILO = 1e3;

    private EvmProofFigures() {}

    /**
     * Proves the block.
     *
     * @param transactions in the block
     * @param gas that it uses
     */
    static Grid measure(BenchGuest block, int transactions, long gas, int threads) {
        ProverOptions proving = ProverOptions.standard().withThreads(threads);
        GuestPlan plan = GuestPlan.of(block, threads);
        FoldKeys keys = FoldKeys.of(FoldSystem.standard(SET), proving, KEYS);
        FoldProver prover = new FoldProver(keys, FoldIdentities.standard(SET), proving);
        RunFolder folder = new RunFolder(prover, plan.key().key(), new RunFolder.Listener() {});
        long start = Clock.WALL.process();
        long used = Clock.CPU.process();
        RunSummary summary = prove(plan, proving, folder);
        FinalProof last = prover.finish(folder.whole(), plan.key().key(), RunInput.of(block.input()));
        double seconds = (Clock.WALL.process() - start) / NANOS;
        double coreSeconds = (Clock.CPU.process() - used) / NANOS;
        new FoldVerifier(prover.identities()).verify(last);
        long cycles = summary.result().cycles();
        return new Grid(
                "Proof of a block of %d transactions, %d threads, folding, keys of circuits and the final proof included"
                        .formatted(transactions, threads),
                List.of("what", "figure"),
                List.of(
                        List.of("cycles", cycles),
                        List.of("segments", summary.segments()),
                        List.of("gas", gas),
                        List.of("seconds", seconds),
                        List.of("core-seconds", coreSeconds),
                        List.of("seconds a transaction", seconds / transactions),
                        List.of("core-seconds a transaction", coreSeconds / transactions),
                        List.of("k cycles/s", cycles / seconds / KILO),
                        List.of("gas/s", gas / seconds)));
    }

    private static RunSummary prove(GuestPlan plan, ProverOptions proving, RunFolder folder) {
        try {
            return new RunProver(plan.key(), Limits.standard(), place -> true, proving)
                    .prove(plan.guest().input(), folder, new RunProver.Listener() {});
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written", e);
        }
    }
}
