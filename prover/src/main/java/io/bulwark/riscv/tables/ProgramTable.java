package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.ChipBuilder;
import io.bulwark.air.Expression;
import io.bulwark.air.Multiplicity;
import io.bulwark.air.Table;
import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import java.util.List;

/**
 * The program: one preprocessed row for each word of the code's span, (word pc, opcode, d, s, t, x, y, z | sel).
 *
 * <p>Sound: the rows are made once from the program by the decoder and are part of its id. Each word pc stands in one row, so a pc has one meaning. A row with
 * sel = 0 answers nothing, by m (1 - sel) = 0: padding, and words that are no instruction. Of the latter no table would ask, but then no one need look
 * whether some setting of selectors spells their number.
 */
public final class ProgramTable implements LookupTable {
    /** Names of the preprocessed columns. */
    public static final Columns PREPROCESSED = Columns.of("pcw op d s t x y z sel");

    private static final int SELECTOR = PREPROCESSED.at("sel");
    /** Word pcs are below this. */
    private static final int PC_END = 1 << 30;

    @Override
    public Chip chip() {
        ChipBuilder chip = ChipBuilder.preprocessed("Program", 1, PREPROCESSED.count());
        List<Expression> columns = chip.prepColumns();
        chip.receive(
                Buses.PROGRAM, Multiplicity.free(chip.main(0), columns.get(SELECTOR)), columns.subList(0, SELECTOR));
        return chip.build();
    }

    @Override
    public int[] asked(LookupCounts counts) {
        return counts.program;
    }

    /** The preprocessed rows of a program: row i is instruction i. {@link Opcode#ADDI_HERE} reads the register that it writes, so its row has s = 0. */
    public static Table preprocessed(Program program) {
        int rows = program.textLength();
        int[] pcs = new int[rows];
        int[][] columns = new int[PREPROCESSED.count()][rows];
        for (int i = 0; i < rows; i++) {
            Instruction instruction = program.instruction(i);
            pcs[i] = program.address(i) >>> 2;
            int[] row = {
                pcs[i],
                instruction.opcode().number(),
                instruction.d(),
                instruction.opcode() == Opcode.ADDI_HERE ? 0 : instruction.s(),
                instruction.t(),
                Columns.canonical(instruction.x()),
                Columns.canonical(instruction.y()),
                instruction.z(),
                instruction.opcode() == Opcode.TRAP ? 0 : 1
            };
            for (int c = 0; c < row.length; c++) {
                columns[c][i] = KoalaBear.fromCanonical(row[c]);
            }
        }
        checkOneMeaning(pcs);
        return Table.of(rows, columns);
    }

    /**
     * Refuses a pc with two meanings.
     *
     * @throws IllegalArgumentException unless the word pcs rise from row to row and stay below 2^30
     */
    static void checkOneMeaning(int[] pcs) {
        int least = 0;
        for (int i = 0; i < pcs.length; i++) {
            if (pcs[i] < least || pcs[i] >= PC_END) {
                throw new IllegalArgumentException(
                        "expected a word pc from %d to below 2^30 in row %d, got %d".formatted(least, i, pcs[i]));
            }
            least = pcs[i] + 1;
        }
    }
}
