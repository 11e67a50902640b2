package io.bulwark.riscv.segment;

import io.bulwark.air.Chip;
import io.bulwark.air.Piece;
import io.bulwark.air.Shape;
import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
    /** Most pieces of a chip: with four, a sixteenth at most is padding. */
    private static final int MAX_PIECES = 4;

    /** What evaluating a chip's graph once more costs the circuit that verifies the proof, in cells of a segment, for each node. */
    private static final int NODE = 22;
    /** The same of opening a column once more: absorbed, weighted, summed. */
    private static final int COLUMN = 170;

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
                .forEach(chip -> cover(pieces, chip, chips.get(chip), (long) n * MachineTables.rowsEach(chip))));
        cover(pieces, MachineTables.BLOCK, chips.get(MachineTables.BLOCK), blocks);
        cover(pieces, MachineTables.NODE, chips.get(MachineTables.NODE), nodes);
        cover(pieces, MachineTables.PERMUTATION, chips.get(MachineTables.PERMUTATION), permutations());
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

    private static void cover(List<Piece> pieces, int number, Chip chip, long n) {
        leastCovering(chip, n).forEach(k -> {
            // A piece higher than the stack is cut into ones that are as high.
            int height = Math.min(k, MAX_LOG_STACK);
            for (int i = 0; i < 1 << (k - height); i++) {
                pieces.add(new Piece(number, height));
            }
        });
    }

    /**
     * The covering that costs least: a piece more leaves less padding, but its columns are opened and its constraints are evaluated once more, in every circuit that
     * verifies a proof of this shape.
     */
    private static List<Integer> leastCovering(Chip chip, long n) {
        long piece = (long) NODE * chip.graph().size() + (long) COLUMN * chip.main();
        return IntStream.rangeClosed(1, MAX_PIECES)
                .mapToObj(most -> covering(n, most))
                .min(Comparator.comparingLong(logs -> chip.main() * rows(logs) + piece * logs.size()))
                .orElseThrow();
    }

    private static long rows(List<Integer> logs) {
        return logs.stream().mapToLong(k -> 1L << k).sum();
    }

    /** Logs of so many descending powers of two at most whose sum is at least n, and least; none for 0. */
    static List<Integer> covering(long n, int most) {
        List<Integer> logs = new ArrayList<>();
        long left = n;
        while (left > 0 && logs.size() < most - 1) {
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
