package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.ClosedColumn;
import io.bulwark.air.Multiplicity;
import java.util.List;

/**
 * All (bits, value) with value below 2^bits and bits from 0 to 16, in closed form: row 2^bits + value. Row 0 repeats row 1, (0, 0), a true fact, so no row
 * answers a falsehood.
 */
public final class RangeTable implements LookupTable {
    /** Log2 of its rows. */
    public static final int LOG_HEIGHT = 17;

    @Override
    public Chip chip() {
        ChipBuilder chip = ChipBuilder.closedForm(
                "Range",
                1,
                LOG_HEIGHT,
                List.of(ClosedColumn.rangeWidth(LOG_HEIGHT), ClosedColumn.rangeValue(LOG_HEIGHT)));
        chip.receive(Buses.RANGE, Multiplicity.free(chip.main(0)), chip.closedColumns());
        return chip.build();
    }

    @Override
    public int[] asked(LookupCounts counts) {
        return counts.range;
    }
}
