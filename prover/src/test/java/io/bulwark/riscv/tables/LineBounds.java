package io.bulwark.riscv.tables;

import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Between what integers the constraints of a chip lie, on a row where each lookup is asked, as far as lookups of single columns say. */
final class LineBounds {
    /** All integers from least to greatest. */
    record Bound(long least, long greatest) {
        Bound times(Bound other) {
            long[] corners = {
                Math.multiplyExact(least, other.least),
                Math.multiplyExact(least, other.greatest),
                Math.multiplyExact(greatest, other.least),
                Math.multiplyExact(greatest, other.greatest)
            };
            return new Bound(
                    Arrays.stream(corners).min().orElseThrow(),
                    Arrays.stream(corners).max().orElseThrow());
        }

        Bound plus(Bound other) {
            return new Bound(Math.addExact(least, other.least), Math.addExact(greatest, other.greatest));
        }

        Bound meet(Bound other) {
            return new Bound(Math.max(least, other.least), Math.min(greatest, other.greatest));
        }
    }

    private static final Bound ANY = new Bound(0, KoalaBear.P - 1);

    private final RowStatement statement;
    private final Map<Integer, Bound> columns = new HashMap<>();

    LineBounds(RowStatement statement) {
        this.statement = statement;
        statement
                .domains()
                .forEach((column, values) -> columns.merge(
                        column, new Bound(Collections.min(values), Collections.max(values)), Bound::meet));
        for (RowStatement.Taken word : statement.taken()) {
            bound(word.lo(), 16);
            bound(word.hi(), 16);
        }
        statement.lookups().stream()
                .filter(lookup -> lookup.flag().equals(statement.real()))
                .forEach(this::take);
    }

    private void take(RowStatement.Lookup lookup) {
        List<Polynomial> message = lookup.message();
        if (lookup.bus() == Buses.AND.number()) {
            message.forEach(entry -> bound(entry, 8));
        }
        if (lookup.bus() == Buses.RANGE.number() && message.get(0).isConstant()) {
            bound(message.get(1), (int) message.get(0).value());
        }
    }

    /** If the entry is a column plus a constant, 0 <= entry < 2^bits says where the column lies. */
    private void bound(Polynomial entry, int bits) {
        Set<Integer> all = entry.columns();
        if (all.size() != 1) {
            return;
        }
        int column = all.iterator().next();
        long constant = entry.plus(Polynomial.column(column), -1).isConstant()
                ? entry.plus(Polynomial.column(column), -1).value()
                : Long.MIN_VALUE;
        if (constant != Long.MIN_VALUE) {
            columns.merge(column, new Bound(-constant, (1L << bits) - 1 - constant), Bound::meet);
        }
    }

    /** Whether an equation modulo p is one of integers. */
    boolean isExact(Polynomial line) {
        Bound bound = of(line);
        return bound.least() > -KoalaBear.P && bound.greatest() < KoalaBear.P;
    }

    /** The constraints in which one of the columns named by the prefix and 0, 1, .. occurs. */
    List<Bound> linesWith(Columns names, String prefix, int count) {
        Set<Integer> wanted =
                IntStream.range(0, count).mapToObj(i -> names.at(prefix + i)).collect(Collectors.toSet());
        List<Bound> out = new ArrayList<>();
        for (RowStatement.Constraint constraint : statement.constraints()) {
            if (constraint.columns().stream().anyMatch(wanted::contains)) {
                out.add(of(constraint.product()));
            }
        }
        return out;
    }

    /** The polynomial's coefficients are taken as integers in (-p/2, p/2). */
    Bound of(Polynomial line) {
        Bound sum = new Bound(0, 0);
        for (Map.Entry<List<Integer>, Long> term : line.terms().entrySet()) {
            Bound product = new Bound(term.getValue(), term.getValue());
            for (int column : term.getKey()) {
                product = product.times(columns.getOrDefault(column, ANY));
            }
            sum = sum.plus(product);
        }
        return sum;
    }
}
