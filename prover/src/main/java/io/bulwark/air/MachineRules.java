package io.bulwark.air;

import io.bulwark.air.Interaction.Sign;
import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.List;
import java.util.Map;

/** What section 4 demands of a machine as a whole: its buses, its public contributions, its shapes. */
final class MachineRules {
    /** A preprocessed column that is a fixed multiplicity. */
    record FixedColumn(int chip, int column) {}

    private final Machine machine;

    private MachineRules(Machine machine) {
        this.machine = machine;
    }

    static void check(Machine machine) {
        MachineRules rules = new MachineRules(machine);
        rules.checkBuses();
        machine.chips().forEach(c -> ChipRules.check(machine.buses(), c));
        rules.checkPublic();
        if (machine.shapes().isEmpty()) {
            throw new MachineException(Kind.NO_SHAPE, "at least one shape", "none");
        }
        machine.shapes().forEach(rules::checkShape);
    }

    private void checkBuses() {
        List<Bus> buses = machine.buses();
        for (int n = 0; n < buses.size(); n++) {
            Bus bus = buses.get(n);
            if (bus.number() != n + 1) {
                throw new MachineException(Kind.BUS_NUMBERS, n + 1, bus.number());
            }
            if (bus.arity() < 0 || bus.arity() > Limits.MAX_WIDTH) {
                throw new MachineException(Kind.BUS_RECORD, "an arity of 0 to " + Limits.MAX_WIDTH, bus.arity());
            }
            if (bus.operation().isPresent()) {
                int entry = bus.operation().getAsInt();
                if (bus.state() || entry < 0 || entry >= bus.arity()) {
                    throw new MachineException(Kind.BUS_RECORD, "an operation among the entries of a lookup bus", bus);
                }
            }
        }
    }

    private void checkPublic() {
        PublicContributions ends = machine.publicContributions();
        if (ends.count() < 0
                || ends.count() > Limits.MAX_WIDTH
                || ends.interactions().size() > Limits.MAX_WIDTH) {
            throw new MachineException(
                    Kind.SIZE, "0 to " + Limits.MAX_WIDTH + " public values and contributions", ends.count());
        }
        Graph graph = ends.graph();
        for (int n = 0; n < graph.size(); n++) {
            boolean known = switch (graph.operation(n)) {
                case PUBLIC -> graph.a(n) < ends.count();
                case CONST, ADD, SUB, MUL -> true;
                case MAIN, PREP, CLOSED -> false;
            };
            if (!known) {
                throw new MachineException(
                        Kind.PUBLIC_NODE, "a public value below " + ends.count(), Rendering.of(graph, n));
            }
        }
        for (Interaction i : ends.interactions()) {
            ChipRules.checkInteraction(machine.buses(), graph, i);
            if (i.kind() != Interaction.Kind.FLAG) {
                throw new MachineException(Kind.PUBLIC_KIND, Interaction.Kind.FLAG, i.kind());
            }
        }
    }

    private void checkShape(Shape shape) {
        checkPieces(shape);
        int s = shape.logStack();
        // Preprocessed columns start after whole stacked columns: they are aligned only if no column is higher than
        // one.
        if (s < 0 || s > Limits.MAX_LOG_STACK || shape.maxLogHeight() > s) {
            throw new MachineException(
                    Kind.STACK_HEIGHT,
                    "pieces up to a stack of at most 2^" + Limits.MAX_LOG_STACK + " rows",
                    "a piece of 2^" + shape.maxLogHeight() + " rows and a stack of 2^" + s);
        }
        if (shape.pieces().stream().allMatch(p -> machine.chips().get(p.chip()).main() == 0)) {
            throw new MachineException(Kind.NO_MAIN_COLUMN, "at least one", "none");
        }
        int logLeaves = machine.logLeaves(shape);
        if (logLeaves > Limits.MAX_LOG_LEAVES) {
            throw new MachineException(Kind.LEAVES, "at most 2^" + Limits.MAX_LOG_LEAVES + " leaves", "2^" + logLeaves);
        }
        for (int n = 0; n < machine.chips().size(); n++) {
            Chip chip = machine.chips().get(n);
            List<Integer> heights = shape.logHeightsOf(n);
            // A shape may do without the table: then nothing answers for it, and what asks it does not balance.
            if (!chip.closed().isEmpty() && !heights.isEmpty() && !heights.equals(List.of(chip.closedLogHeight()))) {
                throw new MachineException(
                        Kind.CLOSED_TABLE,
                        "one piece of 2^" + chip.closedLogHeight() + " rows of " + chip.name() + ", or none",
                        "log heights " + heights);
            }
        }
        checkTotals(machine, shape, Map.of());
    }

