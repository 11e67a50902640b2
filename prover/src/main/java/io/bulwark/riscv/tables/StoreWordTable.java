package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import java.util.Arrays;

/**
 * sw: register t goes into the word at rs1 + x.
 *
 * <p>Sound: {@link Address} with low part 0 gives one word index, and none where the address is no multiple of 4. The limbs written are those received from
 * register t, so they need no check.
 */
public final class StoreWordTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw s t x b0 b1 c0 c1 u T m0 m1 real").withAccesses("s", "t", "m");

    @Override
    public TableId id() {
        return TableId.STORE_WORD;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("StoreWord", COLUMNS);
        Expression s = row.column("s");
        Expression t = row.column("t");
        Expression x = row.column("x");
        Word b = row.word("b");
        Word c = row.word("c");
        row.selectors("real");
        row.step(
                row.constant(Opcode.SW.number()),
                row.column("pcw").plus(1),
                row.fields().withS(s).withT(t).withX(x));
        row.read("s", s, b, 0);
        row.read("t", t, c, 1);
        row.access("m", Address.declare(row, b, x, row.constant(0)), row.word("m"), c, 2);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        InstructionCells instructions = new InstructionCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessS = new AccessCells(COLUMNS, columns, "s", counts);
        AccessCells accessT = new AccessCells(COLUMNS, columns, "t", counts);
        AccessCells accessM = new AccessCells(COLUMNS, columns, "m", counts);
        WordCells base = new WordCells(COLUMNS, columns, "b");
        WordCells value = new WordCells(COLUMNS, columns, "c");
        WordCells old = new WordCells(COLUMNS, columns, "m");
        Address address = new Address(COLUMNS, columns, counts);
        for (int i = from; i < to; i++) {
            int clk = steps.clk[i];
            int hs = accessS.put(i, clk, steps.ts[i]);
            int ht = accessT.put(i, clk + 1, steps.tt[i]);
            int hm = accessM.put(i, clk + 2, steps.tm[i]);
            counts.age(hs, ht, hm);
        }
        instructions.putAll(from, to);
        base.putAll(steps.b, from, to);
        value.putAll(steps.c, from, to);
        old.putAll(steps.before, from, to);
        address.putAll(steps.address, from, to);
        Arrays.fill(columns[COLUMNS.at("real")], from, to, 1);
        Columns.toMontgomery(columns, from, to);
    }
}
