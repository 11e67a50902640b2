package io.bulwark.riscv.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A segment's public values and its proof, neither of them believed before they are verified. The arrays are not copied. */
public final class SegmentProof {
    private final int[] values;
    private final byte[] proof;

    /**
     * A proof as it came.
     *
     * @param values canonical numbers, in the order of {@link io.bulwark.riscv.tables.SegmentEnds}
     * @param proof u32s, little-endian, the shape's index first
     */
    public SegmentProof(int[] values, byte[] proof) {
        this.values = values;
        this.proof = proof;
    }

    /** The public values; the array itself. */
    public int[] values() {
        return values;
    }

    /** The proof's bytes; the array itself. */
    public byte[] proof() {
        return proof;
    }

    /** The shape that the proof names, or -1 where it is too short to name one. */
    public int shape() {
        return proof.length < Integer.BYTES
                ? -1
                : ByteBuffer.wrap(proof).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SegmentProof o && Arrays.equals(values, o.values) && Arrays.equals(proof, o.proof);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(proof);
    }
}
