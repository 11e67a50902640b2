package io.bulwark.riscv.segment;

import io.bulwark.riscv.Instruction;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * Which table an instruction is a row of and which accesses that row makes, packed into one number for each instruction of a program: register s at clk,
 * register t at clk + 1, memory at clk + 1 to load and clk + 2 to store, register d at clk + 2.
 */
final class AccessPlan {
    static final int READS_S = 1;
    static final int READS_T = 2;
    static final int LOADS = 4;
    static final int STORES = 8;
    static final int WRITES_D = 16;

    private static final int TABLE_SHIFT = 5;
    private static final int S_SHIFT = 10;
    private static final int T_SHIFT = 16;
    private static final int D_SHIFT = 22;
    private static final int FIVE_BITS = 31;
    private static final int SIX_BITS = 63;

    private AccessPlan() {}

    /** The packed plan of each instruction; of an ecall or trap it is 0. */
    static int[] of(Program program) {
        int[] plan = new int[program.textLength()];
        for (int i = 0; i < plan.length; i++) {
            plan[i] = of(program.instruction(i));
        }
        return plan;
    }

    private static int of(Instruction instruction) {
        Opcode opcode = instruction.opcode();
        if (opcode.table().isEmpty()) {
            return 0;
        }
        TableId table = opcode.table().orElseThrow();
        return accesses(table)
                | table.place() << TABLE_SHIFT
                | instruction.s() << S_SHIFT
                | instruction.t() << T_SHIFT
                | instruction.d() << D_SHIFT;
    }

    private static int accesses(TableId table) {
        return switch (table) {
            case JUMP -> 0;
            case CONST, ADD_HERE -> WRITES_D;
            case ADD_IMM, LOGIC_IMM, SHIFT_IMM, SET_LESS_IMM, JALR -> READS_S | WRITES_D;
            case ADD, LOGIC, SHIFT_REG, SET_LESS, MUL, MUL_HIGH, DIV -> READS_S | READS_T | WRITES_D;
            case BRANCH_ZERO -> READS_S;
            case BRANCH_EQ, BRANCH_LESS -> READS_S | READS_T;
            case LOAD_WORD, LOAD_PART -> READS_S | LOADS | WRITES_D;
            case STORE_WORD, STORE_PART -> READS_S | READS_T | STORES;
            case HALT, WRITE, READ, COPY, POSEIDON2, SHA256, KECCAK, MULMOD ->
                throw new IllegalStateException("no instruction is a row of " + table + " by its opcode");
        };
    }

    static int table(int plan) {
        return plan >>> TABLE_SHIFT & FIVE_BITS;
    }

    static int s(int plan) {
        return plan >>> S_SHIFT & SIX_BITS;
    }

    static int t(int plan) {
        return plan >>> T_SHIFT & SIX_BITS;
    }

    static int d(int plan) {
        return plan >>> D_SHIFT & SIX_BITS;
    }
}
