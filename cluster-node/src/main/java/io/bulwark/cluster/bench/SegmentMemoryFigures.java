package io.bulwark.cluster.bench;

import io.bulwark.proof.ProverOptions;
import io.bulwark.riscv.segment.SegmentProver;
import io.bulwark.riscv.segment.SizeClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What proving the longest segment of the first guest holds in memory at its peak, class by class. */
final class SegmentMemoryFigures {
    private static final double MEGA = 1 << 20;
    private static final Map<SizeClass, String> AIMS =
            Map.of(SizeClass.SMALL, "768", SizeClass.MEDIUM, "2,048", SizeClass.LARGE, "6,144");

    private SegmentMemoryFigures() {}

    static Grid measure(List<GuestPlan> plans) {
        List<List<Object>> rows = new ArrayList<>();
        GuestPlan plan = plans.getFirst();
        for (SizeClass size : SizeClass.values()) {
            GuestPlan own = plan.inClass(size);
            SegmentProver prover = new SegmentProver(own.key(), ProverOptions.standard());
            long peak = LiveHeap.peak(() -> prover.prove(own.longest()));
            rows.add(List.of(
                    size.name().toLowerCase(java.util.Locale.ROOT),
                    own.longest().cycles(),
                    peak / MEGA,
                    Aim.atMost(AIMS.get(size)),
                    SegmentProver.memoryNeed(own.key(), own.longest().shape()) / MEGA));
        }
        return new Grid(
                "Peak of the live heap, program and key included, "
                        + plan.guest().name() + ", 1 thread",
                List.of("class", "cycles", "peak, MB", "aim, MB", "stated need, MB"),
                rows);
    }
}
