package io.bulwark.air;

import io.bulwark.air.MachineException.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All pieces of a shape, filled: what is committed to and proved. The rows of a chip fill its pieces in shape order, the last ones padded. */
public final class Trace {
    private final Machine machine;
    private final Shape shape;
    private final List<PieceTrace> pieces;

    private Trace(Machine machine, Shape shape, List<PieceTrace> pieces) {
        this.machine = machine;
        this.shape = shape;
        this.pieces = List.copyOf(pieces);
    }

    /**
     * Cuts tables into pieces. A table that fills one piece wholly is not copied.
     *
     * @param main one table of main columns for each chip, without padding
     * @param preprocessed chip number to its preprocessed rows, as {@link Machine#checkPreprocessed} accepts them
     * @throws MachineException of kind SHAPE_INDEX, TRACE_SHAPE or ROWS
     */
    public static Trace of(Machine machine, int shapeIndex, List<Table> main, Map<Integer, Table> preprocessed) {
        Shape shape = machine.shape(shapeIndex);
        int chips = machine.chips().size();
        if (main.size() != chips) {
            throw new MachineException(Kind.TRACE_SHAPE, chips + " tables", main.size());
        }
        List<Deque<int[][]>> mainParts = new ArrayList<>();
        List<Deque<int[][]>> prepParts = new ArrayList<>();
        for (int n = 0; n < chips; n++) {
            Chip chip = machine.chips().get(n);
            mainParts.add(split(shape, n, chip.name(), chip.main(), main.get(n)));
            Table prep = preprocessed.getOrDefault(n, Table.empty(chip.prep()));
            prepParts.add(split(shape, n, chip.name(), chip.prep(), prep));
        }
        List<PieceTrace> pieces = new ArrayList<>();
        for (Piece p : shape.pieces()) {
            pieces.add(new PieceTrace(
                    p.chip(),
                    machine.chips().get(p.chip()),
                    p.logHeight(),
                    mainParts.get(p.chip()).remove(),
                    prepParts.get(p.chip()).remove()));
        }
        return new Trace(machine, shape, pieces);
    }

    /**
     * The preprocessed columns of all pieces, in shape order, without any trace: what the key commits to.
     *
     * @param preprocessed chip number to its preprocessed rows, as {@link Machine#checkPreprocessed} accepts them
     */
    public static List<int[]> preprocessedColumns(Machine machine, Shape shape, Map<Integer, Table> preprocessed) {
        Map<Integer, Deque<int[][]>> parts = new HashMap<>();
        preprocessed.forEach((n, table) -> {
            Chip chip = machine.chips().get(n);
            parts.put(n, split(shape, n, chip.name(), chip.prep(), table));
        });
        List<int[]> columns = new ArrayList<>();
        for (Piece p : shape.pieces()) {
            if (parts.containsKey(p.chip())) {
                columns.addAll(Arrays.asList(parts.get(p.chip()).remove()));
            }
        }
        return columns;
    }

    private static Deque<int[][]> split(Shape shape, int chip, String name, int width, Table table) {
        if (table.width() != width) {
            throw new MachineException(Kind.TRACE_SHAPE, width + " columns of " + name, table.width());
        }
        long capacity = shape.capacityOf(chip);
        if (table.rows() > capacity) {
            throw new MachineException(Kind.ROWS, "at most " + capacity + " rows of " + name, table.rows());
        }
        Deque<int[][]> parts = new ArrayDeque<>();
        long at = 0;
        for (int k : shape.logHeightsOf(chip)) {
            int[][] part = new int[width][];
            for (int c = 0; c < width; c++) {
                part[c] = slice(table.column(c), at, 1 << k);
            }
            parts.add(part);
            at += 1L << k;
        }
        return parts;
    }

    private static int[] slice(int[] column, long from, int length) {
        if (from == 0 && column.length == length) {
            return column;
        }
        if (from >= column.length) {
            return new int[length];
        }
        return Arrays.copyOfRange(column, (int) from, (int) from + length);
    }

    public Machine machine() {
        return machine;
    }

    public Shape shape() {
        return shape;
    }

    /** In shape order. */
    public List<PieceTrace> pieces() {
        return pieces;
    }
}
