package io.bulwark.recursion.tables;

import io.bulwark.air.Expression;
import io.bulwark.air.Multiplicity;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Entries of lists of digests: answers that entry {@code index} of list {@code table} is the digest that it reads, as often as it is asked. List and number are
 * preprocessed, and the circuit has each pair once; the digest is what its wires hold, since the row that answers is the row that reads them: the selector of the
 * free multiplicity {@code m} is the very column that counts the reading.
 */
final class StoreTable extends GateTable {
    private static final int ASKED = Poseidon2.DIGEST;

    StoreTable() {
        super(Gate.STORE, "Store", Poseidon2.DIGEST + 1, List.of(GateRow.REAL), StoreTable::declare);
    }

    private static void declare(GateRow row) {
        List<Expression> message = entry(row, row.known("index"));
        Expression real = row.known(GateRow.REAL);
        // A row that reads nothing has nothing to say: its digest is zero, not of the prover's choice.
        message.subList(2, message.size()).forEach(d -> row.zero(d.minus(real.times(d))));
        Expression asked = row.columns("m", 1).getFirst();
        row.chip().receive(Buses.STORE, Multiplicity.free(asked, real), message);
    }

    /** (list, number, digest), the digest in new columns that are read from d0 and d1. */
    static List<Expression> entry(GateRow row, Expression number) {
        List<Expression> message = new ArrayList<>(List.of(row.known("table"), number));
        message.addAll(row.reads("d0", Extension.DEGREE));
        message.addAll(row.reads("d1", Poseidon2.DIGEST - Extension.DEGREE));
        return message;
    }

    @Override
    void fillOwn(Witness witness, int from, int to, int[][] main) {
        Circuit circuit = witness.circuit();
        Map<Long, Integer> rows = new HashMap<>();
        int table = Gate.STORE.field("table");
        int index = Gate.STORE.field("index");
        for (int r = from; r < to; r++) {
            rows.put(key(circuit.field(Gate.STORE, r, table), circuit.field(Gate.STORE, r, index)), r);
        }
        int list = Gate.FETCH.field("table");
        int number = Gate.FETCH.field("index");
        int[] asked = main[ASKED];
        for (int q = 0; q < circuit.rows(Gate.FETCH); q++) {
            int wanted = KoalaBear.toCanonical(witness.value(circuit.field(Gate.FETCH, q, number), 0));
            Integer r = rows.get(key(circuit.field(Gate.FETCH, q, list), wanted));
            // None if another thread has it, or if the circuit's assertion fails and nobody has it.
            if (r != null) {
                asked[r] = KoalaBear.add(asked[r], KoalaBear.ONE);
            }
        }
    }

    private static long key(int list, int number) {
        return (long) list << Integer.SIZE | number;
    }
}
