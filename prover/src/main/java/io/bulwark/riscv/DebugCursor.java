package io.bulwark.riscv;

import static io.bulwark.riscv.DebugFault.demand;

import io.bulwark.riscv.DebugFlaw.Kind;
import java.nio.charset.StandardCharsets;

/** Reads a part of a debug section from front to end, little-endian, and never beyond it. */
final class DebugCursor {
    private static final int MAX_NAME_LENGTH = 1024;

    private final byte[] bytes;
    private final int end;
    private int at;

    DebugCursor(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /** Offset in the section. */
    int at() {
        return at;
    }

    boolean atEnd() {
        return at >= end;
    }

    /** The next so many bytes by themselves; this cursor goes on behind them. */
    DebugCursor part(long length) {
        skip(length);
        return new DebugCursor(bytes, at - (int) length, at);
    }

    void skip(long length) {
        demand(Kind.TRUNCATED, length >= 0 && length <= end - at);
        at += (int) length;
    }

    /** A number of 1 to 8 bytes, unsigned but for the last. */
    long number(int length) {
        skip(length);
        long value = 0;
        for (int i = 1; i <= length; i++) {
            value = value << 8 | (bytes[at - i] & 0xff);
        }
        return value;
    }

    int u8() {
        return (int) number(1);
    }

    int s8() {
        return (byte) number(1);
    }

    int u16() {
        return (int) number(2);
    }

    long u32() {
        return number(4);
    }

    /** DWARF 5, section 7.6: seven bits a byte, low ones first. */
    long uleb() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            demand(Kind.BAD_NUMBER, shift < Long.SIZE);
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
    }

    long sleb() {
        long value = 0;
        for (int shift = 0; ; ) {
            demand(Kind.BAD_NUMBER, shift < Long.SIZE);
            int next = u8();
            value |= (long) (next & 0x7f) << shift;
            shift += 7;
            if (next < 0x80) {
                boolean negative = (next & 0x40) != 0 && shift < Long.SIZE;
                return negative ? value | (-1L << shift) : value;
            }
        }
    }

    /** Text up to a zero byte, which is read, too. */
    String text() {
        int from = at;
        while (u8() != 0) {
            // The zero is what is looked for.
        }
        int length = Math.min(at - 1 - from, MAX_NAME_LENGTH);
        return ElfNames.printable(new String(bytes, from, length, StandardCharsets.UTF_8));
    }
}
