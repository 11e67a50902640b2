package io.bulwark.cluster.bench;

import io.bulwark.riscv.Executor;
import io.bulwark.riscv.Limits;
import io.bulwark.riscv.Observer;
import io.bulwark.riscv.plan.SegmentPlanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast programs run: alone, and while they are planned. One thread. */
final class PlanFigures {
    private static final double MILLION = 1e6;

    private PlanFigures() {}

    static Grid measure(List<GuestPlan> plans, boolean quick, Clock clock) {
        Stopwatch watch = quick
                ? new Stopwatch(clock, Duration.ZERO, Duration.ZERO, 1)
                : new Stopwatch(clock, Duration.ofSeconds(2), Duration.ofSeconds(1), 5);
        List<List<Object>> rows = new ArrayList<>();
        for (GuestPlan plan : plans) {
            BenchGuest guest = plan.guest();
            double alone = watch.seconds(
                    () -> Executor.run(guest.program(), guest.input(), Limits.standard(), Observer.none()));
            double planned = watch.seconds(() -> SegmentPlanner.run(
                    guest.program(),
                    guest.input(),
                    Limits.standard(),
                    plan.key().capacities(),
                    Optional.empty(),
                    segment -> {}));
            rows.add(List.of(
                    guest.name(),
                    plan.cycles(),
                    plan.segments().size(),
                    plan.cycles() / alone / MILLION,
                    plan.cycles() / planned / MILLION,
                    ">= 100"));
        }
        return new Grid(
                "Planner, 1 thread",
                List.of("guest", "cycles", "segments", "executor alone, M/s", "planner, M cycles/s", "aim"),
                rows);
    }
}
