package io.bulwark.riscv;

import static io.bulwark.riscv.Opcode.BEQ;
import static io.bulwark.riscv.Opcode.BGEU;

/**
 * One decoded instruction.
 *
 * @param opcode what it does
 * @param d the register written, 1..31, or {@link #SINK}; 0 where none is
 * @param s the first register read, 0..31
 * @param t the second register read, 0..31
 * @param immediate the operand: a signed immediate, a constant's value, a shift amount 0..31
 * @param target the word pc (pc / 4) that a jump, a constant or a taken branch goes on at; for {@link Opcode#JALR} the word pc of the link
 */
public record Instruction(Opcode opcode, int d, int s, int t, int immediate, int target) {
    /** Where loads and jalr write when their target is x0: nothing reads it. */
    public static final int SINK = 34;

    /** Field x of the program table, as a signed number that the field takes modulo p. */
    public int x() {
        return switch (opcode) {
            case JUMP -> target;
            case CONST, ANDI, ORI, XORI, SLTI, SLTIU -> immediate & 0xffff;
            case SLL_I0, SLL_I1 -> 16 - (immediate & 15);
            case SRL_I0, SRL_I1, SRA_I0, SRA_I1 -> immediate & 15;
            default -> immediate;
        };
    }

    /** Field y of the program table, as a signed number that the field takes modulo p. */
    public int y() {
        return switch (opcode) {
            case CONST -> immediate >>> 16;
            case JALR -> (target << 2) & 0xffff;
            case ANDI, ORI, XORI -> immediate >>> 31;
            case SLTI -> immediate >> 31;
            case SLTIU -> (immediate >> 31) & 0xffff;
            case SLL_I0, SLL_I1, SRL_I0, SRL_I1, SRA_I0, SRA_I1 -> 1 << x();
            default -> 0;
        };
    }

    /** Field z of the program table. */
    public int z() {
        return switch (opcode) {
            case CONST -> target;
            case JALR -> (target << 2) >>> 16;
            case SLL_I0, SLL_I1, SRL_I0, SRL_I1, SRA_I0, SRA_I1 -> 1 << (16 - x());
            default -> isBranch() ? target : 0;
        };
    }

    boolean isBranch() {
        return opcode.compareTo(BEQ) >= 0 && opcode.compareTo(BGEU) <= 0;
    }

    /** Whether the next instruction may be another than the one behind this one, which lies at word pc {@code here}. */
    boolean endsBlock(int here) {
        return switch (opcode) {
            case JUMP, CONST -> target != ((here + 1) & 0x3fffffff);
            case JALR, ECALL, TRAP -> true;
            default -> isBranch();
        };
    }

    /** What the interpreter needs, in one word: opcode in bits 0..7, d 8..15, s 16..23, t 24..31, immediate 32..63. */
    long packed() {
        return opcode.id() | (long) d << 8 | (long) s << 16 | (long) t << 24 | (long) immediate << 32;
    }
}
