package io.bulwark.recursion.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.Expression;
import io.bulwark.air.Multiplicity;
import io.bulwark.field.Extension;
import io.bulwark.recursion.circuit.Gate;
import java.util.ArrayList;
import java.util.List;

/**
 * Declares the chip of one kind of gate: main columns are handed out in the order in which they are asked for, and everything that a row reads or writes becomes
 * a message on the wire bus. What it hands out for the elements of a wire it also remembers, so that the filling copies the wire to the very columns.
 */
final class GateRow {
    /** Rows that are in use read what they name. */
    static final String REAL = "real";

    /**
     * Main columns that hold elements of a wire.
     *
     * @param field of the gate, that names the wire's address
     * @param offset added to it
     * @param column the first
     * @param width how many
     */
    record Operand(int field, int offset, int column, int width) {}

    private final Gate gate;
    private final ChipBuilder chip;
    private final List<String> preprocessed;
    private final List<String> names = new ArrayList<>();
    private final List<Operand> operands = new ArrayList<>();

    GateRow(Gate gate, String name, int main, List<String> preprocessed) {
        this.gate = gate;
        this.preprocessed = preprocessed;
        this.chip = ChipBuilder.preprocessed(name, main, preprocessed.size());
    }

    ChipBuilder chip() {
        return chip;
    }

    /** A preprocessed column. */
    Expression known(String name) {
        int place = preprocessed.indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException("expected one of " + preprocessed + ", got " + name);
        }
        return chip.prep(place);
    }

    /** Main columns that the table fills itself. */
    List<Expression> columns(String name, int count) {
        List<Expression> out = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            out.add(chip.main(names.size()));
            names.add(count == 1 ? name : name + i);
        }
        return out;
    }

    /** New columns with the first elements of the wire that a field names; the others are 0. */
    List<Expression> reads(String field, int width) {
        List<Expression> elements = wire(field, field, 0, width);
        reads(field, elements);
        return elements;
    }

    /** Says that the wire that a field names holds these elements, and zeros behind them. */
    void reads(String field, List<Expression> elements) {
        reads(field, elements, REAL);
    }

    /**
     * The same on some rows only.
     *
     * @param when preprocessed column that is 1 on them
     */
    void reads(String field, List<Expression> elements, String when) {
        chip.send(Buses.WIRE, Multiplicity.fixed(known(when)), message(known(field), elements));
    }

    /** New columns for the first elements of wire {@code i} of those that the row writes; the others are 0. */
    List<Expression> writes(int i, int width) {
        List<Expression> elements = wire("out", gate.written() == 1 ? "out" : "out" + i + "_", i, width);
        writes(i, elements);
        return elements;
    }

    /** Writes these elements, and zeros behind them, to wire {@code i} of those that the row writes. */
    void writes(int i, List<Expression> elements) {
        Expression address = i == 0 ? known("out") : known("out").plus(i);
        chip.receive(Buses.WIRE, Multiplicity.fixed(known(GateTable.readers(i))), message(address, elements));
    }

    void zero(Expression e) {
        chip.zero(e);
    }

    private List<Expression> wire(String field, String name, int offset, int width) {
        operands.add(new Operand(gate.field(field), offset, names.size(), width));
        return columns(name, width);
    }

    private List<Expression> message(Expression address, List<Expression> elements) {
        List<Expression> message = new ArrayList<>(List.of(address));
        message.addAll(elements);
        while (message.size() < 1 + Extension.DEGREE) {
            message.add(chip.constant(0));
        }
        return message;
    }

    List<Operand> operands() {
        return List.copyOf(operands);
    }

    /** Names of the main columns, in order. */
    List<String> names() {
        return List.copyOf(names);
    }

    /**
     * The chip.
     *
     * @throws IllegalStateException unless all main columns were handed out
     */
    Chip build() {
        Chip built = chip.build();
        if (built.main() != names.size()) {
            throw new IllegalStateException("expected " + built.main() + " main columns, got " + names.size());
        }
        return built;
    }
}
