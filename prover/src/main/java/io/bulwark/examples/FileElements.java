package io.bulwark.examples;

import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;

/**
 * A file of n bytes as a row of elements of F, so that the row hash of it is the file's digest:
 * <ul>
 *   <li>element 0 is n mod 2^24, element 1 is n div 2^24;
 *   <li>element 2 + j is the number of bytes 3 j, 3 j + 1, 3 j + 2, least significant first; bytes behind the end count as 0.
 * </ul>
 * Two files that differ have rows that differ: the first two elements give n, and the others give every byte below n.
 *
 * <p>The row is cut into blocks of {@link Poseidon2#RATE} elements, the last one filled with zeros, as the row hash does.
 */
public final class FileElements {
    /** Bytes of an element. */
    public static final int ELEMENT_BYTES = 3;
    /** Bytes of a block behind the first one. */
    public static final int BLOCK_BYTES = ELEMENT_BYTES * Poseidon2.RATE;
    /** Elements in front of the content. */
    public static final int HEADER = 2;
    /** Longest file: its blocks must be counted by an {@code int} and its elements by an element. */
    public static final long MAX_BYTES = (long) ELEMENT_BYTES * (KoalaBear.P - 1 - HEADER);

    private FileElements() {}

    /**
     * Length of the row.
     *
     * @throws IllegalArgumentException unless 0 <= bytes <= {@link #MAX_BYTES}
     */
    public static int elements(long bytes) {
        if (bytes < 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("expected a file of 0 to " + MAX_BYTES + " bytes, got " + bytes);
        }
        return (int) (HEADER + (bytes + ELEMENT_BYTES - 1) / ELEMENT_BYTES);
    }

    /** Blocks of the row. */
    public static int blocks(long bytes) {
        return (elements(bytes) + Poseidon2.RATE - 1) / Poseidon2.RATE;
    }

    /** The sponge before the first block. */
    public static SpongeState start(long bytes) {
        return SpongeState.start(elements(bytes));
    }

    /** First byte that block {@code block} of a file of so many bytes depends on; the file's end, if there is no such block. */
    public static long firstByte(long bytes, int block) {
        return block == 0 ? 0 : Math.min(bytes, ELEMENT_BYTES * ((long) block * Poseidon2.RATE - HEADER));
    }

    /**
     * Some blocks of the row, in Montgomery form.
     *
     * @param bytes length of the whole file
     * @param content bytes {@link #firstByte}(bytes, from) to {@link #firstByte}(bytes, from + count) of it
     * @param from first block
     * @param count how many
     * @throws IllegalArgumentException if that is not how many bytes there are
     */
    public static int[] blocks(long bytes, byte[] content, int from, int count) {
        long expected = firstByte(bytes, from + count) - firstByte(bytes, from);
        if (from < 0 || count < 0 || (long) from + count > blocks(bytes) || content.length != expected) {
            throw new IllegalArgumentException("expected " + expected + " bytes of blocks " + from + " to "
                    + ((long) from + count) + " of " + blocks(bytes) + ", got " + content.length);
        }
        int[] out = new int[count * Poseidon2.RATE];
        int at = 0;
        if (from == 0 && count > 0) {
            out[at++] = KoalaBear.fromCanonical((int) (bytes & 0xFFFFFF));
            out[at++] = KoalaBear.fromCanonical((int) (bytes >>> 24));
        }
        for (int i = 0; i < content.length; i += ELEMENT_BYTES) {
            out[at++] = KoalaBear.fromCanonical(element(content, i));
        }
        return out;
    }

    private static int element(byte[] content, int at) {
        int x = 0;
        for (int i = Math.min(ELEMENT_BYTES, content.length - at) - 1; i >= 0; i--) {
            x = x << 8 | (content[at + i] & 0xFF);
        }
        return x;
    }
}
