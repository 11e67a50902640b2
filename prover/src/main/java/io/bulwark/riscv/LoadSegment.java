package io.bulwark.riscv;

/** Bytes that lie in memory before a program starts. What a file only reserves is zero and is no part of them. */
public final class LoadSegment {
    private final int address;
    private final byte[] bytes;

    LoadSegment(int address, byte[] bytes) {
        this.address = address;
        this.bytes = bytes;
    }

    /** Address of the first byte, unsigned. */
    public int address() {
        return address;
    }

    /** Number of bytes. */
    public int length() {
        return bytes.length;
    }

    /** Byte i, 0 <= i < {@link #length}. */
    public byte at(int i) {
        return bytes[i];
    }

    /** The little-endian word of bytes i to i + 3. */
    int wordAt(int i) {
        return (bytes[i] & 0xff) | (bytes[i + 1] & 0xff) << 8 | (bytes[i + 2] & 0xff) << 16 | bytes[i + 3] << 24;
    }

    /** The address behind the last byte, at most 2^32. */
    long end() {
        return Integer.toUnsignedLong(address) + bytes.length;
    }
}
