package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import java.util.Arrays;

/**
 * blt, bge, bltu, bgeu. The decode bits {@code ge} and {@code uns} make the four opcodes.
 *
 * <p>Sound: lt is the order of b and c by {@link Comparison}, whichever limb the prover lets decide; taken = lt xor ge, and the next pc follows.
 */
public final class BranchLessTable implements InstructionTable {
    private static final Columns COLUMNS =
            Columns.of("clk pcw s t z nxt b0 b1 c0 c1 e lt D mb mc real ge uns").withAccesses("s", "t");

    @Override
    public TableId id() {
        return TableId.BRANCH_LESS;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("BranchLess", COLUMNS);
        Expression s = row.column("s");
        Expression t = row.column("t");
        Word b = row.word("b");
        Word c = row.word("c");
        Expression real = row.selectors("real")[0];
        Expression ge = row.column("ge");
        Expression uns = row.column("uns");
        row.bool(ge, uns);
        row.zero(uns.times(real.subtractedFrom(1)));
        int blt = Opcode.BLT.number();
        Expression opcode =
                real.times(blt).plus(ge.times(Opcode.BGE.number() - blt)).plus(uns.times(Opcode.BLTU.number() - blt));
        row.step(opcode, row.column("nxt"), row.fields().withS(s).withT(t).withZ(row.column("z")));
        row.read("s", s, b, 0);
        row.read("t", t, c, 1);
        Expression signed = real.minus(uns);
        Word signedB = new Word(b.lo(), Comparison.signed(row, b.hi(), row.column("mb"), signed));
        Word signedC = new Word(c.lo(), Comparison.signed(row, c.hi(), row.column("mc"), signed));
        Comparison.less(row, signedB, signedC);
        Expression lt = row.column("lt");
        BranchTarget.declare(row, lt.plus(ge).minus(lt.times(ge).times(2)));
        return row.build();
    }

    @Override
    public void fill(Program program, StepRecords steps, int from, int to, int[][] columns, LookupCounts counts) {
        InstructionCells instructions = new InstructionCells(COLUMNS, columns, program, steps, counts);
        AccessCells accessS = new AccessCells(COLUMNS, columns, "s", counts);
        AccessCells accessT = new AccessCells(COLUMNS, columns, "t", counts);
        WordCells wordB = new WordCells(COLUMNS, columns, "b");
        WordCells wordC = new WordCells(COLUMNS, columns, "c");
        Comparison comparison = new Comparison(COLUMNS, columns, counts);
        int[] signOfB = columns[COLUMNS.at("mb")];
        int[] signOfC = columns[COLUMNS.at("mc")];
        int[] notLess = columns[COLUMNS.at("ge")];
        int[] unsigned = columns[COLUMNS.at("uns")];
        for (int i = from; i < to; i++) {
            int clk = steps.clk[i];
            counts.age(accessS.put(i, clk, steps.ts[i]), accessT.put(i, clk + 1, steps.tt[i]), 0);
        }
        for (int i = from; i < to; i++) {
            Opcode opcode = program.instruction(steps.index[i]).opcode();
            notLess[i] = StepCells.same(opcode, Opcode.BGE) | StepCells.same(opcode, Opcode.BGEU);
            unsigned[i] = StepCells.same(opcode, Opcode.BLTU) | StepCells.same(opcode, Opcode.BGEU);
        }
        for (int i = from; i < to; i++) {
            int mb = Comparison.sign(steps.b[i], 1 - unsigned[i], counts);
            int mc = Comparison.sign(steps.c[i], 1 - unsigned[i], counts);
            signOfB[i] = mb;
            signOfC[i] = mc;
            comparison.put(i, steps.b[i], mb, steps.c[i], mc);
        }
        instructions.putAll(from, to);
        wordB.putAll(steps.b, from, to);
        wordC.putAll(steps.c, from, to);
        Arrays.fill(columns[COLUMNS.at("real")], from, to, 1);
        System.arraycopy(steps.next, from, columns[COLUMNS.at("nxt")], from, to - from);
        Columns.toMontgomery(columns, from, to);
    }
}
