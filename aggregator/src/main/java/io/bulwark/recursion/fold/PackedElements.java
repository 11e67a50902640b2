package io.bulwark.recursion.fold;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;

/** Numbers below 2^31 in 31 bits each, the lowest bit first, without gaps; the bits behind the last one are 0. A thirty-second shorter than whole words. */
final class PackedElements {
    private static final int BITS = 31;
    private static final int MASK = -1 >>> 1;

    private PackedElements() {}

    /** Bytes that so many numbers take. */
    static int bytes(int count) {
        return Math.toIntExact(((long) BITS * count + Byte.SIZE - 1) / Byte.SIZE);
    }

    static byte[] encode(int[] numbers) {
        byte[] out = new byte[bytes(numbers.length)];
        long window = 0;
        int held = 0;
        int at = 0;
        for (int number : numbers) {
            window |= (long) (number & MASK) << held;
            held += BITS;
            for (; held >= Byte.SIZE; held -= Byte.SIZE) {
                out[at++] = (byte) window;
                window >>>= Byte.SIZE;
            }
        }
        if (held > 0) {
            out[at] = (byte) window;
        }
        return out;
    }

    /**
     * Reads what {@link #encode} writes.
     *
     * @param bytes which end with them
     * @throws VerificationException FILE_END if there are ones behind the last number
     */
    static int[] decode(byte[] bytes, int from, int count) {
        int[] out = new int[count];
        long window = 0;
        int held = 0;
        int at = from;
        for (int i = 0; i < count; i++) {
            for (; held < BITS; held += Byte.SIZE) {
                window |= (bytes[at++] & 0xffL) << held;
            }
            out[i] = (int) window & MASK;
            window >>>= BITS;
            held -= BITS;
        }
        if (window != 0) {
            throw new VerificationException(Reason.FILE_END, "zeros behind the last element", window);
        }
        return out;
    }
}
