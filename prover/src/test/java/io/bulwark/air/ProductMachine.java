package io.bulwark.air;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** a * b = c on every row; nothing else. */
public final class ProductMachine {
    private ProductMachine() {}

    public static Machine machine(Shape... shapes) {
        ChipBuilder chip = ChipBuilder.chip("product", 3);
        List<Expression> cells = chip.mainColumns();
        chip.zero(cells.get(0).times(cells.get(1)).minus(cells.get(2)));
        List<Shape> given =
                shapes.length > 0 ? List.of(shapes) : List.of(Shape.of(4, new Piece(0, 2), new Piece(0, 0)));
        return new Machine(List.of(), List.of(chip.build()), given, PublicContributions.none());
    }

    /** The first rows of the reference's example. */
    public static SampleMachine example(int rows) {
        List<long[]> table = new ArrayList<>();
        for (long i = 0; i < rows; i++) {
            table.add(new long[] {i + 2, 3 * i + 1, (i + 2) * (3 * i + 1)});
        }
        return new SampleMachine(machine(), 0, List.of(SampleMachine.table(3, table)), Map.of(), List.of());
    }
}
