package io.bulwark.riscv.segment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/**
 * What an exit call names as the digest of the program's output.
 *
 * @param words 8 words, as 32-bit patterns; bytes of a word least significant first
 */
public record OutputDigest(List<Integer> words) {
    /** Words of a digest. */
    public static final int WORDS = 8;

    /** Of a run that named none. */
    public static final OutputDigest NONE = new OutputDigest(Collections.nCopies(WORDS, 0));

    /** Copies its words. */
    public OutputDigest {
        words = List.copyOf(words);
        if (words.size() != WORDS) {
            throw new IllegalArgumentException("expected " + WORDS + " words, got " + words.size());
        }
    }

    /**
     * The digest of these bytes in memory's order, as SHA-256 writes it.
     *
     * @throws IllegalArgumentException unless there are 32
     */
    public static OutputDigest of(byte[] bytes) {
        if (bytes.length != 4 * WORDS) {
            throw new IllegalArgumentException("expected " + 4 * WORDS + " bytes, got " + bytes.length);
        }
        List<Integer> words = new ArrayList<>();
        for (int i = 0; i < bytes.length; i += 4) {
            words.add((bytes[i] & 0xff)
                    | (bytes[i + 1] & 0xff) << 8
                    | (bytes[i + 2] & 0xff) << 16
                    | (bytes[i + 3] & 0xff) << 24);
        }
        return new OutputDigest(words);
    }

    /** 32 bytes in memory's order. */
    public byte[] bytes() {
        byte[] bytes = new byte[4 * WORDS];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (words.get(i / 4) >>> (8 * (i % 4)));
        }
        return bytes;
    }

    /** In hexadecimal. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes());
    }
}
