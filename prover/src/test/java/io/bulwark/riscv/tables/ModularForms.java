package io.bulwark.riscv.tables;

import com.microsoft.z3.ArithExpr;
import com.microsoft.z3.BoolExpr;
import com.microsoft.z3.Context;
import com.microsoft.z3.IntExpr;
import com.microsoft.z3.IntSort;
import io.bulwark.field.KoalaBear;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Polynomials of two rows as linear integer arithmetic of a solver. Columns are integers in [0, p), or where lookups and constraints put them; an equation modulo p is
 * one of integers with a bounded multiple of p. A product of two columns of many values is a variable of its own, one for both rows if both factors are: this only
 * adds solutions.
 */
final class ModularForms {
    private static final long P = KoalaBear.P;
    private static final BigInteger BIG_P = BigInteger.valueOf(P);

    /** least <= x <= greatest. */
    record Span(BigInteger least, BigInteger greatest) {
        static Span of(long least, long greatest) {
            return new Span(BigInteger.valueOf(least), BigInteger.valueOf(greatest));
        }

        Span times(long factor) {
            BigInteger f = BigInteger.valueOf(factor);
            return factor >= 0
                    ? new Span(least.multiply(f), greatest.multiply(f))
                    : new Span(greatest.multiply(f), least.multiply(f));
        }

        Span plus(Span other) {
            return new Span(least.add(other.least), greatest.add(other.greatest));
        }
    }

    /** coefficient times a term that lies in the span. */
    record Term(long coefficient, ArithExpr<IntSort> term, Span span) {}

    private final Context z3;
    private final Map<Integer, Set<Long>> domains;
    private final Map<Integer, Span> known;
    private final Set<Integer> shared;
    private final Map<String, IntExpr> variables = new HashMap<>();
    private final List<BoolExpr> base = new ArrayList<>();
    private int fresh;

    /**
     * Forms of one question.
     *
     * @param domains columns of few values
     * @param known where others lie, if not anywhere in [0, p)
     * @param shared columns that are the same in both rows
     */
    ModularForms(Context z3, Map<Integer, Set<Long>> domains, Map<Integer, Span> known, Set<Integer> shared) {
        this.z3 = z3;
        this.domains = domains;
        this.known = known;
        this.shared = shared;
    }

    /** What holds of the variables used so far. */
    List<BoolExpr> base() {
        return base;
    }

    /** The power of two that makes the coefficients smallest: forms are divided by 4, 2^14, 2^16 here and there. */
    static int scale(Polynomial p) {
        int best = 0;
        long least = Long.MAX_VALUE;
        for (int j = 0; j <= 32; j++) {
            long factor = 1L << j;
            long greatest = p.terms().entrySet().stream()
                    .filter(t -> !t.getKey().isEmpty())
                    .mapToLong(t -> Math.abs(Polynomial.signed(t.getValue() * (factor % P))))
                    .max()
                    .orElse(0);
            if (greatest < least) {
                least = greatest;
                best = j;
            }
        }
        return best;
    }

    /** The polynomial in row i, times 2^scale. */
    List<Term> linear(Polynomial p, int i, int scale) {
        Map<List<Integer>, Long> merged = new HashMap<>();
        p.terms().forEach((monomial, coefficient) -> {
            List<Integer> key = new ArrayList<>();
            for (int column : monomial) {
                boolean bit = domains.containsKey(column) && Set.of(0L, 1L).containsAll(domains.get(column));
                if (!bit || !key.contains(column)) {
                    key.add(column);
                }
            }
            merged.merge(key, coefficient, Long::sum);
        });
        List<Term> out = new ArrayList<>();
        merged.forEach((monomial, coefficient) -> {
            long c = Polynomial.signed(Polynomial.signed(coefficient) * ((1L << scale) % P));
            if (c != 0) {
                out.add(term(monomial, c, i));
            }
        });
        return out;
    }

