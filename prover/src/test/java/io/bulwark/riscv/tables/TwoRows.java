package io.bulwark.riscv.tables;

import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.Params;
import com.microsoft.z3.Solver;
import com.microsoft.z3.Status;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two rows of a chip, and questions about them to a solver, in {@link ModularForms}. These only add solutions, so "unsatisfiable" is a proof. Columns shown equal in
 * both rows become one variable.
 */
final class TwoRows {
    /** An effort that is not spared: some seconds. */
    static final int UTMOST = 50_000_000;

    private static final int FIRST_PSEUDO = 1 << 20;

    private final RowStatement statement;
    private final List<Map<Integer, Long>> fixed;
    private final Map<Integer, Set<Long>> domains;
    private final List<RowStatement.Witness> witnesses;
    private final Map<Integer, ModularForms.Span> known;
    private final Set<Integer> shared = new TreeSet<>();

    private Context z3;
    private ModularForms forms;
    /** What is told to the solver. */
    private Slice slice = Slice.ALL;
    /** Never reset: a number that one question shares among the rows must not be another's. */
    private int pseudos;

    /**
     * Two rows in which some columns have fixed values, each in its own way.
     *
     * @param bits columns that are known to be below a power of two, by who gives them
     */
    TwoRows(RowStatement statement, Map<Integer, Long> first, Map<Integer, Long> second, Map<Integer, Integer> bits) {
        this.statement = statement;
        this.fixed = List.of(first, second);
        this.domains = statement.domains();
        this.witnesses = statement.witnesses();
        known = KnownSpans.of(statement, fixed, domains, bits);
    }

    private static boolean isOne(Polynomial p) {
        return p.isConstant() && p.value() == 1;
    }

    /** Columns that are the same in both rows. */
    Set<Integer> shared() {
        return shared;
    }

    boolean isFixed(int column) {
        return fixed.getFirst().containsKey(column);
    }

    boolean isShared(Polynomial p) {
        return p.columns().stream().allMatch(column -> shared.contains(column) || isFixed(column));
    }

    Set<Integer> witnessColumns() {
        Set<Integer> out = new TreeSet<>();
        witnesses.forEach(w -> out.add(w.column()));
        return out;
    }

    /** What may be asked of both rows at once, while they are written down. */
    interface Goal {
        BoolExpr of(TwoRows rows);
    }

    /**
     * Whether the polynomial is equal in both rows. First only what hangs together with it by columns that may differ is told to the solver: less can only admit
     * more.
     *
     * @param whole whether all is told where the part does not suffice
     * @return unsatisfiable if it is
     */
    Status checkDiffers(List<Polynomial> equalLimbs, Polynomial p, int effort, boolean whole) {
        slice = Slice.around(p, statement, column -> !shared.contains(column) && !isFixed(column));
        Status part = check(equalLimbs, differs(p), effort);
        slice = Slice.ALL;
        return part == Status.UNSATISFIABLE || !whole ? part : check(equalLimbs, differs(p), effort);
    }

    /**
     * Whether there are two such rows with these limbs equal and the goal true.
     *
     * @param effort steps of the solver after which it gives up, the same on every machine
     */
    Status check(List<Polynomial> equalLimbs, Goal goal, int effort) {
        try (Context context = new Context()) {
            z3 = context;
            forms = new ModularForms(context, domains, known, shared);
            Solver solver = z3.mkSolver();
            Params parameters = z3.mkParams();
            parameters.add("rlimit", effort);
            solver.setParameters(parameters);
            List<BoolExpr> body = new ArrayList<>(row(0));
            body.addAll(row(1));
            for (Polynomial limb : equalLimbs) {
                if (!isShared(limb)) {
                    int pseudo = pseudo(Word.W - 1);
                    shared.add(pseudo);
                    body.add(zero(limb.plus(Polynomial.column(pseudo), -1), 0));
                    body.add(zero(limb.plus(Polynomial.column(pseudo), -1), 1));
                }
            }
            statement.lookups().forEach(lookup -> answer(lookup, body));
            BoolExpr asked = goal.of(this);
            body.add(asked);
            body.addAll(forms.base());
            solver.add(body.toArray(BoolExpr[]::new));
            return solver.check();
        }
    }

    /** A goal: the polynomial is not the same in both rows. */
    static Goal differs(Polynomial p) {
        return rows -> rows.forms.nonzero(rows.difference(p));
    }

    Goal anything() {
        return rows -> rows.z3.mkTrue();
    }

    /** A goal of the first row: as an integer, with coefficients in (-p/2, p/2), the polynomial is at least so much. */
    static Goal isAtLeast(Polynomial p, long least) {
        return rows -> rows.z3.mkGe(
                rows.forms.sum(rows.forms.linear(p.with(rows.fixed.getFirst()), 0, 0)), rows.z3.mkInt(least));
    }

    /** A goal: what is given to both rows is some small numbers. A question so narrowed may be answered where the wide one is too hard, and its rows answer that, too. */
    Goal given(Random random) {
        List<Integer> pinned = shared.stream()
                .filter(c -> c < FIRST_PSEUDO && !domains.containsKey(c) && random.nextInt(4) > 0)
                .toList();
        return rows -> rows.z3.mkAnd(pinned.stream()
                .map(c -> rows.z3.mkEq(rows.forms.variable(c, 0), rows.z3.mkInt(random.nextInt(256))))
                .toArray(BoolExpr[]::new));
    }

