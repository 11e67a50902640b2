package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import java.util.Arrays;

/**
 * jalr: goes on at rs1 + x with bit 0 cleared, and writes the link.
 *
 * <p>Sound: {@link Address} with the cleared bit as its low part gives one word pc below 2^30; a target with bit 1 set has no row. The link's limbs y and z
 * come from the program.
 */
public final class JalrTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw d s x y z b0 b1 u T bit p0 p1 real").withAccesses("s", "d");

    @Override
    public TableId id() {
        return TableId.JALR;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Jalr", COLUMNS);
        Expression d = row.column("d");
        Expression s = row.column("s");
        Expression x = row.column("x");
        Word link = new Word(row.column("y"), row.column("z"));
        Word b = row.word("b");
        Expression bit = row.column("bit");
        row.selectors("real");
        row.bool(bit);
        Expression target = Address.declare(row, b, x, bit);
        row.step(
                row.constant(Opcode.JALR.number()),
                target,
                row.fields().withD(d).withS(s).withX(x).withY(link.lo()).withZ(link.hi()));
        row.read("s", s, b, 0);
        row.write("d", d, row.word("p"), link, 2);
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        InstructionCells instructions = new InstructionCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessS = new AccessCells(COLUMNS, columns, "s", counts);
        AccessCells accessD = new AccessCells(COLUMNS, columns, "d", counts);
        WordCells base = new WordCells(COLUMNS, columns, "b");
        WordCells old = new WordCells(COLUMNS, columns, "p");
        Address address = new Address(COLUMNS, columns, counts);
        int[] bit = columns[COLUMNS.at("bit")];
        for (int i = from; i < to; i++) {
            int clk = steps.clk[i];
            counts.age(accessS.put(i, clk, steps.ts[i]), accessD.put(i, clk + 2, steps.td[i]), 0);
        }
        for (int i = from; i < to; i++) {
            int target = steps.b[i] + program.instruction(steps.index[i]).immediate();
            address.put(i, target);
            bit[i] = target & 1;
        }
        instructions.putAll(from, to);
        base.putAll(steps.b, from, to);
        old.putAll(steps.old, from, to);
        Arrays.fill(columns[COLUMNS.at("real")], from, to, 1);
        Columns.toMontgomery(columns, from, to);
    }
}
