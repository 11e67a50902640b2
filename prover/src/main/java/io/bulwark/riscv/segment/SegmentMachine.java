package io.bulwark.riscv.segment;

import io.bulwark.air.Chip;
import io.bulwark.air.Machine;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.plan.Capacity;
import io.bulwark.riscv.tables.Buses;
import io.bulwark.riscv.tables.SegmentEnds;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The machine that proves segments: all chips, the buses, the public contributions, and the shapes, which a program of fitting length may use.
 *
 * <p>A shape is a class, a mix of tables and a height of the program's table. Heights go in steps; a program uses the shapes of the least step that holds its
 * table, and no others.
 */
public final class SegmentMachine {
    /** Log2 of the heights that a program's table may have. */
    static final List<Integer> PROGRAM_STEPS = List.of(12, 15, 18);

    private final Machine machine;
    private final List<SegmentShape> shapes;

    private SegmentMachine(Machine machine, List<SegmentShape> shapes) {
        this.machine = machine;
        this.shapes = shapes;
    }

    private static final class Standard {
        private static final SegmentMachine MACHINE = of(StandardShapes.ROWS, PROGRAM_STEPS);
    }

    /** The one whose proofs everyone accepts. */
    public static SegmentMachine standard() {
        return Standard.MACHINE;
    }

    /**
     * One with other shapes, which nobody else accepts.
     *
     * @param mixes what the shapes hold
     * @param programSteps log2 of the heights that a program's table may have, ascending
     */
    public static SegmentMachine of(List<ShapeRows> mixes, List<Integer> programSteps) {
        List<Chip> chips = MachineTables.chips();
        List<SegmentShape> shapes = new ArrayList<>();
        for (int step : programSteps) {
            mixes.forEach(rows -> shapes.add(SegmentShape.of(rows, step, chips)));
        }
        Machine machine = new Machine(
                Buses.all(), chips, shapes.stream().map(SegmentShape::shape).toList(), SegmentEnds.contributions());
        return new SegmentMachine(machine, List.copyOf(shapes));
    }

    public Machine machine() {
        return machine;
    }

    /** In the order of their indices. */
    public List<SegmentShape> shapes() {
        return shapes;
    }

    /**
     * Indices of the shapes that a program uses.
     *
     * @throws SegmentException if its table is higher than any step
     */
    public List<Integer> shapesOf(Program program) {
        int step = shapes.stream()
                .mapToInt(SegmentShape::logProgram)
                .filter(k -> program.textLength() <= 1 << k)
                .min()
                .orElseThrow(() -> new SegmentException(
                        "the program has %d instructions, more than any shape holds".formatted(program.textLength())));
        return IntStream.range(0, shapes.size())
                .filter(i -> shapes.get(i).logProgram() == step)
                .boxed()
                .toList();
    }

    /**
     * The ways in which the shapes of a step stack a program's table, in the order of their first shapes.
     *
     * @param logProgram the step
     */
    public List<ProgramStacking> stackings(int logProgram) {
        return shapes.stream()
                .filter(shape -> shape.logProgram() == logProgram)
                .map(SegmentShape::programStacking)
                .distinct()
                .toList();
    }

    /** Committed cells that a row of a table costs, those of all chips that work for it together. */
    public long cellsOf(TableId id) {
        return MachineTables.chipsOf(id).stream()
                .mapToLong(chip -> (long) MachineTables.rowsEach(chip)
                        * machine.chips().get(chip).main())
                .sum();
    }

    /** What the shapes of a program hold, in the order of {@link #shapesOf}. */
    public List<Capacity> capacities(Program program) {
        return shapesOf(program).stream().map(i -> shapes.get(i).capacity()).toList();
    }
}
