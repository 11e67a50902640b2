package io.bulwark.air;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A column that is never committed: multilinear in the bits of the row index, so it counts as degree 1 and the verifier computes it at any point.
 * Bit i of the row index is coordinate k - i (from 1) of a point of k coordinates. All numbers are canonical.
 */
public sealed interface ClosedColumn {
    /** A sum of terms. */
    record Terms(List<Term> terms) implements ClosedColumn {
        public Terms {
            terms = List.copyOf(terms);
        }
    }

    /** One value for each row, evaluated as a multilinear extension (row index most significant bit first). */
    record Values(List<Integer> values) implements ClosedColumn {
        public Values {
            values = List.copyOf(values);
        }
    }

    /** The weight times a product of literals of distinct bits, ascending. */
    record Term(int weight, List<Literal> literals) {
        public Term {
            literals = List.copyOf(literals);
        }
    }

    /**
     * x_i or 1 - x_i.
     *
     * @param bit i, a bit of the row index
     * @param negated whether it is 1 - x_i
     */
    record Literal(int bit, boolean negated) {}

    /** Bits low .. low + count - 1 of the row index as a number: one operand of a table. */
    static ClosedColumn number(int low, int count) {
        return new Terms(IntStream.range(0, count)
                .mapToObj(i -> new Term(1 << i, List.of(new Literal(low + i, false))))
                .toList());
    }

    /** Bitwise AND of the operands a (upper bits of the row index) and b (lower bits), of so many bits each. */
    static ClosedColumn and(int bits) {
        return new Terms(IntStream.range(0, bits)
                .mapToObj(i -> new Term(1 << i, List.of(new Literal(i, false), new Literal(bits + i, false))))
                .toList());
    }

    /** The j of the range table, whose row 2^j + v, v < 2^j, is (j, v); row 0 repeats row 1. */
    static ClosedColumn rangeWidth(int logHeight) {
        return new Terms(IntStream.range(1, logHeight)
                .mapToObj(j -> new Term(j, leading(j, logHeight)))
                .toList());
    }

    /** The v of the range table. */
    static ClosedColumn rangeValue(int logHeight) {
        List<Term> terms = new ArrayList<>();
        for (int j = 0; j < logHeight; j++) {
            for (int i = 0; i < j; i++) {
                List<Literal> literals = new ArrayList<>(List.of(new Literal(i, false)));
                literals.addAll(leading(j, logHeight));
                terms.add(new Term(1 << i, literals));
            }
        }
        return new Terms(terms);
    }

    private static List<Literal> leading(int bit, int logHeight) {
        List<Literal> literals = new ArrayList<>(List.of(new Literal(bit, false)));
        IntStream.range(bit + 1, logHeight).forEach(i -> literals.add(new Literal(i, true)));
        return literals;
    }

    /**
     * Refuses a column that does not fit a table of 2^logHeight rows.
     *
     * @throws MachineException of kind CLOSED_FORM, NON_CANONICAL or SIZE
     */
    default void check(int logHeight) {
        switch (this) {
            case Values v -> checkValues(v.values(), logHeight);
            case Terms t -> {
                if (t.terms().size() > Limits.MAX_WIDTH) {
                    throw new MachineException(
                            Kind.SIZE,
                            "at most " + Limits.MAX_WIDTH + " terms",
                            t.terms().size());
                }
                t.terms().forEach(term -> checkTerm(term, logHeight));
            }
        }
    }

    private static void checkValues(List<Integer> values, int logHeight) {
        if (logHeight > Limits.MAX_LOG_CLOSED_VALUES || values.size() != 1 << logHeight) {
            throw new MachineException(
                    Kind.CLOSED_FORM,
                    "one value for each of 2^" + logHeight + " rows, at most 2^" + Limits.MAX_LOG_CLOSED_VALUES,
                    values.size() + " values");
        }
        values.forEach(ClosedColumn::checkCanonical);
    }

    private static void checkTerm(Term term, int logHeight) {
        checkCanonical(term.weight());
        // Two literals of one bit would make the term quadratic in it: no longer the extension of its own values.
        int least = 0;
        for (Literal literal : term.literals()) {
            if (literal.bit() < least || literal.bit() >= logHeight) {
                throw new MachineException(
                        Kind.CLOSED_FORM, "a bit from " + least + " to " + (logHeight - 1), literal.bit());
            }
            least = literal.bit() + 1;
        }
    }

    private static void checkCanonical(int x) {
        if (!KoalaBear.isCanonical(x)) {
            throw new MachineException(Kind.NON_CANONICAL, "a number in [0, p)", x);
        }
    }

    /** All 2^logHeight values in Montgomery form, for the prover. */
    default int[] materialise(int logHeight) {
        int[] out = new int[1 << logHeight];
        switch (this) {
            case Values v -> {
                for (int i = 0; i < out.length; i++) {
                    out[i] = KoalaBear.fromCanonical(v.values().get(i));
                }
            }
            case Terms t -> t.terms().forEach(term -> addTerm(term, out));
        }
        return out;
    }

    private static void addTerm(Term term, int[] out) {
        int fixed = 0;
        int wanted = 0;
        for (Literal literal : term.literals()) {
            fixed |= 1 << literal.bit();
            wanted |= literal.negated() ? 0 : 1 << literal.bit();
        }
        int weight = KoalaBear.fromCanonical(term.weight());
        // Runs over the rows whose fixed bits are as wanted: the free bits count up, the fixed ones are carried over.
        int free = (out.length - 1) & ~fixed;
        int bits = 0;
        do {
            out[bits | wanted] = KoalaBear.add(out[bits | wanted], weight);
            bits = ((bits | fixed) + 1) & free;
        } while (bits != 0);
    }
}
