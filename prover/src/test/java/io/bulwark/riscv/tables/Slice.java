package io.bulwark.riscv.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** The part of a statement that hangs together with a polynomial by columns whose values are open. */
record Slice(Optional<Set<Integer>> columns) {
    /** The whole. */
    static final Slice ALL = new Slice(Optional.empty());

    /** What hangs together with the polynomial. */
    static Slice around(Polynomial p, RowStatement statement, IntPredicate isOpen) {
        List<Set<Integer>> links = new ArrayList<>();
        statement.constraints().forEach(c -> links.add(open(c.columns(), isOpen)));
        for (RowStatement.Lookup lookup : statement.lookups()) {
            Set<Integer> all = open(lookup.flag().columns(), isOpen);
            boolean known = isFunction(lookup)
                    && inputs(lookup).stream()
                            .allMatch(m -> open(m.columns(), isOpen).isEmpty());
            for (Polynomial entry : lookup.message()) {
                // What a function answers to a known question hangs together with nothing else.
                if (known) {
                    links.add(open(entry.columns(), isOpen));
                } else {
                    all.addAll(open(entry.columns(), isOpen));
                }
            }
            links.add(all);
        }
        Set<Integer> out = open(p.columns(), isOpen);
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Set<Integer> link : links) {
                if (link.stream().anyMatch(out::contains)) {
                    grows |= out.addAll(link);
                }
            }
        }
        return new Slice(Optional.of(out));
    }

    private static Set<Integer> open(Set<Integer> columns, IntPredicate isOpen) {
        Set<Integer> out = new TreeSet<>(columns);
        out.removeIf(column -> !isOpen.test(column));
        return out;
    }

    boolean touches(Set<Integer> some) {
        return columns.isEmpty() || some.stream().anyMatch(columns.get()::contains);
    }

    boolean touches(RowStatement.Lookup lookup) {
        return touches(lookup.flag().columns()) || lookup.message().stream().anyMatch(m -> touches(m.columns()));
    }

    /** Whether a table answers one thing to each question. */
    static boolean isFunction(RowStatement.Lookup lookup) {
        return lookup.bus() != Buses.RANGE.number() && lookup.bus() != Buses.POW2.number();
    }

    /** The question in a function's message. */
    static List<Polynomial> inputs(RowStatement.Lookup lookup) {
        return lookup.message().subList(0, lookup.bus() == Buses.AND.number() ? 2 : 24);
    }
}
