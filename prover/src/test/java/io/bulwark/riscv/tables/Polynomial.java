package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Graph;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Polynomials in a chip's main columns, as sums of monomials. */
final class Polynomial {
    private static final long P = KoalaBear.P;

    /** Numbers of the columns of each monomial, ascending and repeated by their power, to its coefficient, which is not 0 and lies in (-p/2, p/2). */
    private final Map<List<Integer>, Long> terms;

    private Polynomial(Map<List<Integer>, Long> terms) {
        this.terms = terms;
    }

    /** The polynomials of all nodes of a chip's graph that are asked for. */
    static final class Source {
        private final Graph graph;
        private final Map<Integer, Polynomial> known = new HashMap<>();

        Source(Chip chip) {
            this.graph = chip.graph();
        }

        Polynomial of(int node) {
            Polynomial there = known.get(node);
            if (there == null) {
                there = expand(node);
                known.put(node, there);
            }
            return there;
        }

        private Polynomial expand(int node) {
            int a = graph.a(node);
            int b = graph.b(node);
            return switch (graph.operation(node)) {
                case CONST -> constant(a);
                case MAIN -> column(a);
                case ADD -> of(a).plus(of(b), 1);
                case SUB -> of(a).plus(of(b), -1);
                case MUL -> of(a).times(of(b));
                case PREP, CLOSED, PUBLIC -> throw new IllegalArgumentException("expected main columns only");
            };
        }
    }

    static Polynomial constant(long value) {
        long signed = signed(value);
        return new Polynomial(signed == 0 ? Map.of() : Map.of(List.of(), signed));
    }

    static Polynomial column(int number) {
        return new Polynomial(Map.of(List.of(number), 1L));
    }

    /** this + factor other. */
    Polynomial plus(Polynomial other, long factor) {
        Map<List<Integer>, Long> out = new HashMap<>(terms);
        other.terms.forEach((monomial, coefficient) -> add(out, monomial, signed(factor) * coefficient));
        return new Polynomial(out);
    }

    Polynomial times(Polynomial other) {
        Map<List<Integer>, Long> out = new HashMap<>();
        terms.forEach((m, c) -> other.terms.forEach((n, d) -> {
            List<Integer> product = new ArrayList<>(m);
            product.addAll(n);
            Collections.sort(product);
            add(out, product, c * d);
        }));
        return new Polynomial(out);
    }

    /** With some columns replaced by numbers. */
    Polynomial with(Map<Integer, Long> values) {
        if (values.isEmpty()) {
            return this;
        }
        Map<List<Integer>, Long> out = new HashMap<>();
        terms.forEach((monomial, coefficient) -> {
            long c = coefficient;
            List<Integer> rest = new ArrayList<>();
            for (int column : monomial) {
                if (values.containsKey(column)) {
                    c = c * signed(values.get(column)) % P;
                } else {
                    rest.add(column);
                }
            }
            add(out, rest, c);
        });
        return new Polynomial(out);
    }

    /** f and g of column f + g, neither of which has the column; empty if it occurs otherwise. */
    Optional<List<Polynomial>> split(int column) {
        Map<List<Integer>, Long> with = new HashMap<>();
        Map<List<Integer>, Long> without = new HashMap<>();
        for (Map.Entry<List<Integer>, Long> term : terms.entrySet()) {
            List<Integer> rest = new ArrayList<>(term.getKey());
            boolean there = rest.remove(Integer.valueOf(column));
            if (rest.contains(column)) {
                return Optional.empty();
            }
            (there ? with : without).put(rest, term.getValue());
        }
        return Optional.of(List.of(new Polynomial(with), new Polynomial(without)));
    }

    /** The column that the polynomial is, if it is one. */
    Optional<Integer> asColumn() {
        boolean one = terms.size() == 1 && terms.keySet().iterator().next().size() == 1;
        return one && terms.containsValue(1L)
                ? Optional.of(terms.keySet().iterator().next().getFirst())
                : Optional.empty();
    }

    private static void add(Map<List<Integer>, Long> terms, List<Integer> monomial, long coefficient) {
        long sum = signed(terms.getOrDefault(monomial, 0L) + coefficient);
        if (sum == 0) {
            terms.remove(monomial);
        } else {
            terms.put(monomial, sum);
        }
    }

    /** The representative in (-p/2, p/2). */
    static long signed(long value) {
        long r = Math.floorMod(value, P);
        return r > P / 2 ? r - P : r;
    }

    Map<List<Integer>, Long> terms() {
        return terms;
    }

    Set<Integer> columns() {
        Set<Integer> out = new TreeSet<>();
        terms.keySet().forEach(out::addAll);
        return out;
    }

    /** The value of a polynomial without columns, signed. */
    long value() {
        if (!columns().isEmpty()) {
            throw new IllegalStateException("expected a constant, got " + terms);
        }
        return terms.getOrDefault(List.of(), 0L);
    }

    boolean isConstant() {
        return columns().isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Polynomial p && p.terms.equals(terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    @Override
    public String toString() {
        return terms.toString();
    }
}
