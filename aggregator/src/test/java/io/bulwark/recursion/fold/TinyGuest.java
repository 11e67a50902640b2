package io.bulwark.recursion.fold;

import io.bulwark.riscv.Program;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Programs of a few instructions, as ELF files made without a toolchain. */
final class TinyGuest {
    private static final int TEXT = 0x10000;
    private static final int DATA = 0x1000000;
    private static final int PAGE = 4096;
    private static final int EXIT = 93;

    private TinyGuest() {}

    /** Adds {@code step} so many times, keeps the sum where its output digest lies, and exits with {@code code}. */
    static Program counting(int times, int step, int code) {
        int[] words = {
            addi(7, 0, times),
            addi(6, 6, step),
            addi(7, 7, -1),
            // bne x7, x0, -8
            0xfe039ce3,
            // lui x11, DATA
            DATA | 11 << 7 | 0x37,
            // sw x6, 0(x11)
            6 << 20 | 11 << 15 | 2 << 12 | 0x23,
            addi(10, 0, code),
            addi(17, 0, EXIT),
            // ecall
            0x73,
        };
        ByteBuffer file = ByteBuffer.allocate(PAGE + 4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x464c457f).put(new byte[] {1, 1, 1}).position(16);
        file.putShort((short) 2).putShort((short) 243).putInt(1).putInt(TEXT).putInt(52);
        file.putInt(0).putInt(0).putShort((short) 52).putShort((short) 32).putShort((short) 2);
        file.putShort((short) 40).putShort((short) 0).putShort((short) 0);
        segment(file, PAGE, TEXT, 4 * words.length, 4 * words.length, 5);
        segment(file, PAGE + 4 * words.length, DATA, 0, PAGE, 6);
        file.position(PAGE);
        for (int word : words) {
            file.putInt(word);
        }
        return Program.load(file.array());
    }

    private static int addi(int rd, int rs1, int value) {
        return value << 20 | rs1 << 15 | rd << 7 | 0x13;
    }

    private static void segment(ByteBuffer file, int offset, int address, int inFile, int inMemory, int flags) {
        file.putInt(1).putInt(offset).putInt(address).putInt(address);
        file.putInt(inFile).putInt(inMemory).putInt(flags).putInt(PAGE);
    }
}
