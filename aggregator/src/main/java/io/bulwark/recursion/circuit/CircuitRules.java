package io.bulwark.recursion.circuit;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What makes the one bus that ties readers to writers sound: each address is written by exactly one row, and before it is read, so that no row can lean on itself;
 * the writer offers a wire as often as it is read, and all offers together stay below p. Besides: public values are written by BASE rows, no hint element is
 * taken by two rows (they would be two elements, not one), no entry of a list is stored twice.
 */
final class CircuitRules {
    private static final Gate[] GATES = Gate.values();

    private final Circuit circuit;
    private final int[] reads;
    private final boolean[] written;
    private final boolean[] taken;
    private final Set<Long> stored = new HashSet<>();
    private final Set<Integer> lists = new HashSet<>();
    private long readers;

    CircuitRules(Circuit circuit) {
        this.circuit = circuit;
        this.reads = new int[circuit.wires() + 1];
        this.written = new boolean[circuit.wires() + 1];
        this.taken = new boolean[circuit.hints()];
    }

    /**
     * Readers of each address, public contributions included.
     *
     * @throws CircuitException if a rule is broken
     */
    int[] countReads() {
        int[] next = new int[GATES.length];
        for (int step = 0; step < circuit.steps(); step++) {
            Gate gate = circuit.gate(step);
            check(gate, next[gate.number()]++);
        }
        for (int address = 1; address <= circuit.wires(); address++) {
            require(written[address], "nobody writes wire " + address);
        }
        for (int address = 1; address <= circuit.publicValues(); address++) {
            read(address);
        }
        require(readers < KoalaBear.P, "too many readers: " + readers);
        return reads;
    }

    private void check(Gate gate, int row) {
        List<Integer> operands = gate.operands();
        for (int operand : operands) {
            int address = circuit.field(gate, row, operand);
            if (address == 0 && gate == Gate.PATH && gate.fields().get(operand).startsWith("s")) {
                continue;
            }
            require(address >= 1 && address <= circuit.wires(), gate + " reads " + address);
            require(written[address], gate + " reads wire " + address + " before it is written");
            read(address);
        }
        special(gate, row);
        for (int i = 0; i < gate.written(); i++) {
            write(gate, circuit.field(gate, row, gate.field("out")) + i);
        }
    }

    private void special(Gate gate, int row) {
        switch (gate) {
            case HINT -> {
                int hint = value(gate, row, "hint");
                int tail = value(gate, row, "tail");
                require(tail == 0 || tail == 1, "a tail of " + tail);
                if (hint >= 0) {
                    take(hint, Circuit.ELEMENTS - tail);
                } else {
                    require(tail == 0 && -hint <= circuit.wires() && written[-hint], "inverse of " + hint);
                }
            }
            case BASE_HINT -> take(value(gate, row, "hint"), 1);
            case PATH -> {
                boolean wired = value(gate, row, "s0") != 0;
                require(wired == (value(gate, row, "s1") != 0), "half a sibling is wired");
                if (!wired) {
                    take(value(gate, row, "hint"), Poseidon2.DIGEST);
                }
            }
            case STORE -> {
                int list = value(gate, row, "table");
                int index = value(gate, row, "index");
                require(list > 0 && index >= 0 && index < KoalaBear.P, "entry " + index + " of list " + list);
                require(
                        stored.add((long) list << Integer.SIZE | index),
                        "entry " + index + " of list " + list + " is stored twice");
                lists.add(list);
            }
            case FETCH -> {
                require(lists.contains(value(gate, row, "table")), "list " + value(gate, row, "table") + " is empty");
                reason(gate, row);
            }
            case EQUAL -> reason(gate, row);
            default -> {}
        }
    }

    private void reason(Gate gate, int row) {
        int reason = value(gate, row, "reason");
        require(reason >= 0 && reason < circuit.reasons().size(), "reason " + reason);
    }

    private int value(Gate gate, int row, String field) {
        return circuit.field(gate, row, gate.field(field));
    }

    private void read(int address) {
        reads[address]++;
        readers++;
    }

    private void write(Gate gate, int address) {
        require(address >= 1 && address <= circuit.wires(), gate + " writes " + address);
        require(!written[address], "wire " + address + " is written twice");
        require(address > circuit.publicValues() || gate == Gate.BASE, gate + " writes public value " + address);
        written[address] = true;
    }

    private void take(int hint, int n) {
        for (int i = hint; i < hint + n; i++) {
            require(i >= 0 && i < taken.length, "hint element " + i + " of " + taken.length);
            require(!taken[i], "hint element " + i + " is taken by two rows");
            taken[i] = true;
        }
    }

    private static void require(boolean condition, String broken) {
        if (!condition) {
            throw new CircuitException(broken);
        }
    }
}