    private void checkPieces(Shape shape) {
        long columns = 0;
        for (Piece p : shape.pieces()) {
            if (p.chip() < 0 || p.chip() >= machine.chips().size() || p.logHeight() < 0) {
                throw new MachineException(
                        Kind.PIECE, "a chip below " + machine.chips().size() + " and a height of at least 2^0", p);
            }
            if (p.logHeight() > Limits.MAX_LOG_STACK) {
                throw new MachineException(
                        Kind.STACK_HEIGHT, "pieces of at most 2^" + Limits.MAX_LOG_STACK + " rows", p);
            }
            Chip chip = machine.chips().get(p.chip());
            columns += chip.main() + chip.prep();
        }
        if (shape.pieces().isEmpty()) {
            throw new MachineException(Kind.PIECE, "at least one piece", "none");
        }
        if (columns > Limits.MAX_COLUMNS) {
            throw new MachineException(Kind.SIZE, "at most " + Limits.MAX_COLUMNS + " columns in a shape", columns);
        }
        if (!shape.pieces().stream().sorted(Shape.ORDER).toList().equals(shape.pieces())) {
            throw new MachineException(Kind.PIECE_ORDER, "height descending, then chip", shape.pieces());
        }
    }

    /**
     * Rule 4: a side without free interactions counts each message below p, so that a count is never 0 by wrapping. Rule 2 leaves at least one
     * such side of each bus.
     *
     * @param fixedTotals sums of the fixed multiplicities over their tables' rows; empty before the tables are known
     */
    static void checkTotals(Machine machine, Shape shape, Map<FixedColumn, Long> fixedTotals) {
        machine.buses().forEach(bus -> new MachineRules(machine).checkTotals(bus, shape, fixedTotals));
    }

    private void checkTotals(Bus bus, Shape shape, Map<FixedColumn, Long> fixedTotals) {
        for (Sign sign : Sign.values()) {
            if (hasFree(bus, sign, shape)) {
                continue;
            }
            long total = flags(bus, sign, shape) + fixed(bus, sign, shape, fixedTotals) + publicFlags(bus, sign);
            if (total >= KoalaBear.P) {
                throw new MachineException(
                        Kind.MULTIPLICITY_WRAP, "less than p messages of bus " + bus.number(), total);
            }
        }
    }

    private boolean hasFree(Bus bus, Sign sign, Shape shape) {
        return shape.pieces().stream()
                .flatMap(p -> machine.chips().get(p.chip()).interactions().stream())
                .anyMatch(i -> i.bus() == bus.number() && i.sign() == sign && i.kind() == Interaction.Kind.FREE);
    }

    private long flags(Bus bus, Sign sign, Shape shape) {
        long total = 0;
        for (Piece p : shape.pieces()) {
            for (Interaction i : machine.chips().get(p.chip()).interactions()) {
                if (i.bus() == bus.number() && i.sign() == sign && i.kind() == Interaction.Kind.FLAG) {
                    total += 1L << p.logHeight();
                }
            }
        }
        return total;
    }

    /** Once for each interaction, not for each piece: the totals run over all rows of the table. */
    private long fixed(Bus bus, Sign sign, Shape shape, Map<FixedColumn, Long> fixedTotals) {
        long total = 0;
        List<Integer> chips =
                shape.pieces().stream().map(Piece::chip).distinct().toList();
        for (int n : chips) {
            Chip chip = machine.chips().get(n);
            for (Interaction i : chip.interactions()) {
                if (i.bus() == bus.number() && i.sign() == sign && i.kind() == Interaction.Kind.FIXED) {
                    FixedColumn column = new FixedColumn(n, chip.graph().a(i.multiplicity()));
                    total += fixedTotals.getOrDefault(column, 0L);
                }
            }
        }
        return total;
    }

    private long publicFlags(Bus bus, Sign sign) {
        return machine.publicContributions().interactions().stream()
                .filter(i -> i.bus() == bus.number() && i.sign() == sign)
                .count();
    }
}