    private Term term(List<Integer> monomial, long coefficient, int i) {
        List<Integer> small = monomial.stream().filter(domains::containsKey).toList();
        List<Integer> large =
                monomial.stream().filter(c -> !domains.containsKey(c)).toList();
        if (monomial.size() == 1) {
            return new Term(coefficient, variable(monomial.getFirst(), i), span(monomial.getFirst()));
        }
        ArithExpr<IntSort> term = z3.mkInt(1);
        Span span = Span.of(1, 1);
        if (large.size() == 1) {
            term = variable(large.getFirst(), i);
            span = span(large.getFirst());
        } else if (large.size() > 1) {
            boolean same = large.stream().allMatch(shared::contains);
            BigInteger top = large.stream().map(c -> span(c).greatest).reduce(BigInteger.ONE, BigInteger::multiply);
            boolean opaque = top.compareTo(BIG_P.multiply(BigInteger.valueOf(1000))) >= 0;
            span = opaque ? Span.of(0, P - 1) : new Span(BigInteger.ZERO, top);
            term = named("product " + large + (same ? "" : " of " + i), span);
        }
        for (int column : small) {
            ArithExpr<IntSort> value = z3.mkInt(0);
            Span wide = Span.of(0, 0);
            for (long v : domains.get(column)) {
                Span scaled = span.times(v);
                wide = new Span(wide.least.min(scaled.least), wide.greatest.max(scaled.greatest));
                if (v != 0) {
                    value = (ArithExpr<IntSort>)
                            z3.mkITE(z3.mkEq(variable(column, i), z3.mkInt(v)), z3.mkMul(z3.mkInt(v), term), value);
                }
            }
            IntExpr result = named("t" + fresh++, wide);
            base.add(z3.mkEq(result, value));
            term = result;
            span = wide;
        }
        return new Term(coefficient, term, span);
    }

    Span span(int column) {
        if (domains.containsKey(column)) {
            Set<Long> values = domains.get(column);
            return Span.of(
                    values.stream().min(Long::compare).orElse(0L),
                    values.stream().max(Long::compare).orElse(0L));
        }
        return known.getOrDefault(column, Span.of(0, P - 1));
    }

    IntExpr variable(int column, int i) {
        String name = "x" + column + (shared.contains(column) ? "" : " of " + i);
        boolean isNew = !variables.containsKey(name);
        IntExpr out = named(name, span(column));
        if (isNew && domains.containsKey(column)) {
            base.add(z3.mkOr(domains.get(column).stream()
                    .map(v -> z3.mkEq(out, z3.mkInt(v)))
                    .toArray(BoolExpr[]::new)));
        }
        return out;
    }

    private IntExpr named(String name, Span span) {
        IntExpr there = variables.get(name);
        if (there == null) {
            there = z3.mkIntConst(name);
            variables.put(name, there);
            base.add(z3.mkGe(there, z3.mkInt(span.least.toString())));
            base.add(z3.mkLe(there, z3.mkInt(span.greatest.toString())));
        }
        return there;
    }

    ArithExpr<IntSort> sum(List<Term> form) {
        ArithExpr<IntSort> sum = z3.mkInt(0);
        for (Term t : form) {
            sum = z3.mkAdd(sum, z3.mkMul(z3.mkInt(t.coefficient), t.term));
        }
        return sum;
    }

    /** The multiples of p that a form can be: first and last factor. */
    private static long[] multiples(List<Term> form) {
        Span span = Span.of(0, 0);
        for (Term t : form) {
            span = span.plus(t.span.times(t.coefficient));
        }
        BigInteger[] low = span.least.negate().divideAndRemainder(BIG_P);
        long first = span.least.signum() <= 0
                ? -low[0].longValueExact()
                : span.least.add(BIG_P).subtract(BigInteger.ONE).divide(BIG_P).longValueExact();
        long last = span.greatest.signum() >= 0
                ? span.greatest.divide(BIG_P).longValueExact()
                : -span.greatest
                        .negate()
                        .add(BIG_P)
                        .subtract(BigInteger.ONE)
                        .divide(BIG_P)
                        .longValueExact();
        return new long[] {first, last};
    }

    BoolExpr zero(List<Term> form) {
        long[] k = multiples(form);
        if (k[0] > k[1]) {
            return z3.mkFalse();
        }
        ArithExpr<IntSort> sum = sum(form);
        if (k[1] - k[0] < 6) {
            List<BoolExpr> either = new ArrayList<>();
            for (long j = k[0]; j <= k[1]; j++) {
                either.add(z3.mkEq(sum, z3.mkInt(j * P)));
            }
            return z3.mkOr(either.toArray(BoolExpr[]::new));
        }
        IntExpr multiple = named("k" + fresh++, Span.of(k[0], k[1]));
        return z3.mkEq(sum, z3.mkMul(z3.mkInt(P), multiple));
    }

    BoolExpr nonzero(List<Term> form) {
        long[] k = multiples(form);
        if (k[1] - k[0] >= 64) {
            return z3.mkTrue();
        }
        ArithExpr<IntSort> sum = sum(form);
        List<BoolExpr> all = new ArrayList<>();
        for (long j = k[0]; j <= k[1]; j++) {
            all.add(z3.mkNot(z3.mkEq(sum, z3.mkInt(j * P))));
        }
        return z3.mkAnd(all.toArray(BoolExpr[]::new));
    }
}
