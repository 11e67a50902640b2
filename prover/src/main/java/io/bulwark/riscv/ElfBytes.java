package io.bulwark.riscv;

import io.bulwark.riscv.ProgramException.Reason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Little-endian reads of an ELF file, each checked against its end. Positions and values are unsigned, so they come as longs. */
final class ElfBytes {
    private final ByteBuffer bytes;

    ElfBytes(byte[] file) {
        bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    int length() {
        return bytes.limit();
    }

    int byteAt(int at) {
        demand(at, 1, "byte");
        return bytes.get(at) & 0xff;
    }

    int half(long at) {
        demand(at, 2, "half-word");
        return bytes.getShort((int) at) & 0xffff;
    }

    long word(long at) {
        demand(at, 4, "word");
        return Integer.toUnsignedLong(bytes.getInt((int) at));
    }

    byte[] slice(long at, long length, String what) {
        demand(at, length, what);
        return Arrays.copyOfRange(bytes.array(), (int) at, (int) (at + length));
    }

    /** Whether a range lies inside the file. */
    boolean holds(long at, long length) {
        return at >= 0 && length >= 0 && at <= length() && length <= length() - at;
    }

    /** A string that ends at a zero byte, at {@code end} or after {@code maxLength} bytes, whichever comes first. */
    String name(long at, long end, int maxLength) {
        long stop = at;
        while (stop < end && stop - at < maxLength && bytes.get((int) stop) != 0) {
            stop++;
        }
        return new String(bytes.array(), (int) at, (int) (stop - at), StandardCharsets.UTF_8);
    }

    void demand(long at, long length, String what) {
        if (!holds(at, length)) {
            throw new ProgramException(
                    Reason.TRUNCATED,
                    "a %s of %d bytes at %d".formatted(what, length, at),
                    "a file of %d bytes".formatted(length()));
        }
    }
}
