package io.bulwark.riscv;

import java.util.Optional;

/**
 * What an instruction is to the machine: RV32IM after the decoder has told apart the cases that different tables prove. The order is part of the
 * program table, since an opcode's number follows from its place.
 */
public enum Opcode {
    JUMP(OpcodeId.JUMP, Table.JUMP),
    CONST(OpcodeId.CONST, Table.CONST),
    ADDI(OpcodeId.ADDI, Table.ADD_IMM),
    ADDI_HERE(OpcodeId.ADDI_HERE, Table.ADD_HERE),
    ADD(OpcodeId.ADD, Table.ADD),
    SUB(OpcodeId.SUB, Table.ADD),
    AND(OpcodeId.AND, Table.LOGIC),
    OR(OpcodeId.OR, Table.LOGIC),
    XOR(OpcodeId.XOR, Table.LOGIC),
    ANDI(OpcodeId.ANDI, Table.LOGIC_IMM),
    ORI(OpcodeId.ORI, Table.LOGIC_IMM),
    XORI(OpcodeId.XORI, Table.LOGIC_IMM),
    SLL_I0(OpcodeId.SLL_I0, Table.SHIFT_IMM),
    SLL_I1(OpcodeId.SLL_I1, Table.SHIFT_IMM),
    SRL_I0(OpcodeId.SRL_I0, Table.SHIFT_IMM),
    SRL_I1(OpcodeId.SRL_I1, Table.SHIFT_IMM),
    SRA_I0(OpcodeId.SRA_I0, Table.SHIFT_IMM),
    SRA_I1(OpcodeId.SRA_I1, Table.SHIFT_IMM),
    SLL(OpcodeId.SLL, Table.SHIFT_REG),
    SRL(OpcodeId.SRL, Table.SHIFT_REG),
    SRA(OpcodeId.SRA, Table.SHIFT_REG),
    SLT(OpcodeId.SLT, Table.SET_LESS),
    SLTU(OpcodeId.SLTU, Table.SET_LESS),
    SLTI(OpcodeId.SLTI, Table.SET_LESS_IMM),
    SLTIU(OpcodeId.SLTIU, Table.SET_LESS_IMM),
    BEQ(OpcodeId.BEQ, Table.BRANCH_EQ),
    BNE(OpcodeId.BNE, Table.BRANCH_EQ),
    BEQZ(OpcodeId.BEQZ, Table.BRANCH_ZERO),
    BNEZ(OpcodeId.BNEZ, Table.BRANCH_ZERO),
    BLT(OpcodeId.BLT, Table.BRANCH_LESS),
    BGE(OpcodeId.BGE, Table.BRANCH_LESS),
    BLTU(OpcodeId.BLTU, Table.BRANCH_LESS),
    BGEU(OpcodeId.BGEU, Table.BRANCH_LESS),
    JALR(OpcodeId.JALR, Table.JALR),
    LW(OpcodeId.LW, Table.LOAD_WORD),
    LB(OpcodeId.LB, Table.LOAD_PART),
    LBU(OpcodeId.LBU, Table.LOAD_PART),
    LH(OpcodeId.LH, Table.LOAD_PART),
    LHU(OpcodeId.LHU, Table.LOAD_PART),
    SW(OpcodeId.SW, Table.STORE_WORD),
    SB(OpcodeId.SB, Table.STORE_PART),
    SH(OpcodeId.SH, Table.STORE_PART),
    MUL(OpcodeId.MUL, Table.MUL),
    MULH(OpcodeId.MULH, Table.MUL_HIGH),
    MULHU(OpcodeId.MULHU, Table.MUL_HIGH),
    MULHSU(OpcodeId.MULHSU, Table.MUL_HIGH),
    DIV(OpcodeId.DIV, Table.DIV),
    DIVU(OpcodeId.DIVU, Table.DIV),
    REM(OpcodeId.REM, Table.DIV),
    REMU(OpcodeId.REMU, Table.DIV),
    /** A system call; which table proves it depends on a7. */
    ECALL(OpcodeId.ECALL),
    /** ebreak, unimp, the all-zero word and addresses between code: no table has a row for it, so a run that gets there stops. */
    TRAP(OpcodeId.TRAP);

    private final int id;
    private final Optional<Table> table;

    Opcode(int id, Table table) {
        this.id = id;
        this.table = Optional.of(table);
    }

    Opcode(int id) {
        this.id = id;
        this.table = Optional.empty();
    }

    /** The table that proves this opcode; empty for {@link #ECALL}, where a7 says it, and for {@link #TRAP}, which none does. */
    public Optional<Table> table() {
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
