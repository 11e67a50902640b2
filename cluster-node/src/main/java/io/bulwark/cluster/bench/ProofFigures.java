package io.bulwark.cluster.bench;

import io.bulwark.proof.ProverPhase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Whole proofs of both examples: rates, seconds by phase, size, verifier. */
final class ProofFigures {
    private static final double MILLION = 1e6;
    private static final double KILO = 1e3;
    private static final double MILLIS = 1e3;

    private final Sizes sizes;
    private final Clock clock;
    private final int threads;
    private final List<List<Object>> rates = new ArrayList<>();
    private final List<List<Object>> phases = new ArrayList<>();
    private final List<List<Object>> verified = new ArrayList<>();

    private ProofFigures(Sizes sizes, Clock clock, int threads) {
        this.sizes = sizes;
        this.clock = clock;
        this.threads = threads;
    }

    /** Measures on one thread and on {@code threads}; three grids. */
    static List<Grid> measure(Sizes sizes, Clock clock, int threads) {
        ProofFigures figures = new ProofFigures(sizes, clock, threads);
        figures.measure(Workpiece.sponge(sizes.standardMachines()), "k permutations/s: " + Aim.rate(50));
        figures.measure(Workpiece.accumulator(sizes.standardMachines()), "M cells/s: " + Aim.rate(4));
        List<String> phaseColumns = new ArrayList<>(List.of("example", "threads"));
        Arrays.stream(ProverPhase.values()).map(ProverPhase::word).forEach(phaseColumns::add);
        return List.of(
                new Grid(
                        "Whole proofs, 128 proven bits, rate 1/2",
                        List.of(
                                "example",
                                "threads",
                                "rows proved",
                                "committed cells",
                                "seconds",
                                "k rows/s",
                                "M cells/s",
                                "times 1 thread",
                                "aim"),
                        figures.rates),
                new Grid("Seconds by phase, of the median run", phaseColumns, figures.phases),
                new Grid(
                        "Proofs and verifier, 1 thread",
                        List.of("example", "proof bytes", "verifier, ms", "aim, ms"),
                        figures.verified));
    }

    private void measure(Workpiece workpiece, String aim) {
        TimedProof one = median(workpiece, 1);
        row(workpiece, 1, one, 1, aim);
        if (threads > 1) {
            TimedProof many = median(workpiece, threads);
            row(workpiece, threads, many, one.seconds() / many.seconds(), "times 1 thread: >= 1.8 with 2");
        }
        byte[] proof = one.proof();
        double verifier = sizes.verifier().seconds(() -> workpiece.verify(proof));
        verified.add(List.of(workpiece.name(), proof.length, verifier * MILLIS, Aim.atMost("30")));
    }

    /** As many unmeasured runs first as measured ones. */
    private TimedProof median(Workpiece workpiece, int with) {
        for (int i = 0; i < sizes.proofs(); i++) {
            TimedProof.of(workpiece, with, clock);
        }
        List<TimedProof> runs = Stream.generate(() -> TimedProof.of(workpiece, with, clock))
                .limit(sizes.proofs())
                .sorted(Comparator.comparingDouble(TimedProof::seconds))
                .toList();
        return runs.get(runs.size() / 2);
    }

    private void row(Workpiece workpiece, int with, TimedProof run, double ratio, String aim) {
        double seconds = run.seconds();
        rates.add(List.of(
                workpiece.name(),
                with,
                workpiece.steps(),
                workpiece.cells(),
                seconds,
                workpiece.steps() / seconds / KILO,
                workpiece.cells() / seconds / MILLION,
                ratio,
                aim));
        List<Object> times = new ArrayList<>(List.of(workpiece.name(), with));
        Arrays.stream(ProverPhase.values()).map(run::seconds).forEach(times::add);
        phases.add(times);
    }
}
