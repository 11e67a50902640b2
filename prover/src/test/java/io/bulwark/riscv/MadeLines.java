package io.bulwark.riscv;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Makes units of {@code .debug_line}, byte by byte as the standard has them. */
final class MadeLines {
    static final int LINE_BASE = -3;
    static final int LINE_RANGE = 12;
    static final int OPCODE_BASE = 13;

    private final ByteArrayOutputStream code = new ByteArrayOutputStream();

    MadeLines bytes(int... values) {
        for (int value : values) {
            code.write(value);
        }
        return this;
    }

    MadeLines setAddress(int address) {
        return bytes(0, 5, 2).word(address);
    }

    MadeLines word(int value) {
        code.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    /** A special opcode: goes on by so many bytes and lines, and makes a row. */
    MadeLines row(int bytes, int lines) {
        return bytes(OPCODE_BASE + bytes * LINE_RANGE + lines - LINE_BASE);
    }

    MadeLines endSequence() {
        return bytes(0, 1, 1);
    }

    MadeLines uleb(long value) {
        long left = value;
        while (left > 0x7f || left < 0) {
            code.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        code.write((int) left);
        return this;
    }

    MadeLines text(String text) {
        code.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        code.write(0);
        return this;
    }

    byte[] toBytes() {
        return code.toByteArray();
    }

    /** A unit of a version with the tables of files given, and these opcodes. */
    static byte[] unit(int version, byte[] tables, MadeLines program) {
        MadeLines head = new MadeLines().bytes(1);
        if (version >= 4) {
            head.bytes(1);
        }
        head.bytes(1, LINE_BASE & 0xff, LINE_RANGE, OPCODE_BASE, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1);
        head.code.writeBytes(tables);
        MadeLines unit = new MadeLines().bytes(version, 0);
        if (version >= 5) {
            unit.bytes(4, 0);
        }
        unit.word(head.code.size());
        unit.code.writeBytes(head.toBytes());
        unit.code.writeBytes(program.toBytes());
        MadeLines whole = new MadeLines().word(unit.code.size());
        whole.code.writeBytes(unit.toBytes());
        return whole.toBytes();
    }

    /** Directory {@code src} and the files {@code main.c} here and {@code src/part.c}, as versions 2 to 4 have them. */
    static byte[] oldTables() {
        return new MadeLines()
                .text("src")
                .bytes(0)
                .text("main.c")
                .bytes(0, 0, 0)
                .text("part.c")
                .bytes(1, 0, 0)
                .bytes(0)
                .toBytes();
    }

    /** The same as version 5 has them: texts in line, a checksum of 16 bytes behind each. */
    static byte[] newTables() {
        return new MadeLines()
                .bytes(1, 1, 8, 2)
                .text("/where/it/was/compiled")
                .text("src")
                .bytes(3, 1, 8, 2, 11, 5, 0x1e, 3)
                .text("main.c")
                .bytes(0)
                .bytes(new int[16])
                .text("main.c")
                .bytes(0)
                .bytes(new int[16])
                .text("part.c")
                .bytes(1)
                .bytes(new int[16])
                .toBytes();
    }
}
