package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import java.util.Arrays;

/**
 * div, divu, rem, remu: magnitudes B = Q C + R with R < C, then signs. Capital letters are magnitudes; C is in bytes.
 *
 * <p>Sound. The sign bits mb, mc are fixed as in {@link Comparison} and 0 where unsigned. A magnitude V is v, or 2^32 - v where m = 1: V0 = 2^16 w - v0 is a limb
 * for one bit w only, and V1 = 2^16 - w - v1 follows. So |-2^31| = 2^31 needs no exception. {@link EuclideanDivision} leaves one (Q, R) where C is not zero.
 *
 * <p>By zero: zc = 1 needs C = 0, and zc = 0 at C = 0 would have to show R < 0. With zc = 1 Q is all ones, R = B by the same lines, and a quotient is not negated.
 *
 * <p>Result: Q or R, negated by sg like a magnitude with bits w0, w1, both limbs checked; sg is the dividend's sign for a remainder, mb xor mc for a quotient. Minus
 * zero is zero: 2^16 would be no limb.
 */
public final class DivTable implements InstructionTable {
    private static final Columns COLUMNS = Columns.of(
                    "clk pcw d s t b0 b1 c0 c1 mb mc mx wb wc B0 B1 Q0 Q1 R0 R1 C0 C1 C2 C3"
                            + " s0 s1 kp t0 e D zc sg a0 a1 w0 w1 p0 p1 real uns rem")
            .withAccesses("s", "t", "d");

    @Override
    public TableId id() {
        return TableId.DIV;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Div", COLUMNS);
        Word b = row.word("b");
        Word c = row.word("c");
        Expression real = row.selectors("real")[0];
        Expression uns = row.column("uns");
        Expression rem = row.column("rem");
        Expression mb = row.column("mb");
        Expression mc = row.column("mc");
        Expression zc = row.column("zc");
        row.bool(uns, rem, zc);
        int div = Opcode.DIV.number();
        Expression opcode =
                real.times(div).plus(uns.times(Opcode.DIVU.number() - div)).plus(rem.times(Opcode.REM.number() - div));
        row.register(opcode, b, c, row.word("a"));
        row.zero(uns.times(real.subtractedFrom(1)));
        Comparison.signed(row, b.hi(), mb, real.minus(uns));
        Comparison.signed(row, c.hi(), mc, real.minus(uns));

        Expression[] bytes = row.columns("C", 4);
        Word divisor = ProductLines.word(bytes);
        magnitude(row, mb, row.column("wb"), b, row.word("B"));
        magnitude(row, mc, row.column("wc"), c, divisor);
        row.range(16, row.column("B0"));
        for (Expression v : bytes) {
            row.range(8, v);
        }
        EuclideanDivision.declare(row, bytes);
        byZero(row, divisor);
        sign(row);
        result(row);
        return row.build();
    }

    /** V = |v|, if m is the sign of v. */
    private static void magnitude(RowBuilder row, Expression m, Expression w, Word v, Word magnitude) {
        row.bool(w);
        row.zero(magnitude.lo().minus(v.lo()).minus(m.times(w.times(Word.W).minus(v.lo().times(2)))));
        row.zero(magnitude
                .hi()
                .minus(v.hi())
                .minus(m.times(w.subtractedFrom(Word.W).minus(v.hi().times(2)))));
    }

    private static void byZero(RowBuilder row, Word divisor) {
        Word q = row.word("Q");
        Expression zc = row.column("zc");
        row.zero(zc.times(divisor.lo()));
        row.zero(zc.times(divisor.hi()));
        row.zero(zc.times(q.lo().minus(Word.W - 1)));
        row.zero(zc.times(q.hi().minus(Word.W - 1)));
    }

    private static void sign(RowBuilder row) {
        Expression mb = row.column("mb");
        Expression mc = row.column("mc");
        Expression mx = row.column("mx");
        Expression sg = row.column("sg");
        Expression zc = row.column("zc");
        Expression rem = row.column("rem");
        Expression quotient = row.real().minus(rem);
        row.bool(sg);
        row.zero(mx.minus(mb).minus(mc).plus(mb.times(mc).times(2)));
        row.zero(rem.times(sg.minus(mb)));
        row.zero(quotient.times(zc.subtractedFrom(1)).times(sg.minus(mx)));
        row.zero(zc.times(quotient).times(sg));
    }

