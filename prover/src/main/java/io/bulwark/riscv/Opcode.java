package io.bulwark.riscv;

import java.util.Optional;

/**
 * What an instruction is to the machine: RV32IM after the decoder has told apart the cases that different tables prove. The order is part of the
 * program table, since an opcode's number follows from its place.
 */
public enum Opcode {
    JUMP(OpcodeId.JUMP, TableId.JUMP),
    CONST(OpcodeId.CONST, TableId.CONST),
    ADDI(OpcodeId.ADDI, TableId.ADD_IMM),
    ADDI_HERE(OpcodeId.ADDI_HERE, TableId.ADD_HERE),
    ADD(OpcodeId.ADD, TableId.ADD),
    SUB(OpcodeId.SUB, TableId.ADD),
    AND(OpcodeId.AND, TableId.LOGIC),
    OR(OpcodeId.OR, TableId.LOGIC),
    XOR(OpcodeId.XOR, TableId.LOGIC),
    ANDI(OpcodeId.ANDI, TableId.LOGIC_IMM),
    ORI(OpcodeId.ORI, TableId.LOGIC_IMM),
    XORI(OpcodeId.XORI, TableId.LOGIC_IMM),
    SLL_I0(OpcodeId.SLL_I0, TableId.SHIFT_IMM),
    SLL_I1(OpcodeId.SLL_I1, TableId.SHIFT_IMM),
    SRL_I0(OpcodeId.SRL_I0, TableId.SHIFT_IMM),
    SRL_I1(OpcodeId.SRL_I1, TableId.SHIFT_IMM),
    SRA_I0(OpcodeId.SRA_I0, TableId.SHIFT_IMM),
    SRA_I1(OpcodeId.SRA_I1, TableId.SHIFT_IMM),
    SLL(OpcodeId.SLL, TableId.SHIFT_REG),
    SRL(OpcodeId.SRL, TableId.SHIFT_REG),
    SRA(OpcodeId.SRA, TableId.SHIFT_REG),
    SLT(OpcodeId.SLT, TableId.SET_LESS),
    SLTU(OpcodeId.SLTU, TableId.SET_LESS),
    SLTI(OpcodeId.SLTI, TableId.SET_LESS_IMM),
    SLTIU(OpcodeId.SLTIU, TableId.SET_LESS_IMM),
    BEQ(OpcodeId.BEQ, TableId.BRANCH_EQ),
    BNE(OpcodeId.BNE, TableId.BRANCH_EQ),
    BEQZ(OpcodeId.BEQZ, TableId.BRANCH_ZERO),
    BNEZ(OpcodeId.BNEZ, TableId.BRANCH_ZERO),
    BLT(OpcodeId.BLT, TableId.BRANCH_LESS),
    BGE(OpcodeId.BGE, TableId.BRANCH_LESS),
    BLTU(OpcodeId.BLTU, TableId.BRANCH_LESS),
    BGEU(OpcodeId.BGEU, TableId.BRANCH_LESS),
    JALR(OpcodeId.JALR, TableId.JALR),
    LW(OpcodeId.LW, TableId.LOAD_WORD),
    LB(OpcodeId.LB, TableId.LOAD_PART),
    LBU(OpcodeId.LBU, TableId.LOAD_PART),
    LH(OpcodeId.LH, TableId.LOAD_PART),
    LHU(OpcodeId.LHU, TableId.LOAD_PART),
    SW(OpcodeId.SW, TableId.STORE_WORD),
    SB(OpcodeId.SB, TableId.STORE_PART),
    SH(OpcodeId.SH, TableId.STORE_PART),
    MUL(OpcodeId.MUL, TableId.MUL),
    MULH(OpcodeId.MULH, TableId.MUL_HIGH),
    MULHU(OpcodeId.MULHU, TableId.MUL_HIGH),
    MULHSU(OpcodeId.MULHSU, TableId.MUL_HIGH),
    DIV(OpcodeId.DIV, TableId.DIV),
    DIVU(OpcodeId.DIVU, TableId.DIV),
    REM(OpcodeId.REM, TableId.DIV),
    REMU(OpcodeId.REMU, TableId.DIV),
    /** A system call; which table proves it depends on a7. */
    ECALL(OpcodeId.ECALL),
    /** ebreak, unimp, the all-zero word and addresses between code: no table has a row for it, so a run that gets there stops. */
    TRAP(OpcodeId.TRAP);

    private final int id;
    private final Optional<TableId> table;

    Opcode(int id, TableId table) {
        this.id = id;
        this.table = Optional.of(table);
    }

    Opcode(int id) {
        this.id = id;
        this.table = Optional.empty();
    }

    /** The table that proves this opcode; empty for {@link #ECALL}, where a7 says it, and for {@link #TRAP}, which none does. */
    public Optional<TableId> table() {
        return table;
    }

    /** The opcode's number in the program table; numbers start at 7 and leave room for modifiers. */
    public int number() {
        return 4 * id + 7;
    }

    int id() {
        return id;
    }
}
