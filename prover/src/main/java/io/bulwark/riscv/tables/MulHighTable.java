package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * mulh, mulhsu, mulhu: the high word of a product, b in limbs times c in bytes; a signed operand enters by a signed top limb or a signed top byte.
 *
 * <p>Sound: the sign bit of b is fixed by a lookup of 15 bits, that of c by one of 7 bits in place of its top byte's, and both are 0 where the operation does
 * not take them as signed. k0 and k1 are checked in 16 bits as they are; k2, k3 and k4 may be negative and are checked as k2 + 2^15 - 2^16 t2, k3 + 2^16 -
 * 2^16 t3 and k4 + 2^16 - 2^16 t4 with t in {0, 1, 2}: so within [-2^16, 2^17), and both sides of each of the six lines stay below 2^26 in magnitude. A line true
 * modulo p is then true of integers and fixes digit and carry, since a digit is a byte. The last line's quotient is hi - 2^16 neg, one number in [-2^16, 2^16)
 * for each pair of a limb and a bit. Result: (a4 + 256 a5, hi).
 */
public final class MulHighTable implements InstructionTable {
    /** What makes k2, k3 and k4 not negative. */
    private static final int[] OFFSETS = {1 << 15, 1 << 16, 1 << 16};

    private static final int TOP_OF_BYTE = 1 << 7;

    private static final Columns COLUMNS = Columns.of("clk pcw d s t b0 b1 c0 c1 c2 c3 a0 a1 a2 a3 a4 a5 k0 k1 k2 k3 k4"
                    + " hi neg t2 t3 t4 mb mc p0 p1 fmulh fmulhsu fmulhu")
            .withAccesses("s", "t", "d");

    @Override
    public TableId id() {
        return TableId.MUL_HIGH;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("MulHigh", COLUMNS);
        Word b = row.word("b");
        Expression[] c = row.columns("c", 4);
        Expression[] a = row.columns("a", 6);
        Expression[] k = row.columns("k", 5);
        Expression hi = row.column("hi");
        Expression neg = row.column("neg");
        Expression mc = row.column("mc");
        Expression[] selectors = row.selectors("fmulh", "fmulhsu", "fmulhu");
        Expression mulh = selectors[0];
        Expression mulhsu = selectors[1];
        row.bool(neg, mc);
        Expression opcode = mulh.times(Opcode.MULH.number())
                .plus(mulhsu.times(Opcode.MULHSU.number()))
                .plus(selectors[2].times(Opcode.MULHU.number()));
        Word result = new Word(a[4].plus(a[5].times(Word.B)), hi);
        row.register(opcode, b, ProductLines.word(c), result);

        Expression top = Comparison.signed(row, b.hi(), row.column("mb"), mulh.plus(mulhsu));
        row.zero(mc.times(mulh.subtractedFrom(1)));
        Expression topByte = c[3].minus(mc.times(Word.B));
        ProductLines.lowWord(row, new Word(b.lo(), top), new Expression[] {c[0], c[1], c[2], topByte}, a, k);
        ProductLines.line(row, k[3].plus(top.times(c[2])), a[4], k[4]);
        ProductLines.line(row, k[4].plus(top.times(topByte)), a[5], hi.minus(neg.times(Word.W)));

        for (int i = 0; i < 3; i++) {
            row.range(8, c[i]);
        }
        row.range(row.real().times(8).minus(mulh), c[3].minus(mc.times(TOP_OF_BYTE)), row.real());
        for (Expression digit : a) {
            row.range(8, digit);
        }
        row.range(16, k[0]);
        row.range(16, k[1]);
        for (int i = 2; i < 5; i++) {
            Expression t = row.column("t" + i);
            row.multipleOf(t, 1, 0, 1, 2);
            row.range(16, k[i].plus(OFFSETS[i - 2]).minus(t.times(Word.W)));
        }
        row.range(16, hi);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        RegisterCells registers = new RegisterCells(COLUMNS, columns, program, steps, counts);
        WordCells limbs = new WordCells(COLUMNS, columns, "b");
        ByteCells bytes = new ByteCells(COLUMNS, columns, "c");
        Lines lines = new Lines(columns, counts);
        int[] mulh = columns[COLUMNS.at("fmulh")];
        int[] mulhsu = columns[COLUMNS.at("fmulhsu")];
        int[] mulhu = columns[COLUMNS.at("fmulhu")];
        int[] signOfB = columns[COLUMNS.at("mb")];
        int[] signOfC = columns[COLUMNS.at("mc")];
        registers.putAll(from, to);
        limbs.putAll(steps.b, from, to);
        for (int i = from; i < to; i++) {
            Opcode opcode = program.instruction(steps.index[i]).opcode();
            bytes.put(i, steps.c[i]);
            mulh[i] = StepCells.same(opcode, Opcode.MULH);
            mulhsu[i] = StepCells.same(opcode, Opcode.MULHSU);
            mulhu[i] = StepCells.same(opcode, Opcode.MULHU);
        }
        for (int i = from; i < to; i++) {
            int b = steps.b[i];
            int c = steps.c[i];
            int mb = Comparison.sign(b, 1 - mulhu[i], counts);
            int mc = mulh[i] == 1 ? c >>> 31 : 0;
            signOfB[i] = mb;
            signOfC[i] = mc;
            for (int j = 0; j < 3; j++) {
                counts.range(8, c >>> (8 * j) & 0xff);
            }
            counts.range(8 - mulh[i], (c >>> 24) - TOP_OF_BYTE * mc);
        }
        for (int i = from; i < to; i++) {
            lines.put(i, steps.b[i], signOfB[i], steps.c[i], signOfC[i]);
        }
        Columns.toMontgomery(columns, from, to);
    }

