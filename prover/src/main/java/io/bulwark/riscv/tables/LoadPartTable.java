package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * lb, lbu, lh, lhu: part of the word at rs1 + x, extended by zeros or its sign.
 *
 * <p>Sound: {@link Address} fixes the word and the low bits o0, o1. h is the half that o1 names. A byte load splits h = sel + 256 oth, or with o0 = 1
 * oth + 256 sel, and both are looked up as bytes: one splitting. A half load has sel = h, and none at an odd address. One lookup of sel - 2^7 sb - 2^15 sh, in 7
 * or 8, 15 or 16 bits as the opcode says, fixes the sign bits; sb may be 1 only in lb, sh only in lh. Result: (sel + 0xff00 sb, 0xffff (sb + sh)).
 */
public final class LoadPartTable implements InstructionTable {
    private static final Columns COLUMNS = Columns.of(
                    "clk pcw d s x b0 b1 u T o0 o1 v0 v1 sel oth sb sh p0 p1 fbyte fhalf uns")
            .withAccesses("s", "m", "d");

    @Override
    public TableId id() {
        return TableId.LOAD_PART;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("LoadPart", COLUMNS);
        Expression d = row.column("d");
        Expression s = row.column("s");
        Expression x = row.column("x");
        Expression sb = row.column("sb");
        Expression sh = row.column("sh");
        Word b = row.word("b");
        Word v = row.word("v");
        Expression[] selectors = row.selectors("fbyte", "fhalf");
        Expression uns = row.column("uns");
        row.bool(uns, sb, sh);
        row.zero(uns.times(row.real().subtractedFrom(1)));
        int lb = Opcode.LB.number();
        Expression opcode = selectors[0]
                .times(lb)
                .plus(selectors[1].times(Opcode.LH.number()))
                .plus(uns.times(Opcode.LBU.number() - lb));
        row.step(
                opcode,
                row.column("pcw").plus(1),
                row.fields().withD(d).withS(s).withX(x));
        Word result = new Word(
                row.column("sel").plus(sb.times(Word.W - Word.B)), sb.plus(sh).times(Word.W - 1));
        row.read("s", s, b, 0);
        row.access("m", PartOfWord.address(row, b, x), v, v, 1);
        row.write("d", d, row.word("p"), result, 2);
        part(row, v, selectors[0], selectors[1]);
        return row.build();
    }

    private static void part(RowBuilder row, Word v, Expression fbyte, Expression fhalf) {
        Expression sel = row.column("sel");
        Expression oth = row.column("oth");
        Expression sb = row.column("sb");
        Expression sh = row.column("sh");
        Expression uns = row.column("uns");
        Expression half = PartOfWord.half(row, v);
        row.zero(fbyte.times(PartOfWord.splits(row, half, sel, oth)));
        row.zero(fhalf.times(half.minus(sel)));
        row.zero(fhalf.times(row.column("o0")));
        row.zero(sb.times(fhalf.plus(uns)));
        row.zero(sh.times(fbyte.plus(uns)));
        Expression bits = fbyte.times(8).plus(fhalf.times(16)).minus(row.real().minus(uns));
        row.range(bits, sel.minus(sb.times(1 << 7)).minus(sh.times(1 << 15)), row.real());
        row.range(8, oth, fbyte);
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        InstructionCells instructions = new InstructionCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessS = new AccessCells(COLUMNS, columns, "s", counts);
        AccessCells accessM = new AccessCells(COLUMNS, columns, "m", counts);
        AccessCells accessD = new AccessCells(COLUMNS, columns, "d", counts);
        WordCells base = new WordCells(COLUMNS, columns, "b");
        WordCells word = new WordCells(COLUMNS, columns, "v");
        WordCells old = new WordCells(COLUMNS, columns, "p");
        PartOfWord address = new PartOfWord(COLUMNS, columns, counts);
        Part part = new Part(columns, counts);
        for (int i = from; i < to; i++) {
            int clk = steps.clk[i];
            int hs = accessS.put(i, clk, steps.ts[i]);
            int hm = accessM.put(i, clk + 1, steps.tm[i]);
            int hd = accessD.put(i, clk + 2, steps.td[i]);
            counts.age(hs, hm, hd);
        }
        for (int i = from; i < to; i++) {
            Opcode opcode = program.instruction(steps.index[i]).opcode();
            part.put(i, opcode, steps.before[i], steps.address[i]);
        }
        instructions.putAll(from, to);
        base.putAll(steps.b, from, to);
        word.putAll(steps.before, from, to);
        old.putAll(steps.old, from, to);
        address.putAll(steps.address, from, to);
        Columns.toMontgomery(columns, from, to);
    }

    /** What is taken out of the word. */
    private static final class Part {
        private final LookupCounts counts;
        private final int[] sel;
        private final int[] oth;
        private final int[] sb;
        private final int[] sh;
        private final int[] fbyte;
        private final int[] fhalf;
        private final int[] uns;

        private Part(int[][] columns, LookupCounts counts) {
            this.counts = counts;
            sel = columns[COLUMNS.at("sel")];
            oth = columns[COLUMNS.at("oth")];
            sb = columns[COLUMNS.at("sb")];
            sh = columns[COLUMNS.at("sh")];
            fbyte = columns[COLUMNS.at("fbyte")];
            fhalf = columns[COLUMNS.at("fhalf")];
            uns = columns[COLUMNS.at("uns")];
        }

        private void put(int i, Opcode opcode, int word, int address) {
            int half = word >>> (8 * (address & 2)) & 0xffff;
            int signed = StepCells.same(opcode, Opcode.LB) | StepCells.same(opcode, Opcode.LH);
            int isByte = StepCells.same(opcode, Opcode.LB) | StepCells.same(opcode, Opcode.LBU);
            int shift = 8 * (address & isByte);
            int width = 16 - 8 * isByte;
            int taken = half >>> shift & (1 << width) - 1;
            int other = isByte * (half >>> (8 - shift) & 0xff);
            int sign = signed & taken >>> (width - 1);
            sel[i] = taken;
            oth[i] = other;
            sb[i] = sign & isByte;
            sh[i] = sign & (1 - isByte);
            fbyte[i] = isByte;
            fhalf[i] = 1 - isByte;
            uns[i] = 1 - signed;
            counts.range(width - signed, taken - (sign << (width - 1)));
            counts.byteIf(isByte, other);
        }
    }
}
