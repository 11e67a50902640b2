package io.bulwark.riscv.segment;

import io.bulwark.air.Chip;
import io.bulwark.air.Piece;
import io.bulwark.air.Shape;
import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many rows a shape is to hold, before they are rounded up to pieces.
 *
 * @param name for people
 * @param size its class
 * @param rows of each table that executed instructions add rows to; one that is absent has no pieces
 * @param blocks opened
 * @param nodes above them
 */
public record ShapeRows(String name, SizeClass size, Map<TableId, Integer> rows, int blocks, int nodes) {
    /** Most pieces of a chip: with four, a sixteenth at most is padding; each piece opens all columns anew. */
    private static final int MAX_PIECES = 4;

    private static final int HASHES_OF_A_BLOCK = 2;
    private static final int MAX_LOG_STACK = 18;
    private static final long MANY_CELLS = 12L << 20;

    /** Copies the rows. */
    public ShapeRows {
        EnumMap<TableId, Integer> copy = new EnumMap<>(TableId.class);
        copy.putAll(rows);
        rows = Collections.unmodifiableMap(copy);
    }

    /** The rows of the Poseidon2 table that blocks, nodes and calls need. */
    private int permutations() {
        return HASHES_OF_A_BLOCK * (blocks + nodes) + rows.getOrDefault(TableId.POSEIDON2, 0);
    }

    /**
     * The pieces that hold these rows.
     *
     * @param logProgram log2 of the program's table
     * @param chips of the machine
     */
    Shape shape(int logProgram, List<Chip> chips) {
        List<Piece> pieces = new ArrayList<>();
        rows.forEach((id, n) -> MachineTables.chipsOf(id)
                .forEach(chip -> cover(pieces, chip, (long) n * MachineTables.rowsEach(chip))));
        cover(pieces, MachineTables.BLOCK, blocks);
        cover(pieces, MachineTables.NODE, nodes);
        cover(pieces, MachineTables.PERMUTATION, permutations());
        pieces.add(new Piece(MachineTables.PROGRAM, logProgram));
        pieces.add(new Piece(MachineTables.RANGE, 17));
        pieces.add(new Piece(MachineTables.AND, 16));
        pieces.add(new Piece(MachineTables.POW2, 5));
        pieces.add(new Piece(MachineTables.age(size), 3 * size.ageBits()));
        return Shape.of(logStack(pieces, chips), pieces.toArray(Piece[]::new));
    }

    /** s: rows of some 40 to 90 columns leave few lanes of the hash empty, and queries open whole rows. */
    private static int logStack(List<Piece> pieces, List<Chip> chips) {
        long cells = pieces.stream()
                .mapToLong(p -> (long) chips.get(p.chip()).main() << p.logHeight())
                .sum();
        int highest = pieces.stream().mapToInt(Piece::logHeight).max().orElseThrow();
        return Math.max(highest, cells > MANY_CELLS ? MAX_LOG_STACK : MAX_LOG_STACK - 1);
    }

    private void cover(List<Piece> pieces, int chip, long n) {
        covering(n).forEach(k -> {
            // A piece higher than the stack is cut into ones that are as high.
            int height = Math.min(k, MAX_LOG_STACK);
            for (int i = 0; i < 1 << (k - height); i++) {
                pieces.add(new Piece(chip, height));
            }
        });
    }

    /** Logs of at most four descending powers of two whose sum is at least n, and least; none for 0. */
    static List<Integer> covering(long n) {
        List<Integer> logs = new ArrayList<>();
        long left = n;
        while (left > 0 && logs.size() < MAX_PIECES - 1) {
            int log = Long.SIZE - 1 - Long.numberOfLeadingZeros(left);
            logs.add(log);
            left -= 1L << log;
        }
        if (left > 0) {
            logs.add(Long.SIZE - Long.numberOfLeadingZeros(left - 1));
        }
        // Two equal powers are one of twice the height.
        while (logs.size() > 1 && logs.getLast().equals(logs.get(logs.size() - 2))) {
            logs.removeLast();
            logs.set(logs.size() - 1, logs.getLast() + 1);
        }
        return logs;
    }
}
