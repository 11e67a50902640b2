package io.bulwark.recursion.circuit;

import io.bulwark.backend.VerificationException;
import java.util.Arrays;

/** What every wire of a circuit holds for given hints. */
public final class Witness {
    private final Circuit circuit;
    private final int[] hints;
    private final int[] values;

    private Witness(Circuit circuit, int[] hints, boolean strict) {
        if (hints.length != circuit.hints()) {
            throw new IllegalArgumentException("expected " + circuit.hints() + " hint elements, got " + hints.length);
        }
        this.circuit = circuit;
        this.hints = hints.clone();
        this.values = new Evaluation(circuit, this.hints, strict).run();
    }

    /**
     * Runs the circuit.
     *
     * @param hints as many elements as the circuit takes, in Montgomery form
     * @throws VerificationException with the reason of the first assertion that fails
     * @throws IllegalArgumentException if there are not so many hints
     */
    public static Witness of(Circuit circuit, int[] hints) {
        return new Witness(circuit, hints, true);
    }

    /** The same, but goes on whatever fails: wires that no honest prover would have. */
    public static Witness lenient(Circuit circuit, int[] hints) {
        return new Witness(circuit, hints, false);
    }

    public Circuit circuit() {
        return circuit;
    }

    /** The array itself: five elements in Montgomery form for each address, from address 0 (which is nobody's) on. Not to be changed. */
    public int[] values() {
        return values;
    }

    /** Element i of the wire at an address. */
    public int value(int address, int i) {
        return values[Circuit.ELEMENTS * address + i];
    }

    /** The array itself: the hints, in Montgomery form. Not to be changed. */
    public int[] hints() {
        return hints;
    }

    /** What the public wires hold, in Montgomery form. */
    public int[] publicValues() {
        int[] out = new int[circuit.publicValues()];
        Arrays.setAll(out, i -> value(i + 1, 0));
        return out;
    }
}
