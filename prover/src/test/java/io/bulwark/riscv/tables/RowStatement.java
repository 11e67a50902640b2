package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Graph;
import io.bulwark.air.Guard;
import io.bulwark.air.Interaction;
import io.bulwark.air.Operation;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a chip says of a row, as polynomials: constraints in factors, lookups, and which messages are given to the row and which come out of it.
 *
 * <p>Given are the State that is received (of a chip without one, what it receives on Copy), the instruction that the program holds for it, and the value
 * of each word that is read once its index is known. Everything that is sent on a state bus comes out, and so does what a chip with State receives on Copy. Timestamps
 * of previous accesses, with their gaps, are no part of it: the order of accesses has an argument of its own.
 */
final class RowStatement {
    /** A product that is 0. */
    record Constraint(String name, List<Polynomial> factors) {
        Constraint {
            factors = List.copyOf(factors);
        }

        Polynomial product() {
            return factors.stream().reduce(Polynomial.constant(1), Polynomial::times);
        }

        Set<Integer> columns() {
            Set<Integer> out = new TreeSet<>();
            factors.forEach(f -> out.addAll(f.columns()));
            return out;
        }
    }

    /** A question to a table where the flag is 1. */
    record Lookup(String name, int bus, Polynomial flag, List<Polynomial> message) {
        Lookup {
            message = List.copyOf(message);
        }
    }

    /** The word that a row takes from Memory. */
    record Taken(Polynomial index, Polynomial lo, Polynomial hi) {}

    /** A column that is there to have an inverse: column factor + rest = 0 and nothing else, so that factor = 0 only where rest = 0. */
    record Witness(int column, Polynomial factor, Polynomial rest) {}

    private final List<Constraint> constraints;
    private final List<Lookup> lookups;
    private final List<Polynomial> given = new ArrayList<>();
    private final List<Taken> taken = new ArrayList<>();
    private final List<Polynomial> outputs = new ArrayList<>();
    private final Set<Integer> timestamps = new HashSet<>();
    private final List<Polynomial> affine;
    private Polynomial real = Polynomial.constant(0);
    private Optional<Polynomial> opcode = Optional.empty();

    /** The whole of a chip. */
    RowStatement(Chip chip) {
        Polynomial.Source source = new Polynomial.Source(chip);
        Graph graph = chip.graph();
        constraints = new ArrayList<>();
        for (int node : chip.constraints()) {
            constraints.add(new Constraint("constraint " + constraints.size(), factors(graph, source, node)));
        }
        for (Guard guard : chip.guards()) {
            Polynomial other = Polynomial.constant(1).plus(source.of(guard.selector()), -1);
            constraints.add(
                    new Constraint("constraint " + constraints.size(), List.of(source.of(guard.value()), other)));
        }
        lookups = new ArrayList<>();
        for (Interaction i : chip.interactions()) {
            take(i, source);
        }
        affine = new ArrayList<>();
        for (int n = 0; n < graph.size(); n++) {
            if (graph.degree(n) == 1) {
                affine.add(source.of(n));
            }
        }
    }

    private RowStatement(RowStatement other, List<Constraint> constraints, List<Lookup> lookups) {
        this.constraints = constraints;
        this.lookups = lookups;
        given.addAll(other.given);
        taken.addAll(other.taken);
        outputs.addAll(other.outputs);
        timestamps.addAll(other.timestamps);
        affine = other.affine;
        real = other.real;
        opcode = other.opcode;
    }

    /** The same without one constraint. */
    RowStatement without(Constraint constraint) {
        List<Constraint> rest = new ArrayList<>(constraints);
        rest.remove(constraint);
        return new RowStatement(this, rest, lookups);
    }

    /** The same without one lookup. */
    RowStatement without(Lookup lookup) {
        List<Lookup> rest = new ArrayList<>(lookups);
        rest.remove(lookup);
        return new RowStatement(this, constraints, rest);
    }

    /** The same without the constraints in which one of these columns occurs. */
    RowStatement withoutConstraintsOf(Set<Integer> columns) {
        List<Constraint> rest = constraints.stream()
                .filter(c -> c.columns().stream().noneMatch(columns::contains))
                .toList();
        return new RowStatement(this, rest, lookups);
    }

    /** The same with no constraints and lookups but those that are about these columns alone. */
    RowStatement only(Set<Integer> columns) {
        return new RowStatement(
                this,
                constraints.stream()
                        .filter(c -> columns.containsAll(c.columns()))
                        .toList(),
                lookups.stream()
                        .filter(lookup -> lookup.message().stream().allMatch(m -> columns.containsAll(m.columns())))
                        .toList());
    }

    /** Whether it says that the polynomial is 0. */
    boolean says(Polynomial polynomial) {
        Polynomial negative = Polynomial.constant(0).plus(polynomial, -1);
        return constraints.stream()
                .map(Constraint::product)
                .anyMatch(product -> product.equals(polynomial) || product.equals(negative));
    }

    private static List<Polynomial> factors(Graph graph, Polynomial.Source source, int node) {
        if (graph.operation(node) != Operation.MUL) {
            return List.of(source.of(node));
        }
        List<Polynomial> out = new ArrayList<>(factors(graph, source, graph.a(node)));
        out.addAll(factors(graph, source, graph.b(node)));
        return out;
    }

