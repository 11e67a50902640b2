package io.bulwark.air;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.air.MachineRules.FixedColumn;
import io.bulwark.field.KoalaBear;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules 3 and 4 on the rows of the preprocessed tables themselves. */
final class PreprocessedRules {
    private PreprocessedRules() {}

    static void check(Machine machine, Map<Integer, Table> tables, List<Shape> shapes) {
        Set<Integer> wanted = IntStream.range(0, machine.chips().size())
                .filter(n -> machine.chips().get(n).prep() > 0)
                .boxed()
                .collect(Collectors.toSet());
        if (!tables.keySet().equals(wanted)) {
            throw new MachineException(Kind.PREPROCESSED_TABLES, "tables of chips " + wanted, tables.keySet());
        }
        Map<FixedColumn, Long> totals = new HashMap<>();
        tables.forEach((n, table) -> {
            checkTable(machine, n, table, shapes);
            addTotals(machine, n, table, totals);
        });
        shapes.forEach(s -> MachineRules.checkTotals(machine, s, totals));
    }

    private static void checkTable(Machine machine, int n, Table table, List<Shape> shapes) {
        Chip chip = machine.chips().get(n);
        if (table.width() != chip.prep()) {
            throw new MachineException(
                    Kind.TRACE_SHAPE, chip.prep() + " preprocessed columns of " + chip.name(), table.width());
        }
        for (Shape s : shapes) {
            if (table.rows() > s.capacityOf(n)) {
                throw new MachineException(
                        Kind.ROWS, "at most " + s.capacityOf(n) + " preprocessed rows of " + chip.name(), table.rows());
            }
        }
        for (Interaction i : chip.interactions()) {
            Bus bus = machine.bus(i.bus());
            if (bus.operation().isPresent() && !i.sends()) {
                int node = i.message().get(bus.operation().getAsInt());
                if (chip.graph().operation(node) == Operation.PREP) {
                    checkOperationIds(chip, table, chip.graph().a(node));
                }
            }
        }
    }

    private static void checkOperationIds(Chip chip, Table table, int column) {
        int[] ids = table.column(column);
        for (int r = 0; r < ids.length; r++) {
            if (ids[r] == 0) {
                throw new MachineException(
                        Kind.OPERATION_ID_ROW,
                        "ids from 1 on in prep " + column + " of " + chip.name(),
                        "0 in row " + r);
            }
        }
    }

    private static void addTotals(Machine machine, int n, Table table, Map<FixedColumn, Long> totals) {
        Chip chip = machine.chips().get(n);
        for (Interaction i : chip.interactions()) {
            if (i.kind() == Interaction.Kind.FIXED) {
                int column = chip.graph().a(i.multiplicity());
                totals.computeIfAbsent(new FixedColumn(n, column), key -> total(table.column(column)));
            }
        }
    }

    private static long total(int[] column) {
        long total = 0;
        for (int x : column) {
            total += KoalaBear.toCanonical(x);
        }
        return total;
    }
}
