package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import java.util.Arrays;

/**
 * mul: the low word of a product, b in limbs times c in bytes.
 *
 * <p>Sound: bytes of c and of the result are looked up, and so are the carries: k0 and k1 in 16 bits, k2 and k3, of 17 bits, less 2^16 t2 and 2^16 t3. So
 * both sides of each of the {@link ProductLines} are integers below 2^26, and a line that is true modulo p is true of integers: its digit and its carry are
 * remainder and quotient of one division by 256. b arrives in limbs, and c has one splitting into bytes.
 */
public final class MulTable implements InstructionTable {
    private static final Columns COLUMNS = Columns.of(
                    "clk pcw d s t b0 b1 c0 c1 c2 c3 a0 a1 a2 a3 k0 k1 k2 k3 t2 t3 p0 p1 real")
            .withAccesses("s", "t", "d");

    @Override
    public TableId id() {
        return TableId.MUL;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Mul", COLUMNS);
        Word b = row.word("b");
        Expression[] c = row.columns("c", 4);
        Expression[] a = row.columns("a", 4);
        Expression[] k = row.columns("k", 4);
        Expression t2 = row.column("t2");
        Expression t3 = row.column("t3");
        row.selectors("real");
        row.bool(t2, t3);
        Expression opcode = row.constant(Opcode.MUL.number());
        row.register(opcode, b, ProductLines.word(c), ProductLines.word(a));
        ProductLines.lowWord(row, b, c, a, k);
        for (int i = 0; i < 4; i++) {
            row.range(8, c[i]);
            row.range(8, a[i]);
        }
        row.range(16, k[0]);
        row.range(16, k[1]);
        row.range(16, k[2].minus(t2.times(Word.W)));
        row.range(16, k[3].minus(t3.times(Word.W)));
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        RegisterCells registers = new RegisterCells(COLUMNS, columns, program, steps, counts);
        ProductLines lines = new ProductLines(COLUMNS, columns, counts, 4, 4);
        ByteCells bytes = new ByteCells(COLUMNS, columns, "c");
        WordCells word = new WordCells(COLUMNS, columns, "b");
        int[] t2 = columns[COLUMNS.at("t2")];
        int[] t3 = columns[COLUMNS.at("t3")];
        registers.putAll(from, to);
        word.putAll(steps.b, from, to);
        for (int i = from; i < to; i++) {
            bytes.put(i, steps.c[i]);
        }
        Arrays.fill(columns[COLUMNS.at("real")], from, to, 1);
        for (int i = from; i < to; i++) {
            int b = steps.b[i];
            int c = steps.c[i];
            for (int j = 0; j < 4; j++) {
                counts.range(8, c >>> (8 * j) & 0xff);
            }
            int b0 = b & 0xffff;
            int b1 = b >>> 16;
            int k0 = lines.put(i, 0, b0 * (c & 0xff));
            int k1 = lines.put(i, 1, k0 + b0 * (c >>> 8 & 0xff));
            int k2 = lines.put(i, 2, k1 + b0 * (c >>> 16 & 0xff) + b1 * (c & 0xff));
            int k3 = lines.put(i, 3, k2 + b0 * (c >>> 24) + b1 * (c >>> 8 & 0xff));
            t2[i] = k2 >>> 16;
            t3[i] = k3 >>> 16;
            counts.range(16, k0);
            counts.range(16, k1);
            counts.range(16, k2 & 0xffff);
            counts.range(16, k3 & 0xffff);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
