package io.bulwark.riscv.tables;

import com.microsoft.z3.Status;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Of the table of divisions: magnitudes B and C, and whether C is 0, fix Q and R.
 *
 * <p>B = Q C + R over the integers, since no line wraps p and a combination of the lines is B - Q C - R, up to 2^32 Q1 C_hi, which is 0 as a field has no divisors of zero; R < C where C is
 * not 0, by solver; then Euclid's division has one (Q, R). Where C is 0, Q is all ones and R = B.
 */
record DivisionLemma(Columns names, RowStatement statement) implements UniqueOutput.Lemma {
    private static final BigInteger ONE = BigInteger.ONE;

    @Override
    public Set<String> from() {
        return Set.of("B0", "B1", "C0", "C1", "C2", "C3", "zc");
    }

    @Override
    public Set<String> to() {
        return Set.of("Q0", "Q1", "R0", "R1");
    }

    @Override
    public boolean holds(TwoRows rows, List<Polynomial> limbs) {
        return isExact() && isEuclidean(rows, limbs);
    }

    private Polynomial of(String name) {
        return Polynomial.column(names.at(name));
    }

    private Polynomial sum(Object... weightsAndPolynomials) {
        Polynomial out = Polynomial.constant(0);
        for (int i = 0; i < weightsAndPolynomials.length; i += 2) {
            out = out.plus((Polynomial) weightsAndPolynomials[i + 1], ((Integer) weightsAndPolynomials[i]).longValue());
        }
        return out;
    }

    private boolean isExact() {
        Polynomial q0 = of("Q0");
        Polynomial q1 = of("Q1");
        Polynomial at8 = sum(1, q0.times(of("C1")), -1, of("s0"), -256, of("s1"));
        Polynomial low = sum(1, q0.times(of("C0")), 256, of("s0"), 1, of("R0"), -1, of("B0"), -65536, of("kp"));
        Polynomial at24 = sum(1, q0.times(of("C3")), 1, q1.times(of("C1")), -1, of("t0"));
        Polynomial high = sum(
                1,
                q0.times(of("C2")),
                1,
                q1.times(of("C0")),
                256,
                of("t0"),
                1,
                of("s1"),
                1,
                of("kp"),
                1,
                of("R1"),
                -1,
                of("B1"));
        Polynomial top = sum(1, q1.times(of("C2")), 256, q1.times(of("C3")));
        Polynomial noTop = top.times(sum(1, statement.real(), -1, of("zc")));
        LineBounds bounds = new LineBounds(statement);
        boolean said = Stream.of(at8, low, at24, high).allMatch(line -> statement.says(line) && bounds.isExact(line));
        List<Polynomial> c = List.of(of("C0"), of("C1"), of("C2"), of("C3"));
        List<Polynomial> q = List.of(q0, Polynomial.constant(0), q1);
        IntegerIdentity identity = new IntegerIdentity()
                .addProduct(ONE, q, c, ONE.shiftLeft(8))
                .addNumber(ONE, List.of(of("R0"), of("R1")), ONE.shiftLeft(16))
                .addNumber(ONE.negate(), List.of(of("B0"), of("B1")), ONE.shiftLeft(16))
                .add(ONE.negate(), low)
                .add(ONE.shiftLeft(8).negate(), at8)
                .add(ONE.shiftLeft(16).negate(), high)
                .add(ONE.shiftLeft(24).negate(), at24)
                .add(ONE.shiftLeft(32).negate(), top);
        return said && statement.says(noTop) && identity.isZero();
    }

    private boolean isEuclidean(TwoRows rows, List<Polynomial> limbs) {
        Polynomial low = sum(1, of("C0"), 256, of("C1"));
        Polynomial high = sum(1, of("C2"), 256, of("C3"));
        Polynomial excessLow = of("R0").plus(low, -1);
        Polynomial excessHigh = of("R1").plus(high, -1);
        TwoRows.Goal notLess = TwoRows.any(List.of(
                TwoRows.isAtLeast(excessHigh, 1),
                TwoRows.all(List.of(TwoRows.isZero(excessHigh), TwoRows.isAtLeast(excessLow, 0)))));
        Polynomial zc = of("zc");
        List<TwoRows.Goal> impossible = List.of(
                TwoRows.all(List.of(TwoRows.isZero(zc), notLess)),
                TwoRows.all(List.of(TwoRows.isNotZero(zc), TwoRows.isNotZero(low.plus(high, 1)))),
                TwoRows.all(List.of(
                        TwoRows.isNotZero(zc), TwoRows.isNotZero(of("Q0").plus(Polynomial.constant(0xffff), -1)))),
                TwoRows.all(List.of(
                        TwoRows.isNotZero(zc), TwoRows.isNotZero(of("Q1").plus(Polynomial.constant(0xffff), -1)))));
        return impossible.stream().allMatch(goal -> rows.check(limbs, goal, TwoRows.UTMOST) == Status.UNSATISFIABLE);
    }
}
