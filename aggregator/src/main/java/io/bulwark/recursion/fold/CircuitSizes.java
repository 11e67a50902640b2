package io.bulwark.recursion.fold;

import io.bulwark.recursion.circuit.Gate;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How large a circuit is.
 *
 * @param shape index in the recursion machine
 * @param wires that it has
 * @param rows of each kind of gate
 */
public record CircuitSizes(int shape, int wires, Map<Gate, Integer> rows) {
    /** Copies the rows. */
    public CircuitSizes {
        rows = Collections.unmodifiableMap(new EnumMap<>(rows));
    }

    /** Permutations of the hash that a witness has. */
    public int permutations() {
        return rows.getOrDefault(Gate.SPONGE, 0) + rows.getOrDefault(Gate.PATH, 0);
    }
}
