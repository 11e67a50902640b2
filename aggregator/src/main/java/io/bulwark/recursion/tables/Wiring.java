package io.bulwark.recursion.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Graph;
import io.bulwark.air.Interaction;
import io.bulwark.air.Table;
import io.bulwark.field.KoalaBear;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What {@link RecursionMachine} needs of preprocessed tables, read off the messages of the chips themselves and not off the circuit that the tables were made
 * from: whether a row reads or writes an address is told by preprocessed columns alone.
 */
final class Wiring {
    private final Map<Integer, Integer> writers = new HashMap<>();
    private final Map<Integer, Integer> readers = new HashMap<>();
    private final Set<Long> entries = new HashSet<>();

    private Wiring() {}

    /**
     * Checks that each address is written by one row, that its count is the number of those who read it, public contributions included, that what reads does so
     * once, and that no entry of a list is stored twice.
     *
     * @param tables chip number to rows without padding
     * @throws WiringException if one of these does not hold
     */
    static void check(Map<Integer, Table> tables) {
        Wiring wiring = new Wiring();
        for (int i = 1; i <= RecursionMachine.PUBLIC_VALUES; i++) {
            wiring.readers.merge(i, 1, Integer::sum);
        }
        tables.forEach((chip, table) -> {
            for (Interaction i : GateTables.CHIPS.get(chip).interactions()) {
                wiring.add(GateTables.CHIPS.get(chip), i, table);
            }
        });
        if (!wiring.writers.keySet().containsAll(wiring.readers.keySet())) {
            Set<Integer> unwritten = new HashSet<>(wiring.readers.keySet());
            unwritten.removeAll(wiring.writers.keySet());
            throw new WiringException(
                    "a writer of each address",
                    "none of " + unwritten.iterator().next());
        }
        wiring.writers.forEach((address, count) -> {
            int read = wiring.readers.getOrDefault(address, 0);
            if (read != count) {
                throw new WiringException(read + " readers of wire " + address, Integer.toString(count));
            }
        });
    }

    private void add(Chip chip, Interaction i, Table table) {
        Graph graph = chip.graph();
        for (int r = 0; r < table.rows(); r++) {
            if (i.bus() == Buses.STORE.number()) {
                if (!i.sends()) {
                    addEntry(
                            canonical(graph, i.message().getFirst(), table, r),
                            canonical(graph, i.message().get(1), table, r));
                }
                continue;
            }
            int count = canonical(graph, i.multiplicity(), table, r);
            int address = canonical(graph, i.message().getFirst(), table, r);
            if (!i.sends()) {
                if (address == 0 || writers.put(address, count) != null) {
                    throw new WiringException("one writer of each address from 1 on", "another of " + address);
                }
            } else if (count == 1) {
                readers.merge(address, 1, Integer::sum);
            } else if (count != 0) {
                throw new WiringException("0 or 1 in a column that counts what is read", Integer.toString(count));
            }
        }
    }

    private void addEntry(int list, int number) {
        if (!entries.add((long) list << Integer.SIZE | number)) {
            throw new WiringException("each entry of a list once", "entry " + number + " of list " + list + " again");
        }
    }

    /** A node over preprocessed columns and constants on one row. */
    private static int canonical(Graph graph, int node, Table table, int r) {
        return KoalaBear.toCanonical(value(graph, node, table, r));
    }

    private static int value(Graph graph, int node, Table table, int r) {
        int a = graph.a(node);
        int b = graph.b(node);
        return switch (graph.operation(node)) {
            case CONST -> graph.constant(node);
            case PREP -> table.column(a)[r];
            case ADD -> KoalaBear.add(value(graph, a, table, r), value(graph, b, table, r));
            case SUB -> KoalaBear.sub(value(graph, a, table, r), value(graph, b, table, r));
            case MUL -> KoalaBear.mul(value(graph, a, table, r), value(graph, b, table, r));
            case MAIN, CLOSED, PUBLIC ->
                throw new WiringException(
                        "addresses and counts that are preprocessed",
                        graph.operation(node).word());
        };
    }
}
