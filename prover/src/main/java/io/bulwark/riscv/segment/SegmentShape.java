package io.bulwark.riscv.segment;

import io.bulwark.air.Chip;
import io.bulwark.air.Piece;
import io.bulwark.air.Shape;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.plan.Capacity;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A shape of the machine and what it holds.
 *
 * @param name of its mix of tables, for people
 * @param size its class
 * @param logProgram log2 of the program's table
 * @param shape its pieces
 * @param capacity what a planner may put into it
 */
public record SegmentShape(String name, SizeClass size, int logProgram, Shape shape, Capacity capacity) {
    /** What an interaction costs, in committed cells. */
    private static final double INTERACTION = 2.5;

    static SegmentShape of(ShapeRows rows, int logProgram, List<Chip> chips) {
        Shape shape = rows.shape(logProgram, chips);
        Map<TableId, Integer> capacities = new EnumMap<>(TableId.class);
        for (TableId id : TableId.values()) {
            int fits = MachineTables.chipsOf(id).stream()
                    .mapToInt(chip -> (int) (shape.capacityOf(chip) / MachineTables.rowsEach(chip)))
                    .min()
                    .orElse(0);
            capacities.put(id, fits);
        }
        Capacity capacity = new Capacity(
                capacities,
                (int) shape.capacityOf(MachineTables.BLOCK),
                (int) shape.capacityOf(MachineTables.NODE),
                (int) shape.capacityOf(MachineTables.PERMUTATION),
                rows.size().ageBits(),
                Math.round(cells(shape, chips) + INTERACTION * interactions(shape, chips)));
        return new SegmentShape(rows.name(), rows.size(), logProgram, shape, capacity);
    }

    /** Committed cells of a shape's pieces. */
    static long cells(Shape shape, List<Chip> chips) {
        return shape.pieces().stream()
                .mapToLong(p -> (long) chips.get(p.chip()).main() << p.logHeight())
                .sum();
    }

    /** Bus entries of a shape's pieces. */
    static long interactions(Shape shape, List<Chip> chips) {
        long sum = 0;
        for (Piece p : shape.pieces()) {
            sum += (long) chips.get(p.chip()).interactions().size() << p.logHeight();
        }
        return sum;
    }

    /** How it stacks the program's table. */
    public ProgramStacking programStacking() {
        return new ProgramStacking(shape.logHeightsOf(MachineTables.PROGRAM), shape.logStack());
    }

    /** The name that people see: class, mix and height of the program's table. */
    public String title() {
        return "%s %s, program of 2^%d".formatted(size.name().toLowerCase(Locale.ROOT), name, logProgram);
    }
}
