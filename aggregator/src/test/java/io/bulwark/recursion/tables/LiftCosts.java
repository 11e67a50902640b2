package io.bulwark.recursion.tables;

import com.sun.management.OperatingSystemMXBean;
import io.bulwark.air.Machine;
import io.bulwark.air.Piece;
import io.bulwark.air.Shape;
import io.bulwark.air.Table;
import io.bulwark.field.Cores;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Proven;
import io.bulwark.proof.Prover;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.proof.ProverPhase;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Prints what the proof of a circuit as large as a lift costs, phase by phase, for several rates and heights of the stack. The hints are random, so the statement is
 * false; that costs as much as a true one.
 */
final class LiftCosts {
    private static final int RUNS = 5;

    private LiftCosts() {}

    /** Takes a shape's title, the threads, then pairs of log blowup and s (0 for the shape's own). */
    public static void main(String[] arguments) {
        Circuit circuit = RecordedProof.ofSegment(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        FoldShape rows = FoldShape.holding("lift", List.of(circuit));
        Shape shape = rows.shape();
        print(circuit, shape);
        int[] hints = new Random(1).ints(circuit.hints(), 0, KoalaBear.P).toArray();
        long start = System.nanoTime();
        Witness witness = Witness.lenient(circuit, hints);
        System.out.printf("evaluation %.3f s%n", seconds(start));
        start = System.nanoTime();
        Map<Integer, Table> preprocessed = CircuitTables.preprocessed(circuit);
        System.out.printf("preprocessed tables %.3f s%n", seconds(start));
        List<Table> main = List.of();
        try (Cores cores = new Cores(threads)) {
            for (int run = 0; run < 10; run++) {
                start = System.nanoTime();
                main = CircuitTables.main(witness, cores);
                System.out.printf("main tables %.3f s%n", seconds(start));
            }
        }
        int[] publicValues = Arrays.stream(witness.publicValues())
                .map(KoalaBear::toCanonical)
                .toArray();
        for (int i = 2; i < arguments.length; i += 2) {
            int s = Integer.parseInt(arguments[i + 1]);
            Shape stacked = s == 0 ? shape : Shape.of(s, shape.pieces().toArray(Piece[]::new));
            prove(stacked, Integer.parseInt(arguments[i]), preprocessed, main, publicValues, threads);
        }
    }

    private static void prove(
            Shape shape, int logBlowup, Map<Integer, Table> preprocessed, List<Table> main, int[] values, int threads) {
        Machine machine = new Machine(Buses.all(), GateTables.CHIPS, List.of(shape), RecursionMachine.contributions());
        ProverOptions options = ProverOptions.standard().withThreads(threads);
        long start = System.nanoTime();
        ProverKey key = ProverKey.of(machine, SecurityParameters.named(128, logBlowup), preprocessed, options);
        System.out.printf("rate 1/%d, s = %d: key %.3f s%n", 1 << logBlowup, shape.logStack(), seconds(start));
        Map<ProverPhase, Duration> least = new EnumMap<>(ProverPhase.class);
        Duration total = Duration.ofDays(1);
        int bytes = 0;
        long leastCpu = Long.MAX_VALUE;
        for (int run = 0; run < RUNS; run++) {
            long cpu = cpu();
            Proven proven = Prover.prove(key, 0, main, values, options);
            proven.times().forEach((phase, time) -> least.merge(phase, time, LiftCosts::lesser));
            total = lesser(total, proven.total());
            bytes = proven.proof().length;
            leastCpu = Math.min(leastCpu, cpu() - cpu);
        }
        System.out.printf(
                "  least of %d: %d ms, CPU %d ms, %d bytes;", RUNS, total.toMillis(), leastCpu / 1_000_000, bytes);
        least.forEach((phase, time) -> System.out.printf(" %s %d", phase.word(), time.toMillis()));
        System.out.println();
    }

    /** Nanoseconds of all threads of the process. */
    private static long cpu() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    private static Duration lesser(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static void print(Circuit circuit, Shape shape) {
        long cells = 0;
        long leaves = 0;
        long columns = 0;
        long preprocessed = 0;
        for (Gate gate : Gate.values()) {
            var chip = GateTables.of(gate).chip();
            List<Integer> pieces = shape.logHeightsOf(GateTables.chip(gate));
            long capacity = shape.capacityOf(GateTables.chip(gate));
            System.out.printf(
                    "%-10s %7d rows, pieces %-14s %9d cells, %6d nodes%n",
                    gate,
                    circuit.rows(gate),
                    pieces,
                    capacity * chip.main(),
                    chip.graph().size());
            cells += capacity * chip.main();
            preprocessed += capacity * chip.prep();
            leaves += capacity * chip.interactions().size();
            columns += pieces.size() * (chip.main() + (long) chip.prep());
        }
        System.out.printf(
                "%d cells, %d preprocessed, %d leaves, %d columns, s = %d, width %d + %d%n",
                cells,
                preprocessed,
                leaves,
                columns,
                shape.logStack(),
                Math.ceilDiv(cells, 1L << shape.logStack()),
                Math.ceilDiv(preprocessed, 1L << shape.logStack()));
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
