package io.bulwark.proof;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.IntToLongFunction;

/**
 * A proof as bytes: u32s, little-endian; the shape index, then the elements in order of sending, each canonical. No length prefix: the shape gives the
 * one length that a proof has.
 */
public final class ProofBody {
    private final int shapeIndex;
    private final int[] elements;

    private ProofBody(int shapeIndex, int[] elements) {
        this.shapeIndex = shapeIndex;
        this.elements = elements;
    }

    /**
     * Takes bytes apart. Nothing is allocated before the length is known to be the right one.
     *
     * @param shapes number of shapes
     * @param lengthOf of a shape's index, the u32s of its proofs, the shape index included
     * @throws VerificationException NO_PROOF, NOT_ELEMENTS, SHAPE_INDEX, PROOF_LENGTH or ELEMENT_NOT_CANONICAL
     */
    public static ProofBody decode(byte[] proof, int shapes, IntToLongFunction lengthOf) {
        if (proof == null || proof.length == 0) {
            throw new VerificationException(Reason.NO_PROOF, "bytes", proof == null ? "none" : "0 bytes");
        }
        if (proof.length % Integer.BYTES != 0) {
            throw new VerificationException(Reason.NOT_ELEMENTS, "a multiple of 4 bytes", proof.length);
        }
        ByteBuffer in = ByteBuffer.wrap(proof).order(ByteOrder.LITTLE_ENDIAN);
        int shapeIndex = in.getInt();
        if (Integer.compareUnsigned(shapeIndex, shapes) >= 0) {
            throw new VerificationException(
                    Reason.SHAPE_INDEX, "an index below " + shapes, Integer.toUnsignedString(shapeIndex));
        }
        long bytes = Integer.BYTES * lengthOf.applyAsLong(shapeIndex);
        if (proof.length != bytes) {
            throw new VerificationException(Reason.PROOF_LENGTH, bytes + " bytes", proof.length + " bytes");
        }
        int[] elements = new int[proof.length / Integer.BYTES - 1];
        in.asIntBuffer().get(elements);
        for (int i = 0; i < elements.length; i++) {
            if (!KoalaBear.isCanonical(elements[i])) {
                throw new VerificationException(
                        Reason.ELEMENT_NOT_CANONICAL,
                        "a number below " + KoalaBear.P,
                        Integer.toUnsignedString(elements[i]) + " at element " + i);
            }
            elements[i] = KoalaBear.fromCanonical(elements[i]);
        }
        return new ProofBody(shapeIndex, elements);
    }

    /** The bytes that {@link #decode} reads as this. */
    byte[] encode() {
        ByteBuffer out =
                ByteBuffer.allocate(Integer.BYTES * (elements.length + 1)).order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(shapeIndex);
        for (int element : elements) {
            out.putInt(KoalaBear.toCanonical(element));
        }
        return out.array();
    }

    public int shapeIndex() {
        return shapeIndex;
    }

    /** Behind the shape index, in Montgomery form; the array itself. */
    public int[] elements() {
        return elements;
    }
}