    /** The six lines of a row. */
    private static final class Lines {
        private final ProductLines lines;
        private final LookupCounts counts;
        private final int[] t2;
        private final int[] t3;
        private final int[] t4;
        private final int[] a5;
        private final int[] hi;
        private final int[] neg;

        private Lines(int[][] columns, LookupCounts counts) {
            this.lines = new ProductLines(COLUMNS, columns, counts, 5, 5);
            this.counts = counts;
            t2 = columns[COLUMNS.at("t2")];
            t3 = columns[COLUMNS.at("t3")];
            t4 = columns[COLUMNS.at("t4")];
            a5 = columns[COLUMNS.at("a5")];
            hi = columns[COLUMNS.at("hi")];
            neg = columns[COLUMNS.at("neg")];
        }

        private void put(int i, int b, int mb, int c, int mc) {
            int b0 = b & 0xffff;
            int b1 = (b >>> 16) - (mb << 16);
            int c1 = c >>> 8 & 0xff;
            int c2 = c >>> 16 & 0xff;
            int c3 = (c >>> 24) - (mc << 8);
            int k0 = lines.put(i, 0, b0 * (c & 0xff));
            int k1 = lines.put(i, 1, k0 + b0 * c1);
            int k2 = lines.put(i, 2, k1 + b0 * c2 + b1 * (c & 0xff));
            int k3 = lines.put(i, 3, k2 + b0 * c3 + b1 * c1);
            int k4 = lines.put(i, 4, k3 + b1 * c2);
            int last = k4 + b1 * c3;
            a5[i] = last & 0xff;
            hi[i] = last >> 8 & 0xffff;
            neg[i] = last >>> 31;
            counts.range(8, last & 0xff);
            counts.range(16, last >> 8 & 0xffff);
            counts.range(16, k0);
            counts.range(16, k1);
            t2[i] = carry(k2, OFFSETS[0]);
            t3[i] = carry(k3, OFFSETS[1]);
            t4[i] = carry(k4, OFFSETS[2]);
        }

        /** Counts the lookup of a carry that may be negative and answers its t. */
        private int carry(int k, int offset) {
            counts.range(16, (k + offset) & 0xffff);
            return (k + offset) >> 16;
        }
    }
}
