package io.bulwark.cluster.bench;

import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.plan.Capacity;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.plan.RunSummary;
import io.bulwark.riscv.plan.SegmentPlanner;
import io.bulwark.riscv.segment.ProvingKey;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SizeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A guest's run, planned and ready to be proved at 128 bits.
 *
 * @param segments checkpoints of all of it
 * @param summary what the run came to
 */
record GuestPlan(BenchGuest guest, ProvingKey key, List<Checkpoint> segments, RunSummary summary) {
    /** Plans with all shapes of the program. */
    static GuestPlan of(BenchGuest guest, int threads) {
        ProvingKey key = ProvingKey.of(
                SegmentMachine.standard(),
                guest.program(),
                SecurityParameters.segment(),
                ProverOptions.standard().withThreads(threads));
        return of(guest, key, key.capacities());
    }

    /** The same run, cut into segments of one class. */
    GuestPlan inClass(SizeClass size) {
        return of(guest, key, key.capacities(place -> key.shape(place).size() == size));
    }

    private static GuestPlan of(BenchGuest guest, ProvingKey key, List<Capacity> capacities) {
        List<Checkpoint> segments = new ArrayList<>();
        RunSummary summary = SegmentPlanner.run(
                guest.program(),
                guest.input(),
                Limits.standard(),
                capacities,
                Optional.of(key.id().digest()),
                segments::add);
        return new GuestPlan(guest, key, List.copyOf(segments), summary);
    }

    long cycles() {
        return summary.result().cycles();
    }

    /** The segment of most cycles. */
    Checkpoint longest() {
        return segments.stream()
                .max((a, b) -> Integer.compare(a.cycles(), b.cycles()))
                .orElseThrow();
    }
}
