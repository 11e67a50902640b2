package io.bulwark.recursion.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Piece;
import io.bulwark.air.Shape;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How many rows of each kind of gate a shape of the recursion machine is to hold, before they are rounded up to pieces.
 *
 * @param name for people
 * @param rows of each kind; one that is absent has no piece
 * @param mostPieces of a kind at most
 * @param mostColumns stacked columns at most, of main ones: what each query opens, four bytes each
 */
public record FoldShape(String name, Map<Gate, Integer> rows, int mostPieces, int mostColumns) {
    private static final int STANDARD_PIECES = 3;
    /**
     * Nine permutations a leaf. A circuit that verifies takes about as many cells with 50 columns as with twice as many in half the rows (what opened rows cost more,
     * paths and folds cost less), and the prover, who hashes all columns either way, has half the nodes of the tree and half of the folded polynomial.
     */
    private static final int STANDARD_COLUMNS = 135;

    /** What a piece more costs the circuit that verifies the proof, in cells: where it stands among leaves, columns and points. */
    private static final int PIECE = 5000;
    /** The same of each node of its graph, evaluated once more. */
    private static final int NODE = 14;
    /** The same of a column opened once more: absorbed, weighted, summed. */
    private static final int COLUMN = 170;
    /** The same of an interaction's fingerprint. */
    private static final int INTERACTION = 150;

    public FoldShape {
        EnumMap<Gate, Integer> copy = new EnumMap<>(Gate.class);
        rows.forEach((gate, n) -> {
            if (n < 0) {
                throw new IllegalArgumentException("expected rows of " + gate + ", got " + n);
            }
            if (n > 0) {
                copy.put(gate, n);
            }
        });
        if (mostPieces < 1 || mostColumns < 1) {
            throw new IllegalArgumentException(
                    "expected a piece and a column, got " + mostPieces + " and " + mostColumns);
        }
        rows = Collections.unmodifiableMap(copy);
    }

    /** Few pieces and narrow stacks, as suits a proof that a circuit verifies. */
    public static FoldShape of(String name, Map<Gate, Integer> rows) {
        return new FoldShape(name, rows, STANDARD_PIECES, STANDARD_COLUMNS);
    }

    /** The least of these that holds each of these circuits. */
    public static FoldShape holding(String name, Collection<Circuit> circuits) {
        EnumMap<Gate, Integer> most = new EnumMap<>(Gate.class);
        circuits.forEach(circuit -> rowsOf(circuit).forEach((gate, n) -> most.merge(gate, n, Math::max)));
        return of(name, most);
    }

    /** The same rows in so many pieces of a kind at most, and a stack of so many columns. */
    public FoldShape within(int pieces, int columns) {
        return new FoldShape(name, rows, pieces, columns);
    }

    /** Rows of each kind that a circuit has. */
    public static Map<Gate, Integer> rowsOf(Circuit circuit) {
        EnumMap<Gate, Integer> rows = new EnumMap<>(Gate.class);
        for (Gate gate : Gate.values()) {
            rows.put(gate, circuit.rows(gate));
        }
        return rows;
    }

    /** The pieces that hold these rows. */
    Shape shape() {
        List<Piece> pieces = new ArrayList<>();
        rows.forEach((gate, n) -> leastCovering(gate, n).forEach(k -> pieces.add(new Piece(GateTables.chip(gate), k))));
        return Shape.of(logStack(pieces), pieces.toArray(Piece[]::new));
    }

    /** The least s that leaves the stack narrow enough: fewer rows are fewer nodes of the Merkle tree and less of the folded polynomial. */
    private int logStack(List<Piece> pieces) {
        long cells = pieces.stream()
                .mapToLong(p -> (long) GateTables.CHIPS.get(p.chip()).main() << p.logHeight())
                .sum();
        int s = pieces.stream().mapToInt(Piece::logHeight).max().orElse(0);
        while (cells > (long) mostColumns << s) {
            s++;
        }
        return s;
    }

    /** The covering that costs least, padding here and opening there taken together. */
    private List<Integer> leastCovering(Gate gate, int n) {
        Chip chip = GateTables.of(gate).chip();
        // Preprocessed cells are not committed to anew, and a fraction of the bus is as much work as a cell.
        long row = (long) chip.main() + chip.prep() / 2 + chip.interactions().size();
        long piece = PIECE
                + (long) NODE * chip.graph().size()
                + (long) COLUMN * (chip.main() + chip.prep())
                + (long) INTERACTION * chip.interactions().size();
        return IntStream.rangeClosed(1, mostPieces)
                .mapToObj(most -> covering(n, most))
                .min(Comparator.comparingLong(logs -> row * capacity(logs) + piece * logs.size()))
                .orElseThrow();
    }

    private static long capacity(List<Integer> logs) {
        return logs.stream().mapToLong(k -> 1L << k).sum();
    }

    /** Logs of so many powers of two at most, descending, whose sum is at least n, and least. */
    static List<Integer> covering(int n, int most) {
        List<Integer> logs = new ArrayList<>();
        int left = n;
        while (left > 0 && logs.size() < most - 1) {
            int log = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(left);
            logs.add(log);
            left -= 1 << log;
        }
        if (left > 0) {
            logs.add(Integer.SIZE - Integer.numberOfLeadingZeros(left - 1));
        }
        // Two equal powers are one of twice the height.
        while (logs.size() > 1 && logs.getLast().equals(logs.get(logs.size() - 2))) {
            logs.removeLast();
            logs.set(logs.size() - 1, logs.getLast() + 1);
        }
        return logs;
    }
}
