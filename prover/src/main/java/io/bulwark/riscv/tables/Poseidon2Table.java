package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.Expression;
import io.bulwark.air.Multiplicity;
import io.bulwark.air.Poseidon2Layers;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.hash.RecordedStates;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * Answers for the permutation, one a row: its first nine outputs on Hash9 for the memory tree, all of them on Hash24 for the precompile.
 *
 * <p>Columns: {@code sel}, how often each bus asks ({@code m9, m24}), 24 inputs {@code x0 ..}, 215 outputs of S-boxes {@code y0 ..}.
 *
 * <p>Sound: all between two S-boxes is affine, so with y = (x + sel c)^3 for each the outputs are forms of the columns, and where sel = 1 they are the permutation's.
 * Constants times sel let the all-zero row hold; on it, as on every row with sel = 0, the builder's m (1 - sel) = 0 keeps the table from answering: it would
 * say that zeros permute to zeros. The builder also holds sel to 0 or 1.
 */
public final class Poseidon2Table {
    private static final Columns COLUMNS =
            Columns.of("sel m9 m24").with("x", Poseidon2.WIDTH).with("y", Poseidon2.BOXES);
    private static final int SELECTOR = COLUMNS.at("sel");
    private static final int NINE = COLUMNS.at("m9");
    private static final int WHOLE = COLUMNS.at("m24");
    private static final int INPUT = COLUMNS.at("x0");
    private static final int BOX = COLUMNS.at("y0");
    /** Rows that are transposed together: they fit the first-level cache, and fill whole cache lines of a column. */
    private static final int TILE = 64;

    /** Names of the chip's columns. */
    public Columns columns() {
        return COLUMNS;
    }

    public Chip chip() {
        ChipBuilder chip = ChipBuilder.chip("Poseidon2", COLUMNS.count());
        List<Expression> columns = chip.mainColumns();
        Expression selector = columns.get(SELECTOR);
        List<Expression> input = columns.subList(INPUT, BOX);
        Iterator<Expression> boxes = columns.subList(BOX, COLUMNS.count()).iterator();
        List<Expression> output = new Poseidon2Layers(chip, selector, x -> {
                    Expression y = boxes.next();
                    chip.zero(y.minus(x.cube()));
                    return y;
                })
                .permute(input);
        List<Expression> nine = new ArrayList<>(input);
        nine.addAll(output.subList(0, Poseidon2.DIGEST));
        List<Expression> whole = new ArrayList<>(input);
        whole.addAll(output);
        chip.receive(Buses.HASH9, Multiplicity.free(columns.get(NINE), selector), nine);
        chip.receive(Buses.HASH24, Multiplicity.free(columns.get(WHOLE), selector), whole);
        return chip.build();
    }

    /**
     * Fills rows from, .., to - 1. Several threads may fill different rows; ranges of many rows, at best multiples of 64, are the fastest.
     *
     * @param requests row i is request i
     * @param columns {@code int[column][row]}, zero before, elements in Montgomery form after
     */
    public void fill(HashRequests requests, int from, int to, int[][] columns) {
        int[] inputs = requests.inputs();
        for (int first = from; first < to; first += TILE) {
            int last = Math.min(first + TILE, to);
            for (int k = 0; k < Poseidon2.WIDTH; k++) {
                int[] column = columns[INPUT + k];
                for (int r = first; r < last; r++) {
                    column[r] = inputs[r * Poseidon2.WIDTH + k];
                }
            }
            for (int r = first; r < last; r++) {
                columns[requests.isWhole(r) ? WHOLE : NINE][r] = KoalaBear.ONE;
            }
        }
        Arrays.fill(columns[SELECTOR], from, to, KoalaBear.ONE);
        int[][] lanes = Arrays.copyOfRange(columns, INPUT, BOX);
        int[][] boxes = Arrays.copyOfRange(columns, BOX, COLUMNS.count());
        new RecordedStates().permute(lanes, boxes, from, to);
    }
}