    private static void result(RowBuilder row) {
        Word q = row.word("Q");
        Word r = row.word("R");
        Word a = row.word("a");
        Expression rem = row.column("rem");
        Expression sg = row.column("sg");
        Expression w0 = row.column("w0");
        Expression w1 = row.column("w1");
        row.bool(w0, w1);
        Expression lo = q.lo().plus(rem.times(r.lo().minus(q.lo())));
        Expression hi = q.hi().plus(rem.times(r.hi().minus(q.hi())));
        row.zero(a.lo().minus(lo).minus(sg.times(w0.times(Word.W).minus(lo.times(2)))));
        row.zero(a.hi().minus(hi).minus(sg.times(w1.times(Word.W).minus(w0).minus(hi.times(2)))));
        row.range(16, a.lo());
        row.range(16, a.hi());
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        RegisterCells registers = new RegisterCells(COLUMNS, columns, program, steps, counts);
        Signs signs = new Signs(columns, counts);
        EuclideanDivision division = new EuclideanDivision(COLUMNS, columns, counts);
        WordCells dividend = new WordCells(COLUMNS, columns, "b");
        WordCells divisor = new WordCells(COLUMNS, columns, "c");
        int[] unsigned = columns[COLUMNS.at("uns")];
        int[] rem = columns[COLUMNS.at("rem")];
        registers.putAll(from, to);
        dividend.putAll(steps.b, from, to);
        divisor.putAll(steps.c, from, to);
        Arrays.fill(columns[COLUMNS.at("real")], from, to, 1);
        for (int i = from; i < to; i++) {
            Opcode opcode = program.instruction(steps.index[i]).opcode();
            int signed = StepCells.same(opcode, Opcode.DIV) | StepCells.same(opcode, Opcode.REM);
            int remainder = StepCells.same(opcode, Opcode.REM) | StepCells.same(opcode, Opcode.REMU);
            int b = steps.b[i];
            int c = steps.c[i];
            unsigned[i] = 1 - signed;
            rem[i] = remainder;
            int mb = Comparison.sign(b, signed, counts);
            int mc = Comparison.sign(c, signed, counts);
            int x = division.put(i, mb == 1 ? -b : b, mc == 1 ? -c : c, remainder);
            signs.put(i, b, mb, c, mc);
            signs.putResult(i, x, remainder == 1 ? mb : c == 0 ? 0 : mb ^ mc);
        }
        Columns.toMontgomery(columns, from, to);
    }

    /** Signs of operands and result, and the bits that negate limbs. */
    private static final class Signs {
        private final LookupCounts counts;
        private final WordCells result;
        private final int[] mb;
        private final int[] mc;
        private final int[] mx;
        private final int[] wb;
        private final int[] wc;
        private final int[] sg;
        private final int[] w0;
        private final int[] w1;

        private Signs(int[][] columns, LookupCounts counts) {
            this.counts = counts;
            result = new WordCells(COLUMNS, columns, "a");
            mb = columns[COLUMNS.at("mb")];
            mc = columns[COLUMNS.at("mc")];
            mx = columns[COLUMNS.at("mx")];
            wb = columns[COLUMNS.at("wb")];
            wc = columns[COLUMNS.at("wc")];
            sg = columns[COLUMNS.at("sg")];
            w0 = columns[COLUMNS.at("w0")];
            w1 = columns[COLUMNS.at("w1")];
        }

        private void put(int i, int b, int signOfB, int c, int signOfC) {
            mb[i] = signOfB;
            mc[i] = signOfC;
            mx[i] = signOfB ^ signOfC;
            wb[i] = (b & 0xffff) == 0 ? 0 : signOfB;
            wc[i] = (c & 0xffff) == 0 ? 0 : signOfC;
        }

        private void putResult(int i, int x, int sign) {
            int a = sign == 1 ? -x : x;
            sg[i] = sign;
            w0[i] = (x & 0xffff) == 0 ? 0 : sign;
            w1[i] = x == 0 ? 0 : sign;
            result.put(i, a);
            counts.range(16, a & 0xffff);
            counts.range(16, a >>> 16);
        }
    }
}
