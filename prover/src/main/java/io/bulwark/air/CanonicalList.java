package io.bulwark.air;

import io.bulwark.air.ClosedColumn.Literal;
import io.bulwark.air.ClosedColumn.Term;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The list under the machine digest: every list has its length in front, each node is three numbers, names are left out. */
final class CanonicalList {
    private final IntStream.Builder out = IntStream.builder();

    private CanonicalList() {}

    static int[] of(Machine machine) {
        CanonicalList list = new CanonicalList();
        list.add(machine.buses().size());
        for (Bus b : machine.buses()) {
            list.add(b.number(), b.arity(), b.state() ? 1 : 0, orZero(b.operation()));
        }
        list.add(machine.chips().size());
        machine.chips().forEach(list::addChip);
        PublicContributions ends = machine.publicContributions();
        list.add(ends.count());
        list.addGraph(ends.graph());
        list.addInteractions(ends.interactions());
        list.add(machine.shapes().size());
        for (Shape s : machine.shapes()) {
            list.add(s.logStack(), s.pieces().size());
            s.pieces().forEach(p -> list.add(p.chip(), p.logHeight()));
        }
        return list.out.build().toArray();
    }

    private void addChip(Chip chip) {
        add(chip.main(), chip.prep(), chip.closedLogHeight(), chip.closed().size());
        chip.closed().forEach(this::addClosed);
        addGraph(chip.graph());
        addFramed(chip.constraints());
        addInteractions(chip.interactions());
    }

    private void addClosed(ClosedColumn column) {
        switch (column) {
            case ClosedColumn.Values v -> {
                add(1);
                addFramed(v.values());
            }
            case ClosedColumn.Terms t -> {
                add(0, t.terms().size());
                for (Term term : t.terms()) {
                    add(term.weight());
                    addFramed(
                            term.literals().stream().map(CanonicalList::literal).toList());
                }
            }
        }
    }

    private static int literal(Literal literal) {
        return 2 * literal.bit() + (literal.negated() ? 1 : 0);
    }

    private void addGraph(Graph graph) {
        add(graph.size());
        for (int n = 0; n < graph.size(); n++) {
            add(graph.operation(n).code(), graph.a(n), graph.b(n));
        }
    }

    private void addInteractions(List<Interaction> interactions) {
        add(interactions.size());
        for (Interaction i : interactions) {
            add(i.bus(), i.sign().code(), i.kind().code(), i.multiplicity(), orZero(i.selector()));
            addFramed(i.message());
        }
    }

    private void addFramed(List<Integer> numbers) {
        add(numbers.size());
        numbers.forEach(this::add);
    }

    private static int orZero(OptionalInt number) {
        return number.isPresent() ? 1 + number.getAsInt() : 0;
    }

    private void add(int... numbers) {
        for (int x : numbers) {
            out.add(x);
        }
    }
}
