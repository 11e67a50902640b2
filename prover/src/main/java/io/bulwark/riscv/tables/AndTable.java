package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.ClosedColumn;
import io.bulwark.air.Multiplicity;
import java.util.List;

/** All (a, b, a AND b) of bytes in closed form: row 2^8 a + b. An entry that is looked up is a byte. */
public final class AndTable implements LookupTable {
    private static final int BYTE = 8;
    /** Log2 of its rows. */
    public static final int LOG_HEIGHT = 2 * BYTE;

    @Override
    public Chip chip() {
        ChipBuilder chip = ChipBuilder.closedForm(
                "And",
                1,
                LOG_HEIGHT,
                List.of(ClosedColumn.number(BYTE, BYTE), ClosedColumn.number(0, BYTE), ClosedColumn.and(BYTE)));
        chip.receive(Buses.AND, Multiplicity.free(chip.main(0)), chip.closedColumns());
        return chip.build();
    }

    @Override
    public int[] asked(LookupCounts counts) {
        return counts.and;
    }
}