    static Goal isZero(Polynomial p) {
        return all(List.of(isAtLeast(p, 0), isAtLeast(Polynomial.constant(0).plus(p, -1), 0)));
    }

    static Goal isNotZero(Polynomial p) {
        return any(List.of(isAtLeast(p, 1), isAtLeast(Polynomial.constant(0).plus(p, -1), 1)));
    }

    static Goal all(List<Goal> goals) {
        return rows -> rows.z3.mkAnd(goals.stream().map(g -> g.of(rows)).toArray(BoolExpr[]::new));
    }

    static Goal any(List<Goal> goals) {
        return rows -> rows.z3.mkOr(goals.stream().map(g -> g.of(rows)).toArray(BoolExpr[]::new));
    }

    private List<BoolExpr> row(int i) {
        List<BoolExpr> out = new ArrayList<>();
        Set<Integer> withInverse = witnessColumns();
        for (RowStatement.Constraint constraint : statement.constraints()) {
            if (slice.touches(constraint.columns())
                    && constraint.columns().stream().noneMatch(withInverse::contains)) {
                BoolExpr[] factors =
                        constraint.factors().stream().map(f -> zero(f, i)).toArray(BoolExpr[]::new);
                out.add(z3.mkOr(factors));
            }
        }
        for (RowStatement.Witness witness : witnesses) {
            Set<Integer> columns = new TreeSet<>(witness.factor().columns());
            columns.addAll(witness.rest().columns());
            if (!slice.touches(columns)) {
                continue;
            }
            List<BoolExpr> either = new ArrayList<>(List.of(zero(witness.rest(), i)));
            for (Polynomial x : statement.normForm(witness.factor()).orElse(List.of(witness.factor()))) {
                Polynomial plugged = x.with(fixed.get(i));
                either.add(forms.nonzero(forms.linear(plugged, i, ModularForms.scale(plugged))));
            }
            out.add(z3.mkOr(either.toArray(BoolExpr[]::new)));
        }
        for (RowStatement.Lookup lookup : statement.lookups()) {
            Polynomial flag = lookup.flag().with(fixed.get(i));
            if (!slice.touches(lookup) || (flag.isConstant() && flag.value() == 0)) {
                continue;
            }
            BoolExpr asked = asked(lookup, i);
            out.add(isOne(flag) ? asked : z3.mkOr(zero(flag, i), asked));
        }
        return out;
    }

    private BoolExpr asked(RowStatement.Lookup lookup, int i) {
        List<Polynomial> message = lookup.message();
        if (lookup.bus() == Buses.RANGE.number()) {
            Polynomial bits = message.get(0).with(fixed.get(i));
            return below(message.get(1), (1L << bits.value()) - 1, i);
        }
        if (lookup.bus() == Buses.AND.number()) {
            return z3.mkAnd(
                    message.stream().map(entry -> below(entry, Word.B - 1, i)).toArray(BoolExpr[]::new));
        }
        return z3.mkTrue();
    }

    private BoolExpr below(Polynomial p, long greatest, int i) {
        Polynomial plugged = p.with(fixed.get(i));
        boolean inside = plugged.asColumn()
                .map(column -> forms.span(column).greatest().compareTo(BigInteger.valueOf(greatest)) <= 0)
                .orElse(false);
        return inside ? z3.mkTrue() : zero(p.plus(Polynomial.column(pseudo(greatest)), -1), i);
    }

    /** Tables are functions: the same question has one answer. */
    private void answer(RowStatement.Lookup lookup, List<BoolExpr> body) {
        if (!Slice.isFunction(lookup) || !slice.touches(lookup)) {
            return;
        }
        List<BoolExpr> unless = new ArrayList<>();
        for (Polynomial input : Slice.inputs(lookup)) {
            if (!isShared(input)) {
                unless.add(forms.nonzero(difference(input)));
            }
        }
        for (Polynomial output : lookup.message()
                .subList(Slice.inputs(lookup).size(), lookup.message().size())) {
            if (!slice.touches(output.columns())) {
                continue;
            }
            List<BoolExpr> clause = new ArrayList<>(unless);
            clause.add(forms.zero(difference(output)));
            body.add(z3.mkOr(clause.toArray(BoolExpr[]::new)));
        }
    }

    private List<ModularForms.Term> difference(Polynomial p) {
        Polynomial first = p.with(fixed.getFirst());
        Polynomial second = p.with(fixed.getLast());
        int scale = first.equals(second) ? ModularForms.scale(first) : 0;
        List<ModularForms.Term> out = new ArrayList<>(forms.linear(first, 0, scale));
        forms.linear(second, 1, scale)
                .forEach(t -> out.add(new ModularForms.Term(-t.coefficient(), t.term(), t.span())));
        return out;
    }

    private BoolExpr zero(Polynomial p, int i) {
        Polynomial plugged = p.with(fixed.get(i));
        return forms.zero(forms.linear(plugged, i, ModularForms.scale(plugged)));
    }

    private int pseudo(long greatest) {
        int column = FIRST_PSEUDO + pseudos++;
        known.put(column, ModularForms.Span.of(0, greatest));
        return column;
    }
}
