package io.bulwark.riscv.tables;

import com.microsoft.z3.Status;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Of mulmod256: the bytes of a, b and m fix the limbs of r. The lines wrap no p and their weighted sum is a b - q m - r; r < m by solver; Euclid's division has one
 * (q, r).
 */
record MulModLemma(Columns names, RowStatement statement) implements UniqueOutput.Lemma {
    private static final BigInteger ONE = BigInteger.ONE;

    @Override
    public Set<String> from() {
        return Stream.of("a", "b", "m")
                .flatMap(name -> IntStream.range(0, MulModLines.BYTES).mapToObj(i -> name + i))
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> to() {
        return IntStream.range(0, MulModLines.LIMBS).mapToObj(i -> "r" + i).collect(Collectors.toSet());
    }

    @Override
    public boolean holds(TwoRows rows, List<Polynomial> limbs) {
        return isExact() && isLess();
    }

    private List<Polynomial> of(String prefix, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Polynomial.column(names.at(prefix + i)))
                .toList();
    }

    private boolean isExact() {
        LineBounds bounds = new LineBounds(statement);
        Set<Integer> carries = new TreeSet<>();
        of("c", MulModLines.CARRIES).forEach(c -> carries.addAll(c.columns()));
        List<Polynomial> lines = statement.constraints().stream()
                .filter(c -> c.columns().stream().anyMatch(carries::contains))
                .map(RowStatement.Constraint::product)
                .toList();
        IntegerIdentity identity = new IntegerIdentity()
                .addProduct(ONE.negate(), of("a", 32), of("b", 32), ONE.shiftLeft(8))
                .addProduct(ONE, of("q", 32), of("m", 32), ONE.shiftLeft(8))
                .addNumber(ONE, of("r", 16), ONE.shiftLeft(16));
        for (int l = 0; l < lines.size(); l++) {
            identity.add(ONE.shiftLeft(16 * l), lines.get(l));
        }
        return lines.stream().allMatch(bounds::isExact) && identity.isZero();
    }

    /** Only the constraints of the order are told to the solver: fewer can only admit more. */
    private boolean isLess() {
        Set<Integer> columns = new TreeSet<>(statement.real().columns());
        List<Polynomial> r = of("r", 16);
        List<Polynomial> m = of("m", 32);
        Stream.of(r, m, of("nm", 16), of("e", MulModOrder.BITS), of("d", 1))
                .flatMap(List::stream)
                .forEach(p -> columns.addAll(p.columns()));
        Map<Integer, Long> real = Map.of(names.at("real"), 1L);
        TwoRows rows = new TwoRows(statement.only(columns), real, real, Map.of());
        List<TwoRows.Goal> notLess = new ArrayList<>();
        List<TwoRows.Goal> equalAbove = new ArrayList<>();
        for (int limb = 15; limb >= 0; limb--) {
            Polynomial excess = r.get(limb).plus(m.get(2 * limb), -1).plus(m.get(2 * limb + 1), -256);
            List<TwoRows.Goal> here = new ArrayList<>(equalAbove);
            here.add(TwoRows.isAtLeast(excess, 1));
            notLess.add(TwoRows.all(here));
            equalAbove.add(TwoRows.isZero(excess));
        }
        notLess.add(TwoRows.all(equalAbove));
        return rows.check(List.of(), rows.anything(), TwoRows.UTMOST) == Status.SATISFIABLE
                && rows.check(List.of(), TwoRows.any(notLess), TwoRows.UTMOST) == Status.UNSATISFIABLE;
    }
}
