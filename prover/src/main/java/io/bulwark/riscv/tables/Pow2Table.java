package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.ClosedColumn;
import io.bulwark.air.Multiplicity;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * (left, k, 2^k, 2^(16 - k)) as a list of 32 rows: right shifts with k = 0..15, then left ones with k = 1..16. The direction is part of the row, since k = 16 of
 * a right shift or 0 of a left one would express no shift as one by 32.
 */
public final class Pow2Table implements LookupTable {
    /** Log2 of its rows. */
    public static final int LOG_HEIGHT = 5;

    private static final int LIMB = 16;

    @Override
    public Chip chip() {
        ChipBuilder chip = ChipBuilder.closedForm(
                "Pow2",
                1,
                LOG_HEIGHT,
                List.of(
                        column(row -> row / LIMB),
                        column(Pow2Table::power),
                        column(row -> 1 << power(row)),
                        column(row -> 1 << (LIMB - power(row)))));
        chip.receive(Buses.POW2, Multiplicity.free(chip.main(0)), chip.closedColumns());
        return chip.build();
    }

    private static int power(int row) {
        return row < LIMB ? row : row - LIMB + 1;
    }

    private static ClosedColumn column(IntUnaryOperator entry) {
        return new ClosedColumn.Values(
                IntStream.range(0, 2 * LIMB).map(entry).boxed().toList());
    }

    @Override
    public int[] asked(LookupCounts counts) {
        return counts.pow2;
    }
}
