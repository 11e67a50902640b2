package io.bulwark.riscv.tables;

import io.bulwark.riscv.Opcode;
import java.math.BigInteger;

/**
 * What the manual says that an instruction computes (RV32I and M, version 20191213), by whole numbers and bytes: it shares nothing with interpreter or tables.
 * Words are 32-bit patterns.
 */
final class Meaning {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(32);

    private Meaning() {}

    private static BigInteger signed(int word) {
        return BigInteger.valueOf(word);
    }

    private static BigInteger unsigned(int word) {
        return BigInteger.valueOf(Integer.toUnsignedLong(word));
    }

    private static int word(BigInteger number) {
        return number.mod(MODULUS).intValue();
    }

    /** Bytes that a load or store moves. */
    static int width(Opcode opcode) {
        return switch (opcode) {
            case LB, LBU, SB -> 1;
            case LH, LHU, SH -> 2;
            case LW, SW -> 4;
            default -> throw new IllegalArgumentException("expected a load or store, got " + opcode);
        };
    }

    /** Of two registers. */
    static int result(Opcode opcode, int b, int c) {
        return switch (opcode) {
            case MUL -> word(signed(b).multiply(signed(c)));
            case MULH -> word(signed(b).multiply(signed(c)).shiftRight(32));
            case MULHSU -> word(signed(b).multiply(unsigned(c)).shiftRight(32));
            case MULHU -> word(unsigned(b).multiply(unsigned(c)).shiftRight(32));
            // Division rounds towards zero, the remainder has the dividend's sign: as BigInteger's do.
            case DIV -> c == 0 ? -1 : word(signed(b).divide(signed(c)));
            case DIVU -> c == 0 ? -1 : word(unsigned(b).divide(unsigned(c)));
            case REM -> c == 0 ? b : word(signed(b).remainder(signed(c)));
            case REMU -> c == 0 ? b : word(unsigned(b).remainder(unsigned(c)));
            default -> throw new IllegalArgumentException("expected a product or quotient, got " + opcode);
        };
    }

    static boolean isTaken(Opcode opcode, int b, int c) {
        return switch (opcode) {
            case BEQ, BEQZ -> unsigned(b).equals(unsigned(c));
            case BNE, BNEZ -> !unsigned(b).equals(unsigned(c));
            case BLT -> signed(b).compareTo(signed(c)) < 0;
            case BGE -> signed(b).compareTo(signed(c)) >= 0;
            case BLTU -> unsigned(b).compareTo(unsigned(c)) < 0;
            case BGEU -> unsigned(b).compareTo(unsigned(c)) >= 0;
            default -> throw new IllegalArgumentException("expected a branch, got " + opcode);
        };
    }

    /** What a load at this byte address makes of the word there. */
    static int loaded(Opcode opcode, int word, int address) {
        int value = 0;
        for (int i = 0; i < width(opcode); i++) {
            value |= byteOf(word, (address & 3) + i) << (8 * i);
        }
        return switch (opcode) {
            case LB -> (byte) value;
            case LH -> (short) value;
            default -> value;
        };
    }

    /** What a store at this byte address makes of the word there. */
    static int stored(Opcode opcode, int word, int address, int value) {
        int out = 0;
        for (int i = 0; i < 4; i++) {
            int place = i - (address & 3);
            boolean replaced = 0 <= place && place < width(opcode);
            out |= (replaced ? byteOf(value, place) : byteOf(word, i)) << (8 * i);
        }
        return out;
    }

    private static int byteOf(int word, int i) {
        return word >>> (8 * i) & 0xff;
    }
}
