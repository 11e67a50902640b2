package io.bulwark.recursion.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Graph;
import io.bulwark.air.Interaction;
import io.bulwark.air.Operation;
import io.bulwark.air.Table;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.CircuitBuilder;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A trace that is true but for one row: its cells are the forger's, and all that reads what it writes goes on from there, public values included. So if a constraint
 * of that row is all that refuses the trace, then without it the machine would prove those public values.
 */
final class ForgedRow {
    private final Circuit circuit;
    private final int[] hints;
    private final Gate gate;
    private final int row;
    private final Chip chip;
    private final FilledCircuit honest;
    private final int[] cells;
    private final Set<Integer> solved = new HashSet<>();

    ForgedRow(Circuit circuit, int[] hints, Gate gate, int row) {
        this.circuit = circuit;
        this.hints = hints;
        this.gate = gate;
        this.row = row;
        this.chip = GateTables.of(gate).chip();
        this.honest = FilledCircuit.of(Witness.lenient(circuit, hints));
        this.cells = line(honest.table(gate));
    }

    private int[] line(Table table) {
        int[] line = new int[table.width()];
        Arrays.setAll(line, c -> table.column(c)[row]);
        return line;
    }

    FilledCircuit honest() {
        return honest;
    }

    int cell(String column) {
        return cells[GateTables.of(gate).column(column)];
    }

    /** Puts an element in Montgomery form into a cell. */
    ForgedRow set(String column, int value) {
        cells[GateTables.of(gate).column(column)] = value;
        return this;
    }

    /** Adds one to a cell. */
    ForgedRow increment(String column) {
        return set(column, KoalaBear.add(cell(column), KoalaBear.ONE));
    }

    /** Makes constraints from this one on true, each of the form y - x = 0 with y a cell that nothing before it depends on. */
    ForgedRow solveFrom(int constraint) {
        for (int c = constraint; c < chip.constraints().size(); c++) {
            solved.add(chip.constraints().get(c));
        }
        return this;
    }

    /** The whole trace. */
    FilledCircuit trace() {
        int[] values = evaluate();
        Map<Integer, int[]> written = new HashMap<>();
        for (Interaction i : chip.interactions()) {
            if (!i.sends() && i.bus() == Buses.WIRE.number()) {
                int[] message =
                        i.message().stream().mapToInt(node -> values[node]).toArray();
                written.put(KoalaBear.toCanonical(message[0]), Arrays.copyOfRange(message, 1, message.length));
            }
        }
        Witness after = Witness.lenient(circuit, hints);
        int[] continued = continued(written);
        System.arraycopy(continued, 0, after.values(), 0, continued.length);
        FilledCircuit filled = FilledCircuit.of(honest.machine(), after);
        Table table = filled.table(gate);
        for (int c = 0; c < cells.length; c++) {
            table = table.with(c, row, cells[c]);
        }
        return filled.with(gate, table);
    }

    private int[] evaluate() {
        Graph graph = chip.graph();
        int[] known = line(honest.preprocessed().get(GateTables.chip(gate)));
        int[] values = new int[graph.size()];
        for (int n = 0; n < values.length; n++) {
            int a = graph.a(n);
            int b = graph.b(n);
            if (solved.contains(n)) {
                if (graph.operation(n) != Operation.SUB || graph.operation(a) != Operation.MAIN) {
                    throw new IllegalStateException("expected y - x with a cell y in node " + n);
                }
                values[a] = values[b];
                cells[graph.a(a)] = values[b];
            }
            values[n] = switch (graph.operation(n)) {
                case CONST -> graph.constant(n);
                case MAIN -> cells[a];
                case PREP -> known[a];
                case ADD -> KoalaBear.add(values[a], values[b]);
                case SUB -> KoalaBear.sub(values[a], values[b]);
                case MUL -> KoalaBear.mul(values[a], values[b]);
                case CLOSED, PUBLIC -> throw new IllegalStateException("a chip without such columns");
            };
        }
        return values;
    }

    /** All wires once the row has written these: the circuit is run with hints in the row's place. */
    private int[] continued(Map<Integer, int[]> written) {
        CircuitBuilder builder = new CircuitBuilder().publicValues(circuit.publicValues());
        builder.wires(circuit.wires() - circuit.publicValues());
        builder.hints(circuit.hints());
        circuit.reasons().forEach(builder::reason);
        List<Integer> more = new ArrayList<>();
        Arrays.stream(hints).forEach(more::add);
        Map<Gate, Integer> next = new EnumMap<>(Gate.class);
        for (int step = 0; step < circuit.steps(); step++) {
            Gate kind = circuit.gate(step);
            int r = next.merge(kind, 1, Integer::sum) - 1;
            if (kind != gate || r != row) {
                int[] fields = new int[kind.fields().size()];
                Arrays.setAll(fields, f -> circuit.field(kind, r, f));
                builder.row(kind, fields);
                continue;
            }
            for (Map.Entry<Integer, int[]> wire : written.entrySet()) {
                builder.row(Gate.HINT, wire.getKey(), 0, builder.hints(Extension.DEGREE));
                Arrays.stream(wire.getValue()).forEach(more::add);
            }
            // The hints that the row took itself are nobody's now.
        }
        return Witness.lenient(
                        builder.build(),
                        more.stream().mapToInt(Integer::intValue).toArray())
                .values();
    }
}
