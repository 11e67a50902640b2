package io.bulwark.recursion.tables;

import io.bulwark.air.Bus;
import io.bulwark.field.Extension;
import io.bulwark.hash.Poseidon2;
import java.util.List;

/** The buses of the recursion machine. On both, rows ask what another row knows. */
public final class Buses {
    /** (address, five elements): what a wire holds. The row that writes it answers, as often as the circuit reads it. */
    public static final Bus WIRE = Bus.lookup(1, 1 + Extension.DEGREE);

    /** (list, number, nine elements): an entry of a list of digests. */
    public static final Bus STORE = Bus.lookupWithOperation(2, 2 + Poseidon2.DIGEST, 0);

    private Buses() {}

    /** In the order of their numbers. */
    public static List<Bus> all() {
        return List.of(WIRE, STORE);
    }
}
