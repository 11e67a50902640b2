package io.bulwark.cluster.bench;

import io.bulwark.air.Layout;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.fold.CircuitKind;
import io.bulwark.recursion.fold.CircuitSizes;
import io.bulwark.recursion.fold.FoldCircuit;
import io.bulwark.recursion.fold.FoldKeys;
import io.bulwark.recursion.fold.FoldSystem;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.riscv.segment.SegmentShape;
import io.bulwark.riscv.segment.SizeClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How large the circuits are: rows by table, permutations, and the shapes that hold them. */
final class CircuitFigures {
    private static final double NANOS = 1e9;
    private static final double MILLION = 1e6;
    private static final double KIBI = 1 << 10;
    /** Elements of folded proofs have 31 bits each. */
    private static final double PACKED_BYTES = 31.0 / 8;

    private static final String FINAL_AIM = "300";

    private final FoldKeys keys;
    private final List<List<Object>> rows = new ArrayList<>();

    private CircuitFigures(FoldKeys keys) {
        this.keys = keys;
    }

    static List<Grid> measure(FoldKeys keys, FoldBench.Options options) {
        CircuitFigures figures = new CircuitFigures(keys);
        FoldSystem system = keys.system();
        for (SizeClass size : options.quick() ? new SizeClass[] {SizeClass.SMALL} : SizeClass.values()) {
            figures.lifts(size, options.quick());
        }
        if (!options.quick()) {
            system.circuits().forEach((index, circuit) -> {
                if (!(circuit instanceof FoldCircuit.Lift)) {
                    figures.add(circuit.toString(), index, Measured.of(keys, index));
                }
            });
        }
        List<String> columns = new ArrayList<>(List.of("circuit", "shape", "recorded in s", "wires", "permutations"));
        Arrays.stream(Gate.values())
                .map(gate -> gate.name().toLowerCase(Locale.ROOT))
                .forEach(columns::add);
        return List.of(new Grid("Circuits, rows by table", columns, figures.rows), shapes(system));
    }

    private record Measured(CircuitSizes sizes, double seconds) {
        static Measured of(FoldKeys keys, int index) {
            long start = System.nanoTime();
            CircuitSizes sizes = keys.sizes(index);
            return new Measured(sizes, (System.nanoTime() - start) / NANOS);
        }
    }

    /** The least and the greatest lift of a class, of programs of the smallest step. */
    private void lifts(SizeClass size, boolean any) {
        SegmentMachine machine = keys.system().segments();
        int step = machine.shapes().getFirst().logProgram();
        List<Integer> ofClass = IntStream.range(0, machine.shapes().size())
                .filter(i -> machine.shapes().get(i).size() == size
                        && machine.shapes().get(i).logProgram() == step)
                .boxed()
                .limit(any ? 1 : Long.MAX_VALUE)
                .toList();
        List<Measured> measured = ofClass.stream()
                .map(shape -> Measured.of(keys, CircuitKind.LIFT.index(shape)))
                .toList();
        Comparator<Integer> byWires =
                Comparator.comparingInt(i -> measured.get(i).sizes().wires());
        int least = IntStream.range(0, measured.size()).boxed().min(byWires).orElseThrow();
        int greatest = IntStream.range(0, measured.size()).boxed().max(byWires).orElseThrow();
        for (int i : IntStream.of(least, greatest).distinct().toArray()) {
            SegmentShape shape = machine.shapes().get(ofClass.get(i));
            String name = "lift, %s %s".formatted(size.name().toLowerCase(Locale.ROOT), shape.name());
            add(name, CircuitKind.LIFT.index(ofClass.get(i)), measured.get(i));
        }
    }

    private void add(String name, int index, Measured measured) {
        CircuitSizes sizes = measured.sizes();
        List<Object> row = new ArrayList<>(List.of(
                "%s (%d)".formatted(name, index),
                keys.system().recursion().shapes().get(sizes.shape()).name(),
                measured.seconds(),
                sizes.wires(),
                sizes.permutations()));
        Arrays.stream(Gate.values()).map(sizes.rows()::get).forEach(row::add);
        rows.add(row);
    }

    private static Grid shapes(FoldSystem system) {
        List<List<Object>> rows = new ArrayList<>();
        for (CircuitKind kind : List.of(CircuitKind.JOIN, CircuitKind.FINISH, CircuitKind.BUNDLE)) {
            for (int shape : system.shapesOf(kind)) {
                Layout layout = system.layout(kind, shape);
                rows.add(List.of(
                        system.recursion().shapes().get(shape).name(),
                        "1/" + (1 << system.parameters().of(kind).logBlowup()),
                        layout.logStack(),
                        layout.mainWidth() + " + " + layout.prepWidth(),
                        system.recursion().cells(shape) / MILLION,
                        layout.columns().size(),
                        layout.logLeaves(),
                        layout.proofElements() * PACKED_BYTES / KIBI,
                        kind == CircuitKind.FINISH ? Aim.atMost(FINAL_AIM) : Aim.NONE));
            }
        }
        return new Grid(
                "Shapes of the recursion machine",
                List.of(
                        "shape",
                        "rate",
                        "log rows of the stack",
                        "stacked columns, main + preprocessed",
                        "main cells, M",
                        "opened columns",
                        "log fractions",
                        "proof, KiB",
                        "aim"),
                rows);
    }
}
