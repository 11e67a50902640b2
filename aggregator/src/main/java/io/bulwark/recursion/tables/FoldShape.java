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
 * @param maxWidth stacked main columns at most: wider rows are more to hash and send in each query, higher stacks longer paths
 */
public record FoldShape(String name, Map<Gate, Integer> rows, int maxWidth) {
    /** Most pieces of a kind. */
    private static final int MAX_PIECES = 3;
    /** The same of the kinds that permute: each piece is thousands of nodes and hundreds of columns for who verifies. */
    private static final int MAX_PERMUTING = 2;

    /** What evaluating a chip's graph once more costs the circuit that verifies the proof, in cells, for each node. */
    private static final int NODE = 22;
    /** The same of opening a column once more: absorbed, weighted, summed. */
    private static final int COLUMN = 170;

    /** Stacked columns at most: four permutations a leaf, for the prover and in each query of the circuit that verifies. */
    private static final int MAX_WIDTH = 60;

    /** One of the width that costs the prover, and the circuit that verifies, least. */
    public FoldShape(String name, Map<Gate, Integer> rows) {
        this(name, rows, MAX_WIDTH);
    }

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
        rows = Collections.unmodifiableMap(copy);
    }

    /** The least shape that holds each of these circuits. */
    public static FoldShape holding(String name, Collection<Circuit> circuits) {
        EnumMap<Gate, Integer> most = new EnumMap<>(Gate.class);
        circuits.forEach(circuit -> rowsOf(circuit).forEach((gate, n) -> most.merge(gate, n, Math::max)));
        return new FoldShape(name, most);
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
        rows.forEach(
                (gate, n) -> leastCovering(gate, n).forEach(k -> pieces.add(new Piece(gate.ordinal(), k))));
        return Shape.of(logStack(pieces), pieces.toArray(Piece[]::new));
    }

    /** The least s that leaves the stack narrow enough: fewer rows are fewer nodes of the Merkle tree and less of the folded polynomial. */
    private int logStack(List<Piece> pieces) {
        long cells = pieces.stream()
                .mapToLong(p -> (long) GateTables.CHIPS.get(p.chip()).main() << p.logHeight())
                .sum();
        int s = pieces.stream().mapToInt(Piece::logHeight).max().orElse(0);
        while (cells > (long) maxWidth << s) {
            s++;
        }
        return s;
    }

    /** The covering that costs least, padding here and opening there taken together. */
    private static List<Integer> leastCovering(Gate gate, int n) {
        Chip chip = GateTables.of(gate).chip();
        long cells = chip.main() + (long) chip.prep();
        long piece = (long) NODE * chip.graph().size() + COLUMN * cells;
        int most = gate == Gate.SPONGE || gate == Gate.PATH ? MAX_PERMUTING : MAX_PIECES;
        return IntStream.rangeClosed(1, most)
                .mapToObj(pieces -> covering(n, pieces))
                .min(Comparator.comparingLong(logs -> cells * capacity(logs) + piece * logs.size()))
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
