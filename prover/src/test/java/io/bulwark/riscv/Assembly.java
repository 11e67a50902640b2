package io.bulwark.riscv;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Writes RV32IM code word by word, and the words of single instructions. Labels are places in the code that branches may go to. */
public final class Assembly {
    /** Three-register instructions: name to funct7 and funct3. */
    public static final Map<String, int[]> REGISTER = new TreeMap<>(Map.ofEntries(
            Map.entry("add", new int[] {0, 0}),
            Map.entry("sub", new int[] {0x20, 0}),
            Map.entry("sll", new int[] {0, 1}),
            Map.entry("slt", new int[] {0, 2}),
            Map.entry("sltu", new int[] {0, 3}),
            Map.entry("xor", new int[] {0, 4}),
            Map.entry("srl", new int[] {0, 5}),
            Map.entry("sra", new int[] {0x20, 5}),
            Map.entry("or", new int[] {0, 6}),
            Map.entry("and", new int[] {0, 7}),
            Map.entry("mul", new int[] {1, 0}),
            Map.entry("mulh", new int[] {1, 1}),
            Map.entry("mulhsu", new int[] {1, 2}),
            Map.entry("mulhu", new int[] {1, 3}),
            Map.entry("div", new int[] {1, 4}),
            Map.entry("divu", new int[] {1, 5}),
            Map.entry("rem", new int[] {1, 6}),
            Map.entry("remu", new int[] {1, 7})));

    /** Instructions with a signed immediate of 12 bits: name to funct3. */
    public static final Map<String, Integer> IMMEDIATE =
            new TreeMap<>(Map.of("addi", 0, "slti", 2, "sltiu", 3, "xori", 4, "ori", 6, "andi", 7));

    /** Shifts by a constant: name to funct7 and funct3. */
    public static final Map<String, int[]> SHIFT =
            new TreeMap<>(Map.of("slli", new int[] {0, 1}, "srli", new int[] {0, 5}, "srai", new int[] {0x20, 5}));

    /** Branches: name to funct3. */
    public static final Map<String, Integer> BRANCH =
            new TreeMap<>(Map.of("beq", 0, "bne", 1, "blt", 4, "bge", 5, "bltu", 6, "bgeu", 7));

    /** Loads: name to funct3; its two low bits are the logarithm of the width. */
    public static final Map<String, Integer> LOAD =
            new TreeMap<>(Map.of("lb", 0, "lh", 1, "lw", 2, "lbu", 4, "lhu", 5));

    /** Stores: name to funct3, the logarithm of the width. */
    public static final Map<String, Integer> STORE = new TreeMap<>(Map.of("sb", 0, "sh", 1, "sw", 2));

    public static final int ECALL = 0x73;
    public static final int EBREAK = 0x00100073;

    private int[] words = new int[64];
    private int length;

    public static int register(String name, int rd, int rs1, int rs2) {
        int[] functs = REGISTER.get(name);
        return functs[0] << 25 | rs2 << 20 | rs1 << 15 | functs[1] << 12 | rd << 7 | 0x33;
    }

    public static int immediate(String name, int rd, int rs1, int value) {
        return value << 20 | rs1 << 15 | IMMEDIATE.get(name) << 12 | rd << 7 | 0x13;
    }

    public static int shift(String name, int rd, int rs1, int amount) {
        int[] functs = SHIFT.get(name);
        return functs[0] << 25 | amount << 20 | rs1 << 15 | functs[1] << 12 | rd << 7 | 0x13;
    }

    public static int load(String name, int rd, int rs1, int offset) {
        return offset << 20 | rs1 << 15 | LOAD.get(name) << 12 | rd << 7 | 0x03;
    }

    public static int store(String name, int rs2, int rs1, int offset) {
        return (offset >> 5) << 25 | rs2 << 20 | rs1 << 15 | STORE.get(name) << 12 | (offset & 31) << 7 | 0x23;
    }

    public static int branch(String name, int rs1, int rs2, int offset) {
        return (offset >> 12) << 31
                | (offset >> 5 & 63) << 25
                | rs2 << 20
                | rs1 << 15
                | BRANCH.get(name) << 12
                | (offset >> 1 & 15) << 8
                | (offset >> 11 & 1) << 7
                | 0x63;
    }

    public static int jal(int rd, int offset) {
        return (offset >> 20) << 31
                | (offset >> 1 & 1023) << 21
                | (offset >> 11 & 1) << 20
                | (offset >> 12 & 255) << 12
                | rd << 7
                | 0x6f;
    }

    public static int jalr(int rd, int rs1, int offset) {
        return offset << 20 | rs1 << 15 | rd << 7 | 0x67;
    }

    public static int lui(int rd, int value) {
        return (value & 0xfffff000) | rd << 7 | 0x37;
    }

    public static int auipc(int rd, int value) {
        return (value & 0xfffff000) | rd << 7 | 0x17;
    }

    public Assembly add(int... instructions) {
        for (int word : instructions) {
            if (length == words.length) {
                words = Arrays.copyOf(words, 2 * length);
            }
            words[length++] = word;
        }
        return this;
    }

    /** Sets a register to any value, in two instructions. */
    public Assembly set(int rd, int value) {
        int low = value << 20 >> 20;
        return add(lui(rd, value - low), immediate("addi", rd, rd, low));
    }

    /** A system call with operands a0, a1, .. */
    public Assembly call(int number, int... operands) {
        for (int i = 0; i < operands.length; i++) {
            set(10 + i, operands[i]);
        }
        return set(17, number).add(ECALL);
    }

    /** Byte offset of the next instruction from the first. */
    public int here() {
        return 4 * length;
    }

    /** Replaces the word at a byte offset. */
    public void patch(int at, int word) {
        words[at / 4] = word;
    }

    public int[] words() {
        return Arrays.copyOf(words, length);
    }
}
