package io.bulwark.air;

import java.util.Comparator;
import java.util.List;

/**
 * A complete list of pieces and the height of the stack: all that a prover may choose, by its index in the machine.
 *
 * @param pieces height descending, then chip; equal pieces in the order of their rows
 * @param logStack s: stacked columns have 2^s rows
 */
public record Shape(List<Piece> pieces, int logStack) {
    static final Comparator<Piece> ORDER =
            Comparator.comparingInt(Piece::logHeight).reversed().thenComparingInt(Piece::chip);

    public Shape {
        pieces = List.copyOf(pieces);
    }

    /** The shape of these pieces, put in order. */
    public static Shape of(int logStack, Piece... pieces) {
        return new Shape(List.of(pieces).stream().sorted(ORDER).toList(), logStack);
    }

    /** Greatest k; 0 without pieces. */
    public int maxLogHeight() {
        return pieces.stream().mapToInt(Piece::logHeight).max().orElse(0);
    }

    /** Log heights of the chip's pieces, in the order in which its rows fill them. */
    public List<Integer> logHeightsOf(int chip) {
        return pieces.stream()
                .filter(p -> p.chip() == chip)
                .map(Piece::logHeight)
                .toList();
    }

    /** Rows of the chip that the shape holds. */
    public long capacityOf(int chip) {
        return logHeightsOf(chip).stream().mapToLong(k -> 1L << k).sum();
    }
}
