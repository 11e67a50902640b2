package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * sb, sh: the low byte or half of register t replaces part of the word at rs1 + x.
 *
 * <p>Sound: {@link Address} fixes the word and the low bits o0, o1. The half that o1 does not name stays. The other one, h, grows by c0 - h in sh, which has no
 * row at an odd address: it becomes c0, a limb. In sb it is split into the old byte and the one to keep, in the order that o0 says, and grows by low - old
 * at the old byte's place. old, keep, low and (c0 - low) / 256 are looked up as bytes, so either splitting is the only one and the new half is a limb.
 */
public final class StorePartTable implements InstructionTable {
    private static final Columns COLUMNS = Columns.of(
                    "clk pcw s t x b0 b1 c0 c1 u T o0 o1 m0 m1 n0 n1 old keep low fbyte fhalf")
            .withAccesses("s", "t", "m");

    @Override
    public TableId id() {
        return TableId.STORE_PART;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("StorePart", COLUMNS);
        Expression s = row.column("s");
        Expression t = row.column("t");
        Expression x = row.column("x");
        Word b = row.word("b");
        Word c = row.word("c");
        Word before = row.word("m");
        Word after = row.word("n");
        Expression[] selectors = row.selectors("fbyte", "fhalf");
        Expression opcode = selectors[0].times(Opcode.SB.number()).plus(selectors[1].times(Opcode.SH.number()));
        row.step(
                opcode,
                row.column("pcw").plus(1),
                row.fields().withS(s).withT(t).withX(x));
        row.read("s", s, b, 0);
        row.read("t", t, c, 1);
        row.access("m", PartOfWord.address(row, b, x), before, after, 2);

        Expression o1 = row.column("o1");
        row.zero(o1.times(after.lo().minus(before.lo())));
        row.zero(o1.subtractedFrom(1).times(after.hi().minus(before.hi())));
        replaced(row, selectors[0], selectors[1]);
        return row.build();
    }

    private static void replaced(RowBuilder row, Expression fbyte, Expression fhalf) {
        Word before = row.word("m");
        Word after = row.word("n");
        Expression c0 = row.column("c0");
        Expression o0 = row.column("o0");
        Expression old = row.column("old");
        Expression keep = row.column("keep");
        Expression low = row.column("low");
        Expression half = PartOfWord.half(row, before);
        Expression growth = after.lo().plus(after.hi()).minus(before.lo()).minus(before.hi());
        Expression place = o0.times(Word.B - 1).plus(1);
        row.zero(fbyte.times(PartOfWord.splits(row, half, old, keep)));
        row.zero(fbyte.times(growth.minus(low.minus(old).times(place))));
        row.zero(fhalf.times(growth.minus(c0).plus(half)));
        row.zero(fhalf.times(o0));
        row.range(8, old, fbyte);
        row.range(8, keep, fbyte);
        row.range(8, low, fbyte);
        row.range(8, RowBuilder.over(c0.minus(low), Word.B), fbyte);
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        InstructionCells instructions = new InstructionCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessS = new AccessCells(COLUMNS, columns, "s", counts);
        AccessCells accessT = new AccessCells(COLUMNS, columns, "t", counts);
        AccessCells accessM = new AccessCells(COLUMNS, columns, "m", counts);
        WordCells base = new WordCells(COLUMNS, columns, "b");
        WordCells value = new WordCells(COLUMNS, columns, "c");
        WordCells before = new WordCells(COLUMNS, columns, "m");
        WordCells after = new WordCells(COLUMNS, columns, "n");
        PartOfWord address = new PartOfWord(COLUMNS, columns, counts);
        Replaced replaced = new Replaced(columns, counts);
        for (int i = from; i < to; i++) {
            int clk = steps.clk[i];
            int hs = accessS.put(i, clk, steps.ts[i]);
            int ht = accessT.put(i, clk + 1, steps.tt[i]);
            int hm = accessM.put(i, clk + 2, steps.tm[i]);
            counts.age(hs, ht, hm);
        }
        for (int i = from; i < to; i++) {
            int isByte = StepCells.same(program.instruction(steps.index[i]).opcode(), Opcode.SB);
            replaced.put(i, isByte, steps.before[i], steps.address[i], steps.c[i]);
        }
        instructions.putAll(from, to);
        base.putAll(steps.b, from, to);
        value.putAll(steps.c, from, to);
        before.putAll(steps.before, from, to);
        after.putAll(steps.after, from, to);
        address.putAll(steps.address, from, to);
        Columns.toMontgomery(columns, from, to);
    }

    /** The bytes of a byte store, and the selectors. */
    private static final class Replaced {
        private final LookupCounts counts;
        private final int[] old;
        private final int[] keep;
        private final int[] low;
        private final int[] fbyte;
        private final int[] fhalf;

        private Replaced(int[][] columns, LookupCounts counts) {
            this.counts = counts;
            old = columns[COLUMNS.at("old")];
            keep = columns[COLUMNS.at("keep")];
            low = columns[COLUMNS.at("low")];
            fbyte = columns[COLUMNS.at("fbyte")];
            fhalf = columns[COLUMNS.at("fhalf")];
        }

        private void put(int i, int isByte, int before, int address, int value) {
            int half = before >>> (8 * (address & 2)) & 0xffff;
            int shift = 8 * (address & 1);
            // A half store splits nothing: these are zero there.
            int replaced = isByte * (half >>> shift & 0xff);
            int kept = isByte * (half >>> (8 - shift) & 0xff);
            int stored = isByte * (value & 0xff);
            fbyte[i] = isByte;
            fhalf[i] = 1 - isByte;
            old[i] = replaced;
            keep[i] = kept;
            low[i] = stored;
            counts.byteIf(isByte, replaced);
            counts.byteIf(isByte, kept);
            counts.byteIf(isByte, stored);
            counts.byteIf(isByte, value >>> 8 & 0xff);
        }
    }
}
