package io.bulwark.cluster.bench;

import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.ProverPhase;
import io.bulwark.riscv.plan.Checkpoint;
import io.bulwark.riscv.segment.ProvenSegment;
import io.bulwark.riscv.segment.SegmentPhase;
import io.bulwark.riscv.segment.SegmentProver;
import io.bulwark.riscv.segment.SegmentVerifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whole runs proved segment by segment, on one thread and on several: rates, seconds by phase, sizes, verifier. */
final class SegmentFigures {
    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;
    private static final double MILLION = 1e6;
    private static final double KILO = 1e3;
    /** Proofs before the first that is measured: a JVM that has just started compiles for several of them. */
    private static final int WARM_UP = 3;

    private final MachineBench.Options options;
    private final Clock clock;
    private final List<List<Object>> rates = new ArrayList<>();
    private final List<List<Object>> phases = new ArrayList<>();
    private final List<List<Object>> verified = new ArrayList<>();

    private SegmentFigures(MachineBench.Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    static List<Grid> measure(List<GuestPlan> plans, MachineBench.Options options, Clock clock) {
        SegmentFigures figures = new SegmentFigures(options, clock);
        plans.forEach(figures::measure);
        List<String> phaseColumns = new ArrayList<>(List.of("guest", "threads"));
        Arrays.stream(SegmentPhase.values()).map(SegmentPhase::word).forEach(phaseColumns::add);
        Arrays.stream(ProverPhase.values()).map(ProverPhase::word).forEach(phaseColumns::add);
        return List.of(
                new Grid(
                        "Runs proved, 128 proven bits, all segments",
                        List.of(
                                "guest",
                                "threads",
                                "cycles",
                                "segments",
                                "seconds",
                                "k cycles/s",
                                "times 1 thread",
                                "traced, M rows/s",
                                "aim"),
                        figures.rates),
                new Grid("Seconds by phase, sum over the run's segments", phaseColumns, figures.phases),
                new Grid(
                        "Proofs and verifier, the longest segment, 1 thread",
                        List.of("guest", "shape", "cycles", "proof bytes", "verifier, ms"),
                        figures.verified));
    }

    private void measure(GuestPlan plan) {
        double one = run(plan, 1, 1);
        if (options.threads() > 1) {
            run(plan, options.threads(), one);
        }
    }

    private double run(GuestPlan plan, int threads, double secondsOfOne) {
        SegmentProver prover =
                new SegmentProver(plan.key(), ProverOptions.standard().withThreads(threads));
        for (int i = 0; i < (options.quick() ? 0 : WARM_UP); i++) {
            prover.prove(plan.longest());
        }
        Map<String, Double> seconds = new LinkedHashMap<>();
        long start = clock.process();
        ProvenSegment longest = null;
        for (Checkpoint segment : plan.segments()) {
            ProvenSegment proven = prover.prove(segment);
            proven.before().forEach((phase, time) -> add(seconds, phase.word(), time));
            proven.proving().forEach((phase, time) -> add(seconds, phase.word(), time));
            longest = segment.equals(plan.longest()) ? proven : longest;
        }
        double total = (clock.process() - start) / NANOS;
        double traced = seconds.get(SegmentPhase.EXECUTE.word()) + seconds.get(SegmentPhase.FILL.word());
        rates.add(List.of(
                plan.guest().name(),
                threads,
                plan.cycles(),
                plan.segments().size(),
                total,
                plan.cycles() / total / KILO,
                threads == 1 ? 1.0 : secondsOfOne / total,
                plan.cycles() / traced / MILLION,
                threads == 1 ? Aim.rate(50) : "90 with AVX-512"));
        List<Object> times = new ArrayList<>(List.of(plan.guest().name(), threads));
        Arrays.stream(SegmentPhase.values()).map(p -> seconds.get(p.word())).forEach(times::add);
        Arrays.stream(ProverPhase.values()).map(p -> seconds.get(p.word())).forEach(times::add);
        phases.add(times);
        if (threads == 1) {
            verify(plan, longest);
        }
        return total;
    }

    private static void add(Map<String, Double> seconds, String phase, Duration time) {
        seconds.merge(phase, time.toNanos() / NANOS, Double::sum);
    }

    private void verify(GuestPlan plan, ProvenSegment proven) {
        SegmentVerifier verifier = new SegmentVerifier(plan.key().key());
        Stopwatch watch = options.quick()
                ? new Stopwatch(clock, Duration.ZERO, Duration.ZERO, 1)
                : new Stopwatch(clock, Duration.ofSeconds(1), Duration.ofSeconds(1), 5);
        double time = watch.seconds(() -> verifier.verify(proven.proof()));
        verified.add(List.of(
                plan.guest().name(),
                plan.key().shape(plan.longest().shape()).title(),
                plan.longest().cycles(),
                proven.proof().proof().length,
                time * MILLIS));
    }
}
