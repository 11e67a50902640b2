package io.bulwark.riscv;

import java.util.function.IntUnaryOperator;

/** What a program reads as file 0: bytes in words of four, least significant first, the last filled with zeros. */
public final class Input {
    /** Bytes from which on an input is too long. */
    public static final int LIMIT = 1 << 30;

    private static final Input NONE = new Input(false, 0, i -> 0);

    private final boolean present;
    private final int length;
    private final IntUnaryOperator words;

    Input(boolean present, int length, IntUnaryOperator words) {
        this.present = present;
        this.length = length;
        this.words = words;
    }

    /** No input at all: a program that reads stops with an error. To a proof it is the empty input. */
    public static Input none() {
        return NONE;
    }

    /**
     * The bytes of an array, which must not change.
     *
     * @throws IllegalArgumentException if there are 2^30 or more
     */
    public static Input of(byte[] bytes) {
        if (bytes.length >= LIMIT) {
            throw new IllegalArgumentException("expected an input below 2^30 bytes, got " + bytes.length);
        }
        return new Input(true, bytes.length, i -> word(bytes, i));
    }

    boolean isPresent() {
        return present;
    }

    /** Length in bytes. */
    public int length() {
        return length;
    }

    /** Word i, zero behind the end. */
    public int word(int i) {
        return words.applyAsInt(i);
    }

    private static int word(byte[] bytes, int i) {
        int word = 0;
        for (int at = 4 * i; at < Math.min(4 * i + 4, bytes.length); at++) {
            word |= (bytes[at] & 0xff) << (8 * (at - 4 * i));
        }
        return word;
    }
}