    private void take(Interaction i, Polynomial.Source source) {
        Polynomial flag = source.of(i.multiplicity());
        List<Polynomial> message = i.message().stream().map(source::of).toList();
        int bus = i.bus();
        if (bus == Buses.STATE.number() || bus == Buses.COPY.number()) {
            boolean isGiven = !i.sends() && (bus == Buses.STATE.number() || given.isEmpty());
            if (isGiven) {
                real = flag;
            }
            (isGiven ? given : outputs).addAll(message);
        } else if (bus == Buses.PROGRAM.number()) {
            opcode = Optional.of(message.get(1));
            given.addAll(message);
        } else if (bus == Buses.MEMORY.number()) {
            if (i.sends()) {
                outputs.addAll(message.subList(0, 3));
            } else {
                taken.add(new Taken(message.get(0), message.get(1), message.get(2)));
            }
        } else if (bus == Buses.HALT.number()) {
            outputs.addAll(message);
        } else if (bus == Buses.AGE.number()) {
            message.forEach(entry -> timestamps.addAll(entry.columns()));
        } else {
            lookups.add(new Lookup("lookup " + lookups.size(), bus, flag, message));
        }
    }

    List<Constraint> constraints() {
        return constraints;
    }

    /** Without those of timestamps. */
    List<Lookup> lookups() {
        return lookups.stream()
                .filter(lookup -> lookup.message().stream()
                        .noneMatch(m -> m.columns().stream().anyMatch(timestamps()::contains)))
                .toList();
    }

    List<Polynomial> given() {
        return given;
    }

    List<Taken> taken() {
        return taken;
    }

    List<Polynomial> outputs() {
        return outputs;
    }

    /** The number of calls or instructions that a row is: 0 or 1. */
    Polynomial real() {
        return real;
    }

    /** What the row looks up as the instruction's opcode, if it does. */
    Optional<Polynomial> opcode() {
        return opcode;
    }

    /** Columns of previous timestamps and gaps. */
    Set<Integer> timestamps() {
        Set<Integer> out = new TreeSet<>(timestamps);
        given.forEach(g -> out.removeAll(g.columns()));
        return out;
    }

    /** Selectors and what else tells opcodes apart. */
    Set<Integer> flags() {
        Set<Integer> out = new TreeSet<>(real.columns());
        opcode.ifPresent(o -> out.addAll(o.columns()));
        return out;
    }

    /** Columns that constraints hold to few values: the roots of a product of factors in this column alone. */
    Map<Integer, Set<Long>> domains() {
        Map<Integer, Set<Long>> out = new HashMap<>();
        for (Constraint constraint : constraints) {
            if (constraint.columns().size() == 1) {
                Set<Long> roots = new TreeSet<>();
                int column = constraint.columns().iterator().next();
                boolean linear = constraint.factors().stream().allMatch(f -> {
                    root(f, column).ifPresent(roots::add);
                    return f.isConstant() || root(f, column).isPresent();
                });
                if (linear) {
                    out.merge(column, roots, (a, b) -> {
                        a.retainAll(b);
                        return a;
                    });
                }
            }
        }
        return out;
    }

    private static Optional<Long> root(Polynomial f, int column) {
        long slope = f.terms().getOrDefault(List.of(column), 0L);
        if (slope == 0 || !f.plus(Polynomial.column(column), -slope).isConstant()) {
            return Optional.empty();
        }
        long value = f.plus(Polynomial.column(column), -slope).value();
        int inverse = KoalaBear.inverse(KoalaBear.fromLong(slope));
        return Optional.of(
                (long) KoalaBear.toCanonical(KoalaBear.mul(KoalaBear.neg(KoalaBear.fromLong(value)), inverse)));
    }

    /** Columns that occur in one constraint only, to the first power, and in no message. */
    List<Witness> witnesses() {
        Map<Integer, List<Constraint>> uses = new TreeMap<>();
        constraints.forEach(c -> c.columns()
                .forEach(x -> uses.computeIfAbsent(x, k -> new ArrayList<>()).add(c)));
        Set<Integer> told = new HashSet<>(timestamps);
        lookups.forEach(l -> l.message().forEach(m -> told.addAll(m.columns())));
        given.forEach(g -> told.addAll(g.columns()));
        outputs.forEach(o -> told.addAll(o.columns()));
        taken.forEach(t -> List.of(t.index(), t.lo(), t.hi()).forEach(m -> told.addAll(m.columns())));
        List<Witness> out = new ArrayList<>();
        uses.forEach((column, where) -> {
            if (where.size() == 1 && !told.contains(column) && !flags().contains(column)) {
                where.getFirst().product().split(column).ifPresent(parts -> {
                    if (!parts.getFirst().isConstant()) {
                        out.add(new Witness(column, parts.getFirst(), parts.getLast()));
                    }
                });
            }
        });
        return out;
    }

    /** x and y, if the polynomial is x^2 - 3 y^2 of affine nodes of the chip: 3 is no square, so that it is 0 only where both are. */
    Optional<List<Polynomial>> normForm(Polynomial polynomial) {
        boolean isQuadratic = polynomial.terms().keySet().stream().anyMatch(monomial -> monomial.size() > 1);
        for (Polynomial x : isQuadratic ? affine : List.<Polynomial>of()) {
            for (Polynomial y : affine) {
                if (x.times(x).plus(y.times(y), -3).equals(polynomial)) {
                    return Optional.of(List.of(x, y));
                }
            }
        }
        return Optional.empty();
    }
}
