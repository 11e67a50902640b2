package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * andi, ori, xori: as {@link LogicTable}, but the high limb of a sign-extended immediate is m (2^16 - 1) for a bit m of the program row, whose AND with b1 is
 * m b1: two lookups of bytes instead of four.
 *
 * <p>Sound: as there in the low limb, where the program row says that c0 + 2^8 c1 is the immediate's low limb and the lookups that both are bytes. In the high
 * limb m comes from the program row and b1 from Memory, and nothing is left to choose: the results are m b1, b1 + m (2^16 - 1) - m b1 and
 * b1 + m (2^16 - 1) - 2 m b1, all limbs.
 */
public final class LogicImmTable implements InstructionTable {
    private static final Columns COLUMNS = Columns.of("clk pcw d s m b0 b1 c0 c1 n0 n1 bh a0 a1 p0 p1 fand for fxor")
            .withAccesses("s", "d");

    @Override
    public TableId id() {
        return TableId.LOGIC_IMM;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("LogicImm", COLUMNS);
        Expression[] selectors = row.selectors("fand", "for", "fxor");
        Expression and = selectors[0];
        Expression or = selectors[1];
        Expression xor = selectors[2];
        Expression d = row.column("d");
        Expression s = row.column("s");
        Expression m = row.column("m");
        Expression[] b = row.columns("b", 2);
        Expression[] c = row.columns("c", 2);
        Expression[] n = row.columns("n", 2);
        Expression high = row.column("bh");
        Expression low = LogicTable.limb(b, 0);
        Expression immediate = LogicTable.limb(c, 0);
        Word a = row.word("a");
        row.step(
                and.times(Opcode.ANDI.number())
                        .plus(or.times(Opcode.ORI.number()))
                        .plus(xor.times(Opcode.XORI.number())),
                row.column("pcw").plus(1),
                row.fields().withD(d).withS(s).withX(immediate).withY(m));
        row.read("s", s, new Word(low, high), 0);
        row.write("d", d, row.word("p"), a, 2);
        for (int i = 0; i < 2; i++) {
            row.send(Buses.AND, b[i], c[i], n[i]);
        }
        Expression ofSum = or.plus(xor);
        Expression ofBoth = and.minus(or).minus(xor.times(2));
        row.zero(a.lo().minus(ofSum.times(low.plus(immediate))).minus(ofBoth.times(LogicTable.limb(n, 0))));
        Expression highSum = high.plus(m.times(Word.W - 1));
        row.zero(a.hi().minus(ofSum.times(highSum)).minus(ofBoth.times(m).times(high)));
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        ImmediateCells immediates = new ImmediateCells(COLUMNS, columns, program, steps, counts);
        WordCells b = new WordCells(COLUMNS, columns, "b");
        WordCells c = new WordCells(COLUMNS, columns, "c");
        WordCells n = new WordCells(COLUMNS, columns, "n");
        WordCells a = new WordCells(COLUMNS, columns, "a");
        int[] m = columns[COLUMNS.at("m")];
        int[] high = columns[COLUMNS.at("bh")];
        int[] and = columns[COLUMNS.at("fand")];
        int[] or = columns[COLUMNS.at("for")];
        int[] xor = columns[COLUMNS.at("fxor")];
        for (int i = from; i < to; i++) {
            Instruction instruction = immediates.put(i);
            Opcode opcode = instruction.opcode();
            int x = steps.b[i];
            int y = instruction.immediate();
            and[i] = StepCells.same(opcode, Opcode.ANDI);
            or[i] = StepCells.same(opcode, Opcode.ORI);
            xor[i] = StepCells.same(opcode, Opcode.XORI);
            m[i] = y >>> 31;
            high[i] = x >>> 16;
            b.putBytes(i, x);
            c.putBytes(i, y);
            n.putBytes(i, x & y);
            a.put(i, steps.result[i]);
            counts.and(x & 0xff, y & 0xff);
            counts.and(x >>> 8 & 0xff, y >>> 8 & 0xff);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
