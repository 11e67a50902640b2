package io.bulwark.riscv;

/** Places of {@link Opcode}s in their order, as compile-time constants: a switch over them is one indexed jump, which the interpreter's speed rests on. */
final class OpcodeId {
    static final int JUMP = 0;
    static final int CONST = 1;
    static final int ADDI = 2;
    static final int ADDI_HERE = 3;
    static final int ADD = 4;
    static final int SUB = 5;
    static final int AND = 6;
    static final int OR = 7;
    static final int XOR = 8;
    static final int ANDI = 9;
    static final int ORI = 10;
    static final int XORI = 11;
    static final int SLL_I0 = 12;
    static final int SLL_I1 = 13;
    static final int SRL_I0 = 14;
    static final int SRL_I1 = 15;
    static final int SRA_I0 = 16;
    static final int SRA_I1 = 17;
    static final int SLL = 18;
    static final int SRL = 19;
    static final int SRA = 20;
    static final int SLT = 21;
    static final int SLTU = 22;
    static final int SLTI = 23;
    static final int SLTIU = 24;
    static final int BEQ = 25;
    static final int BNE = 26;
    static final int BEQZ = 27;
    static final int BNEZ = 28;
    static final int BLT = 29;
    static final int BGE = 30;
    static final int BLTU = 31;
    static final int BGEU = 32;
    static final int JALR = 33;
    static final int LW = 34;
    static final int LB = 35;
    static final int LBU = 36;
    static final int LH = 37;
    static final int LHU = 38;
    static final int SW = 39;
    static final int SB = 40;
    static final int SH = 41;
    static final int MUL = 42;
    static final int MULH = 43;
    static final int MULHU = 44;
    static final int MULHSU = 45;
    static final int DIV = 46;
    static final int DIVU = 47;
    static final int REM = 48;
    static final int REMU = 49;
    static final int ECALL = 50;
    static final int TRAP = 51;

    private OpcodeId() {}
}
