package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * and, or, xor: by bytes, n = b AND c of each; b OR c = b + c - n, b XOR c = b + c - 2 n.
 *
 * <p>Sound: the four lookups show that all b and c are bytes, so the limbs that Memory delivers have one splitting into them, and that n are their ANDs. Sums
 * of such bytes are the result's limbs exactly, byte by byte without carry, so the result needs no check of its own.
 */
public final class LogicTable implements InstructionTable {
    private static final int BYTES = 4;
    private static final Columns COLUMNS = Columns.of("clk pcw d s t")
            .with("b", BYTES)
            .with("c", BYTES)
            .with("n", BYTES)
            .with("a", 2)
            .with("p", 2)
            .and("fand for fxor")
            .withAccesses("s", "t", "d");

    @Override
    public TableId id() {
        return TableId.LOGIC;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Logic", COLUMNS);
        Expression[] selectors = row.selectors("fand", "for", "fxor");
        Expression and = selectors[0];
        Expression or = selectors[1];
        Expression xor = selectors[2];
        Expression opcode = and.times(Opcode.AND.number())
                .plus(or.times(Opcode.OR.number()))
                .plus(xor.times(Opcode.XOR.number()));
        Expression[] b = row.columns("b", BYTES);
        Expression[] c = row.columns("c", BYTES);
        Expression[] n = row.columns("n", BYTES);
        Word a = row.word("a");
        row.register(opcode, word(b), word(c), a);
        for (int i = 0; i < BYTES; i++) {
            row.send(Buses.AND, b[i], c[i], n[i]);
        }
        result(row, selectors, a.lo(), limb(b, 0).plus(limb(c, 0)), limb(n, 0));
        result(row, selectors, a.hi(), limb(b, 2).plus(limb(c, 2)), limb(n, 2));
        return row.build();
    }

    private static void result(RowBuilder row, Expression[] selectors, Expression a, Expression sum, Expression both) {
        Expression and = selectors[0];
        Expression or = selectors[1];
        Expression xor = selectors[2];
        Expression ofSum = or.plus(xor);
        Expression ofBoth = and.minus(or).minus(xor.times(2));
        row.zero(a.minus(ofSum.times(sum)).minus(ofBoth.times(both)));
    }

    /** The limb of two bytes. */
    static Expression limb(Expression[] bytes, int low) {
        return bytes[low].plus(bytes[low + 1].times(Word.B));
    }

    private static Word word(Expression[] bytes) {
        return new Word(limb(bytes, 0), limb(bytes, 2));
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        RegisterCells registers = new RegisterCells(COLUMNS, columns, program, steps, counts);
        ByteCells b = new ByteCells(COLUMNS, columns, "b");
        ByteCells c = new ByteCells(COLUMNS, columns, "c");
        ByteCells n = new ByteCells(COLUMNS, columns, "n");
        WordCells a = new WordCells(COLUMNS, columns, "a");
        int[] and = columns[COLUMNS.at("fand")];
        int[] or = columns[COLUMNS.at("for")];
        int[] xor = columns[COLUMNS.at("fxor")];
        for (int i = from; i < to; i++) {
            Opcode opcode = registers.put(i).opcode();
            int x = steps.b[i];
            int y = steps.c[i];
            and[i] = StepCells.same(opcode, Opcode.AND);
            or[i] = StepCells.same(opcode, Opcode.OR);
            xor[i] = StepCells.same(opcode, Opcode.XOR);
            b.put(i, x);
            c.put(i, y);
            n.put(i, x & y);
            a.put(i, steps.result[i]);
            counts.and(x & 0xff, y & 0xff);
            counts.and(x >>> 8 & 0xff, y >>> 8 & 0xff);
            counts.and(x >>> 16 & 0xff, y >>> 16 & 0xff);
            counts.and(x >>> 24, y >>> 24);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
