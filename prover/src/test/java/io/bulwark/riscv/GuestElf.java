package io.bulwark.riscv;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes ELF files of code and data, without a toolchain: two segments, no sections. Good for this machine and for qemu. */
public final class GuestElf {
    public static final int TEXT = 0x10000;
    public static final int DATA = 0x1000000;
    public static final int DATA_BYTES = 1 << 20;

    private static final int PAGE = 4096;

    private GuestElf() {}

    /** Code at {@link #TEXT}, which is the entry, and {@link #DATA_BYTES} of zeros at {@link #DATA}. */
    public static byte[] of(int... code) {
        return of(new byte[0], code);
    }

    /** The same, with data that begins with the bytes given. */
    public static byte[] of(byte[] data, int... code) {
        int dataOffset = PAGE + (4 * code.length + PAGE - 1) / PAGE * PAGE;
        ByteBuffer file = ByteBuffer.allocate(dataOffset + data.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putInt(0x464c457f).put(new byte[] {1, 1, 1}).position(16);
        file.putShort((short) 2)
                .putShort((short) 243)
                .putInt(1)
                .putInt(TEXT)
                .putInt(52)
                .putInt(0)
                .putInt(0);
        file.putShort((short) 52).putShort((short) 32).putShort((short) 2);
        file.putShort((short) 40).putShort((short) 0).putShort((short) 0);
        segment(file, PAGE, TEXT, 4 * code.length, 4 * code.length, 5);
        segment(file, dataOffset, DATA, data.length, DATA_BYTES, 6);
        file.position(PAGE);
        for (int word : code) {
            file.putInt(word);
        }
        return file.position(dataOffset).put(data).array();
    }

    private static void segment(ByteBuffer file, int offset, int address, int inFile, int inMemory, int flags) {
        file.putInt(1).putInt(offset).putInt(address).putInt(address);
        file.putInt(inFile).putInt(inMemory).putInt(flags).putInt(PAGE);
    }
}
