package io.bulwark.air;

import io.bulwark.air.Graph.Leaf;
import io.bulwark.air.MachineException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What section 4 demands of one chip, and rules 1 to 3 of its interactions, as far as the chip itself shows them. */
final class ChipRules {
    private final List<Bus> buses;
    private final Chip chip;
    private final Graph graph;

    private ChipRules(List<Bus> buses, Chip chip) {
        this.buses = buses;
        this.chip = chip;
        this.graph = chip.graph();
    }

    /**
     * @param buses in order: bus number n at place n - 1
     */
    static void check(List<Bus> buses, Chip chip) {
        new ChipRules(buses, chip).check();
    }

    private void check() {
        checkColumns();
        chip.constraints().forEach(n -> checkNode(graph, n));
        chip.interactions().forEach(i -> checkInteraction(buses, graph, i));
        ZeroRow zeroRow = ZeroRow.of(graph, nodesToVanish());
        for (int n : chip.constraints()) {
            if (!zeroRow.vanishes(n)) {
                throw new MachineException(Kind.ZERO_ROW_CONSTRAINT, "0 in " + chip.name(), Rendering.of(graph, n));
            }
        }
        for (Interaction i : chip.interactions()) {
            if (!zeroRow.vanishes(i.multiplicity())) {
                throw new MachineException(
                        Kind.ZERO_ROW_MULTIPLICITY, "0 in " + chip.name(), Rendering.of(graph, i.multiplicity()));
            }
            switch (i.kind()) {
                case FLAG -> {}
                case FIXED -> checkFixed(i);
                case FREE -> checkFree(i, zeroRow);
            }
            checkOperation(i);
        }
    }

    private List<Integer> nodesToVanish() {
        List<Integer> nodes = new ArrayList<>(chip.constraints());
        for (Interaction i : chip.interactions()) {
            nodes.add(i.multiplicity());
            i.selector().ifPresent(nodes::add);
        }
        return nodes;
    }

    private void checkColumns() {
        checkWidth(chip.main());
        checkWidth(chip.prep());
        checkWidth(chip.closed().size());
        checkWidth(chip.interactions().size());
        checkWidth(chip.constraints().size());
        for (int n = 0; n < graph.size(); n++) {
            int width = switch (graph.operation(n)) {
                case MAIN -> chip.main();
                case PREP -> chip.prep();
                case CLOSED -> chip.closed().size();
                case PUBLIC -> 0;
                case CONST, ADD, SUB, MUL -> Integer.MAX_VALUE;
            };
            if (graph.a(n) >= width) {
                String sort = graph.operation(n).word();
                throw new MachineException(
                        Kind.MISSING_COLUMN, sort + " columns below " + width + " in " + chip.name(), graph.a(n));
            }
        }
        if (!chip.closed().isEmpty()) {
            if (chip.closedLogHeight() < 0 || chip.closedLogHeight() > Limits.MAX_LOG_STACK) {
                throw new MachineException(
                        Kind.CLOSED_FORM,
                        "a table of 2^0 to 2^" + Limits.MAX_LOG_STACK + " rows",
                        chip.closedLogHeight());
            }
            chip.closed().forEach(c -> c.check(chip.closedLogHeight()));
        } else if (chip.closedLogHeight() != 0) {
            throw new MachineException(Kind.CLOSED_FORM, "height 0 of a table without columns", chip.closedLogHeight());
        }
    }

    private static void checkWidth(int width) {
        if (width < 0 || width > Limits.MAX_WIDTH) {
            throw new MachineException(
                    Kind.SIZE, "0 to " + Limits.MAX_WIDTH + " columns, constraints or interactions", width);
        }
    }

    static void checkNode(Graph graph, int node) {
        if (!graph.has(node)) {
            throw new MachineException(Kind.NODE_NUMBER, "a node below " + graph.size(), node);
        }
    }

