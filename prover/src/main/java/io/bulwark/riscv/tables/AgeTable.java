package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.ClosedColumn;
import io.bulwark.air.Multiplicity;
import java.util.List;

/**
 * All triples below 2^A in closed form: row 2^(2A) h1 + 2^A h2 + h3. They are high parts of timestamp gaps, so in a class with this table gaps stay below
 * 2^(16 + A), which is what the order of accesses rests on together with the verifier's bound on cycles, 2^(14 + A).
 *
 * @param bits A: 6, 4 or 2 in the large, medium and small class
 */
public record AgeTable(int bits) implements LookupTable {
    /** A of the large class. */
    public static final int MAX_BITS = 6;

    /**
     * Refuses an A for which timestamps could come near p.
     *
     * @throws IllegalArgumentException unless A is 1 to {@link #MAX_BITS}
     */
    public AgeTable {
        if (bits < 1 || bits > MAX_BITS) {
            throw new IllegalArgumentException("expected 1 to " + MAX_BITS + " bits, got " + bits);
        }
    }

    /** Log2 of its rows. */
    public int logHeight() {
        return 3 * bits;
    }

    @Override
    public Chip chip() {
        ChipBuilder chip = ChipBuilder.closedForm(
                "Age",
                1,
                logHeight(),
                List.of(
                        ClosedColumn.number(2 * bits, bits),
                        ClosedColumn.number(bits, bits),
                        ClosedColumn.number(0, bits)));
        chip.receive(Buses.AGE, Multiplicity.free(chip.main(0)), chip.closedColumns());
        return chip.build();
    }

    @Override
    public int[] asked(LookupCounts counts) {
        return counts.age;
    }
}
