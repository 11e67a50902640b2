package io.bulwark.riscv;

import io.bulwark.riscv.ProgramException.Reason;
import java.util.Optional;

/**
 * Decodes RV32IM into the opcodes that tables prove. Part of what a program id means: the program table is made of its answers.
 *
 * <p>Source: The RISC-V Instruction Set Manual, volume I, version 20191213, chapters 2, 7 and 24. Register instructions whose target is x0 become
 * jumps to the next instruction, so no row ever writes x0.
 */
final class Decoder {
    private static final int UNIMP = 0xc0001073;
    private static final int EBREAK = 0x00100073;
    private static final int ECALL = 0x00000073;
    private static final int WORD_PC_MASK = 0x3fffffff;

    private static final Opcode[] BRANCHES = {
        Opcode.BEQ, Opcode.BNE, Opcode.TRAP, Opcode.TRAP, Opcode.BLT, Opcode.BGE, Opcode.BLTU, Opcode.BGEU
    };
    private static final Opcode[] LOADS = {
        Opcode.LB, Opcode.LH, Opcode.LW, Opcode.TRAP, Opcode.LBU, Opcode.LHU, Opcode.TRAP, Opcode.TRAP
    };
    private static final Opcode[] STORES = {
        Opcode.SB, Opcode.SH, Opcode.SW, Opcode.TRAP, Opcode.TRAP, Opcode.TRAP, Opcode.TRAP, Opcode.TRAP
    };
    private static final Opcode[] REGISTER = {
        Opcode.ADD, Opcode.SLL, Opcode.SLT, Opcode.SLTU, Opcode.XOR, Opcode.SRL, Opcode.OR, Opcode.AND
    };
    private static final Opcode[] MULTIPLY = {
        Opcode.MUL, Opcode.MULH, Opcode.MULHSU, Opcode.MULHU, Opcode.DIV, Opcode.DIVU, Opcode.REM, Opcode.REMU
    };

    private final int pc;
    private final int word;
    private final int rd;
    private final int rs1;
    private final int rs2;
    private final int funct3;
    private final int funct7;

    private Decoder(int pc, int word) {
        this.pc = pc;
        this.word = word;
        this.rd = word >>> 7 & 31;
        this.funct3 = word >>> 12 & 7;
        this.rs1 = word >>> 15 & 31;
        this.rs2 = word >>> 20 & 31;
        this.funct7 = word >>> 25;
    }

    /** What stands where no code is. */
    static Instruction gap() {
        return new Instruction(Opcode.TRAP, 0, 0, 0, 0, 0);
    }

    /**
     * The instruction of a word.
     *
     * @param pc its byte address, a multiple of 4
     * @throws ProgramException if the machine does not run it, by name
     */
    static Instruction decode(int pc, int word) {
        return new Decoder(pc, word).decode();
    }

    private Instruction decode() {
        if (word == 0 || word == UNIMP || word == EBREAK) {
            return gap();
        }
        if ((word & 3) != 3) {
            throw refused(Reason.COMPRESSED, "instructions of 32 bits");
        }
        return switch (word & 127) {
            case 0x37 -> constant(word & 0xfffff000);
            case 0x17 -> constant(pc + (word & 0xfffff000));
            case 0x6f -> jal();
            case 0x67 -> jalr();
            case 0x63 -> branch();
            case 0x03 -> new Instruction(known(LOADS[funct3]), rd == 0 ? Instruction.SINK : rd, rs1, 0, word >> 20, 0);
            case 0x23 -> new Instruction(known(STORES[funct3]), 0, rs1, rs2, (word >> 25) << 5 | (word >>> 7 & 31), 0);
            case 0x13 -> immediate();
            case 0x33 -> register();
            case 0x0f -> fence();
            case 0x73 -> system();
            default -> throw unsupported();
        };
    }

    private Instruction jal() {
        int offset =
                (word >> 31) << 20 | (word >>> 12 & 0xff) << 12 | (word >>> 20 & 1) << 11 | (word >>> 21 & 0x3ff) << 1;
        int to = target(pc + offset);
        return rd == 0
                ? new Instruction(Opcode.JUMP, 0, 0, 0, 0, to)
                : new Instruction(Opcode.CONST, rd, 0, 0, pc + 4, to);
    }

    private Instruction jalr() {
        if (funct3 != 0) {
            throw unknown();
        }
        return new Instruction(Opcode.JALR, rd == 0 ? Instruction.SINK : rd, rs1, 0, word >> 20, behind());
    }

