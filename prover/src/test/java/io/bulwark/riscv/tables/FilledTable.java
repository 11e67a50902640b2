package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Table;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;

/** A table's chip and rows, to be looked at and to be forged. */
final class FilledTable {
    private final Chip chip;
    private final Columns columns;
    private final int[][] cells;
    private final int rows;

    private FilledTable(Chip chip, Columns columns, int[][] cells, int rows) {
        this.chip = chip;
        this.columns = columns;
        this.cells = cells;
        this.rows = rows;
    }

    /** A table without any row filled. */
    static FilledTable of(Chip chip, Columns columns, int rows) {
        return new FilledTable(chip, columns, new int[columns.count()][rows], rows);
    }

    Chip chip() {
        return chip;
    }

    Columns columns() {
        return columns;
    }

    int[][] cells() {
        return cells;
    }

    int rows() {
        return rows;
    }

    Table table() {
        return Table.of(rows, cells);
    }

    /** Main columns of a row, in Montgomery form; zeros behind the last row. */
    int[] row(int row) {
        return Arrays.stream(cells)
                .mapToInt(column -> row < rows ? column[row] : 0)
                .toArray();
    }

    /** The canonical value of a cell. */
    int get(String name, int row) {
        return KoalaBear.toCanonical(cells[columns.at(name)][row]);
    }

    /** Sets a cell to a number modulo p. */
    FilledTable set(String name, int row, long value) {
        cells[columns.at(name)][row] = KoalaBear.fromLong(Math.floorMod(value, (long) KoalaBear.P));
        return this;
    }

    /** A copy with some rows only, in this order. */
    FilledTable withRows(int... kept) {
        int[][] copy = new int[cells.length][kept.length];
        for (int c = 0; c < copy.length; c++) {
            for (int i = 0; i < kept.length; i++) {
                copy[c][i] = cells[c][kept[i]];
            }
        }
        return new FilledTable(chip, columns, copy, kept.length);
    }
}
