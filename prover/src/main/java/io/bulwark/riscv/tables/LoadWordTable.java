package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import java.util.Arrays;

/**
 * lw: the word at rs1 + x goes into register d.
 *
 * <p>Sound: {@link Address} with low part 0 gives one word index, and none where the address is no multiple of 4. The value is what the memory access
 * received, sent on and written to d by the same columns.
 */
public final class LoadWordTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw d s x b0 b1 u T v0 v1 p0 p1 real").withAccesses("s", "m", "d");

    @Override
    public TableId id() {
        return TableId.LOAD_WORD;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("LoadWord", COLUMNS);
        Expression d = row.column("d");
        Expression s = row.column("s");
        Expression x = row.column("x");
        Word b = row.word("b");
        Word v = row.word("v");
        row.selectors("real");
        row.step(
                row.constant(Opcode.LW.number()),
                row.column("pcw").plus(1),
                row.fields().withD(d).withS(s).withX(x));
        row.read("s", s, b, 0);
        row.access("m", Address.declare(row, b, x, row.constant(0)), v, v, 1);
        row.write("d", d, row.word("p"), v, 2);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        InstructionCells instructions = new InstructionCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessS = new AccessCells(COLUMNS, columns, "s", counts);
        AccessCells accessM = new AccessCells(COLUMNS, columns, "m", counts);
        AccessCells accessD = new AccessCells(COLUMNS, columns, "d", counts);
        WordCells base = new WordCells(COLUMNS, columns, "b");
        WordCells value = new WordCells(COLUMNS, columns, "v");
        WordCells old = new WordCells(COLUMNS, columns, "p");
        Address address = new Address(COLUMNS, columns, counts);
        for (int i = from; i < to; i++) {
            int clk = steps.clk[i];
            int hs = accessS.put(i, clk, steps.ts[i]);
            int hm = accessM.put(i, clk + 1, steps.tm[i]);
            int hd = accessD.put(i, clk + 2, steps.td[i]);
            counts.age(hs, hm, hd);
        }
        instructions.putAll(from, to);
        base.putAll(steps.b, from, to);
        value.putAll(steps.before, from, to);
        old.putAll(steps.old, from, to);
        address.putAll(steps.address, from, to);
        Arrays.fill(columns[COLUMNS.at("real")], from, to, 1);
        Columns.toMontgomery(columns, from, to);
    }
}
