package io.bulwark.recursion.tables;

import io.bulwark.air.Chip;
import io.bulwark.field.KoalaBear;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.Gate;
import io.bulwark.recursion.circuit.Witness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The table of one kind of gate.
 *
 * <p>Preprocessed columns, the same for all kinds: the gate's fields except those that only the evaluation needs, flags that are 1 on rows that are in use, and
 * for each wire that a row writes the number of its readers.
 */
abstract class GateTable {
    private static final Set<String> OF_THE_EVALUATION = Set.of("hint", "reason");

    private final Gate gate;
    private final List<String> flags;
    private final List<String> fields;
    private final List<String> preprocessed;
    private final GateRow row;
    private final Chip chip;

    /**
     * @param name of the chip, for people
     * @param main number of main columns
     * @param flags preprocessed columns that count what a row reads
     * @param declaration columns, constraints and messages
     */
    GateTable(Gate gate, String name, int main, List<String> flags, Consumer<GateRow> declaration) {
        this.gate = gate;
        this.flags = List.copyOf(flags);
        this.fields = gate.fields().stream()
                .filter(f -> !OF_THE_EVALUATION.contains(f))
                .toList();
        List<String> columns = new ArrayList<>(fields);
        columns.addAll(this.flags);
        for (int i = 0; i < gate.written(); i++) {
            columns.add(readers(i));
        }
        this.preprocessed = List.copyOf(columns);
        this.row = new GateRow(gate, name, main, preprocessed);
        declaration.accept(row);
        this.chip = row.build();
    }

    /** The preprocessed column that counts the readers of a row's wire {@code i}. */
    static String readers(int i) {
        return "n" + i;
    }

    /** Fills the columns that hold no wire, once the others are filled. */
    void fillOwn(Witness witness, int from, int to, int[][] main) {}

    final Gate gate() {
        return gate;
    }

    final Chip chip() {
        return chip;
    }

    /** Names of the main columns, in order. */
    final List<String> mainNames() {
        return row.names();
    }

    /** Names of the preprocessed columns, in order. */
    final List<String> preprocessedNames() {
        return preprocessed;
    }

    /** Place of a main column. */
    final int column(String name) {
        int place = row.names().indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException("expected one of " + row.names() + ", got " + name);
        }
        return place;
    }

    /** The preprocessed columns of all rows. */
    final int[][] preprocessed(Circuit circuit) {
        int rows = circuit.rows(gate);
        int[][] columns = new int[preprocessed.size()][rows];
        for (int c = 0; c < fields.size(); c++) {
            int field = gate.field(fields.get(c));
            boolean element = isElement(fields.get(c));
            for (int r = 0; r < rows; r++) {
                int x = circuit.field(gate, r, field);
                columns[c][r] = element ? x : KoalaBear.fromCanonical(x);
            }
        }
        for (int f = 0; f < flags.size(); f++) {
            for (int r = 0; r < rows; r++) {
                columns[fields.size() + f][r] = isSet(circuit, r, flags.get(f)) ? KoalaBear.ONE : 0;
            }
        }
        for (int i = 0; i < gate.written(); i++) {
            for (int r = 0; r < rows; r++) {
                int readers = circuit.reads(circuit.field(gate, r, gate.field("out")) + i);
                columns[fields.size() + flags.size() + i][r] = KoalaBear.fromCanonical(readers);
            }
        }
        return columns;
    }

    /** Whether a flag is 1 on a row of the circuit. */
    boolean isSet(Circuit circuit, int r, String flag) {
        return true;
    }

    /** Elements of F are in Montgomery form in a circuit; addresses and other numbers are plain. */
    private boolean isElement(String field) {
        return field.startsWith("q") || (gate == Gate.CONSTANT && field.startsWith("v"));
    }

    /**
     * Fills main columns of rows from, .., to - 1. Several threads may fill different rows.
     *
     * @param main {@code int[column][row]}, zero before
     */
    final void fill(Witness witness, int from, int to, int[][] main) {
        for (GateRow.Operand operand : row.operands()) {
            int[][] columns = Arrays.copyOfRange(main, operand.column(), operand.column() + operand.width());
            copyWires(witness, operand, from, to, columns);
        }
        fillOwn(witness, from, to, main);
    }

    private void copyWires(Witness witness, GateRow.Operand operand, int from, int to, int[][] columns) {
        Circuit circuit = witness.circuit();
        for (int r = from; r < to; r++) {
            int address = circuit.field(gate, r, operand.field()) + operand.offset();
            for (int k = 0; k < columns.length; k++) {
                columns[k][r] = witness.value(address, k);
            }
        }
    }
}