    /** Rule 1, and what holds for every interaction, public ones too. */
    static void checkInteraction(List<Bus> buses, Graph graph, Interaction i) {
        if (i.bus() < 1 || i.bus() > buses.size()) {
            throw new MachineException(Kind.UNKNOWN_BUS, "a bus from 1 to " + buses.size(), i.bus());
        }
        Bus bus = buses.get(i.bus() - 1);
        if (i.message().size() != bus.arity()) {
            throw new MachineException(
                    Kind.ARITY,
                    bus.arity() + " entries on bus " + i.bus(),
                    i.message().size());
        }
        checkAffine(graph, i.multiplicity());
        i.message().forEach(n -> checkAffine(graph, n));
        i.selector().ifPresent(n -> checkNode(graph, n));
        if (bus.state() && i.kind() != Interaction.Kind.FLAG) {
            throw new MachineException(Kind.STATE_BUS, "a flag on bus " + i.bus(), i.kind());
        }
        if (i.selector().isPresent() && i.kind() != Interaction.Kind.FREE) {
            throw new MachineException(Kind.SELECTOR_WITHOUT_FREE, "a free multiplicity", i.kind());
        }
    }

    private static void checkAffine(Graph graph, int node) {
        checkNode(graph, node);
        if (graph.degree(node) > 1) {
            throw new MachineException(
                    Kind.NOT_AFFINE, "degree 0 or 1", graph.degree(node) + " of " + Rendering.of(graph, node));
        }
    }

    private void checkFixed(Interaction i) {
        if (graph.operation(i.multiplicity()) != Operation.PREP) {
            throw new MachineException(
                    Kind.FIXED_MULTIPLICITY, "a preprocessed column", Rendering.of(graph, i.multiplicity()));
        }
    }

    /** Rule 2. That the constraints make the message a fact is the author's to see to; what can be seen from here is checked. */
    private void checkFree(Interaction i, ZeroRow zeroRow) {
        if (i.sends()) {
            throw new MachineException(Kind.FREE_SENDER, "a receive", "a send on bus " + i.bus());
        }
        if (graph.operation(i.multiplicity()) != Operation.MAIN) {
            throw new MachineException(Kind.FREE_MULTIPLICITY, "a main column", Rendering.of(graph, i.multiplicity()));
        }
        Set<Leaf> inMessage = graph.leavesBelow(i.message());
        if (inMessage.contains(graph.leaf(i.multiplicity()))) {
            throw new MachineException(
                    Kind.FREE_IN_OWN_MESSAGE, "a message without it", Rendering.of(graph, i.multiplicity()));
        }
        Set<Leaf> constrained = graph.leavesBelow(chip.constraints());
        for (Leaf leaf : inMessage) {
            if (leaf.operation() == Operation.MAIN && !constrained.contains(leaf)) {
                throw new MachineException(
                        Kind.FREE_UNCONSTRAINED,
                        "each main column of the message in a declared constraint",
                        "main " + leaf.operand() + " of " + chip.name());
            }
        }
        checkSelector(i, zeroRow);
    }

    private void checkSelector(Interaction i, ZeroRow zeroRow) {
        boolean preprocessed =
                i.selector().isPresent() && graph.operation(i.selector().getAsInt()) == Operation.PREP;
        if (chip.prep() > 0 && !preprocessed) {
            throw new MachineException(
                    Kind.FREE_WITHOUT_PREPROCESSED_SELECTOR, "a preprocessed selector in " + chip.name(), i.selector());
        }
        if (i.selector().isPresent()) {
            int selector = i.selector().getAsInt();
            if (graph.degree(selector) > 1 || !zeroRow.vanishes(selector)) {
                throw new MachineException(
                        Kind.SELECTOR, "affine and 0 on the zero row", Rendering.of(graph, selector));
            }
        }
    }

    /** Rule 3, as far as the chip shows it; the rows of a preprocessed column are checked with the tables. */
    private void checkOperation(Interaction i) {
        Bus bus = buses.get(i.bus() - 1);
        if (bus.operation().isEmpty() || i.sends()) {
            return;
        }
        int node = i.message().get(bus.operation().getAsInt());
        boolean constant = graph.operation(node) == Operation.CONST && graph.a(node) > 0;
        if (!constant && graph.operation(node) != Operation.PREP) {
            throw new MachineException(
                    Kind.OPERATION_ID,
                    "a constant from 1 on or a preprocessed column on bus " + i.bus(),
                    Rendering.of(graph, node));
        }
    }
}