    private Instruction branch() {
        Opcode opcode = known(BRANCHES[funct3]);
        int offset = (word >> 31) << 12 | (word >>> 7 & 1) << 11 | (word >>> 25 & 0x3f) << 5 | (word >>> 8 & 15) << 1;
        int to = target(pc + offset);
        boolean equality = opcode == Opcode.BEQ || opcode == Opcode.BNE;
        if (equality && (rs1 == 0 || rs2 == 0)) {
            return new Instruction(opcode == Opcode.BEQ ? Opcode.BEQZ : Opcode.BNEZ, 0, rs1 == 0 ? rs2 : rs1, 0, 0, to);
        }
        return new Instruction(opcode, 0, rs1, rs2, 0, to);
    }

    private Instruction immediate() {
        int value = word >> 20;
        Opcode opcode = switch (funct3) {
            case 0 -> rd == rs1 ? Opcode.ADDI_HERE : Opcode.ADDI;
            case 1 -> shift(0, Opcode.SLL_I0, Opcode.SLL_I1);
            case 2 -> Opcode.SLTI;
            case 3 -> Opcode.SLTIU;
            case 4 -> Opcode.XORI;
            case 5 ->
                funct7 == 0x20 ? shift(0x20, Opcode.SRA_I0, Opcode.SRA_I1) : shift(0, Opcode.SRL_I0, Opcode.SRL_I1);
            case 6 -> Opcode.ORI;
            default -> Opcode.ANDI;
        };
        if (rd == 0) {
            return next();
        }
        if (funct3 == 0 && rs1 == 0) {
            return constant(value);
        }
        boolean shifts = opcode.table().equals(Optional.of(TableId.SHIFT_IMM));
        return new Instruction(opcode, rd, rs1, 0, shifts ? rs2 : value, 0);
    }

    private Opcode shift(int expected, Opcode below16, Opcode from16) {
        if (funct7 != expected) {
            throw unknown();
        }
        return rs2 < 16 ? below16 : from16;
    }

    private Instruction register() {
        Opcode opcode = switch (funct7) {
            case 0 -> REGISTER[funct3];
            case 1 -> MULTIPLY[funct3];
            case 0x20 ->
                switch (funct3) {
                    case 0 -> Opcode.SUB;
                    case 5 -> Opcode.SRA;
                    default -> throw unknown();
                };
            default -> throw unknown();
        };
        return rd == 0 ? next() : new Instruction(opcode, rd, rs1, rs2, 0, 0);
    }

    private Instruction fence() {
        if (funct3 != 0) {
            throw refused(Reason.UNKNOWN_INSTRUCTION, "no fence.i, as code never changes");
        }
        return next();
    }

    private Instruction system() {
        if (word == ECALL) {
            return new Instruction(Opcode.ECALL, 0, 0, 0, 0, 0);
        }
        throw funct3 == 0
                ? refused(Reason.PRIVILEGED, "no privileged instruction")
                : refused(Reason.CSR, "no access to control and status registers");
    }

    private Instruction constant(int value) {
        return rd == 0 ? next() : new Instruction(Opcode.CONST, rd, 0, 0, value, behind());
    }

    private Instruction next() {
        return new Instruction(Opcode.JUMP, 0, 0, 0, 0, behind());
    }

    private int behind() {
        return ((pc >>> 2) + 1) & WORD_PC_MASK;
    }

    private int target(int address) {
        if ((address & 3) != 0) {
            throw refused(Reason.MISALIGNED_TARGET, "a target that is a multiple of 4");
        }
        return address >>> 2;
    }

    private Opcode known(Opcode opcode) {
        if (opcode == Opcode.TRAP) {
            throw unknown();
        }
        return opcode;
    }

    private ProgramException unsupported() {
        boolean scalarWidth = funct3 >= 1 && funct3 <= 4;
        return switch (word & 127) {
            case 0x07, 0x27 ->
                scalarWidth
                        ? refused(Reason.FLOAT, "no floating point")
                        : refused(Reason.VECTOR, "no vector instruction");
            case 0x43, 0x47, 0x4b, 0x4f, 0x53 -> refused(Reason.FLOAT, "no floating point");
            case 0x57 -> refused(Reason.VECTOR, "no vector instruction");
            case 0x2f -> refused(Reason.ATOMIC, "no atomic instruction");
            default -> unknown();
        };
    }

    private ProgramException unknown() {
        return refused(Reason.UNKNOWN_INSTRUCTION, "an instruction of RV32IM");
    }

    private ProgramException refused(Reason reason, String expected) {
        return ProgramException.instruction(reason, expected, pc, word);
    }
}
