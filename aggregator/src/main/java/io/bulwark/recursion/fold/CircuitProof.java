package io.bulwark.recursion.fold;

import io.bulwark.air.Layout;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.ProofBody;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A proof of some circuit with its public values, none of it believed. As bytes, all u32s, little-endian: magic "BWFD", version of the format, security set, index
 * of the circuit, the public values, the cap of the circuit's commitment unless verifiers hold it, the proof. The length follows from the circuit. Arrays are not copied.
 */
final class CircuitProof {
    /** The bytes "BWFD". */
    static final int MAGIC = 0x44465742;

    static final int FORMAT_VERSION = 1;

    private static final int HEADER = 4;

    private final int set;
    private final int circuit;
    private final int[] values;
    private final int[] cap;
    private final byte[] proof;

    /**
     * A proof as it came.
     *
     * @param values canonical numbers
     * @param cap canonical numbers; empty if verifiers hold it
     * @param proof u32s, the shape's index first
     */
    CircuitProof(int set, int circuit, int[] values, int[] cap, byte[] proof) {
        this.set = set;
        this.circuit = circuit;
        this.values = values;
        this.cap = cap;
        this.proof = proof;
    }

    /**
     * Takes bytes apart; the numbers are not looked into.
     *
     * @throws VerificationException FILE_TRUNCATED, FILE_MAGIC, FILE_VERSION, FILE_PARAMETERS, FOLD_CIRCUIT, FOLD_KIND or PROOF_LENGTH
     */
    static CircuitProof decode(byte[] bytes, FoldIdentities identities, CircuitKind... kinds) {
        if (bytes.length < Integer.BYTES * HEADER) {
            throw new VerificationException(
                    Reason.FILE_TRUNCATED, "at least " + Integer.BYTES * HEADER + " bytes", bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        require(in.getInt(), MAGIC, Reason.FILE_MAGIC);
        require(in.getInt(), FORMAT_VERSION, Reason.FILE_VERSION);
        int set = in.getInt();
        require(set, identities.system().parameters().set(), Reason.FILE_PARAMETERS);
        int circuit = in.getInt();
        identities.of(circuit, kinds);
        int capElements = capElements(identities, circuit);
        int length = length(identities, circuit);
        int proofBytes = length - Integer.BYTES * (HEADER + FoldValues.COUNT + capElements);
        if (bytes.length != length) {
            throw new VerificationException(Reason.PROOF_LENGTH, length + " bytes", bytes.length + " bytes");
        }
        int[] values = new int[FoldValues.COUNT];
        int[] cap = new int[capElements];
        in.asIntBuffer().get(values).get(cap);
        return new CircuitProof(
                set, circuit, values, cap, Arrays.copyOfRange(bytes, bytes.length - proofBytes, bytes.length));
    }

    /** Bytes of every proof of a circuit that there is. */
    static int length(FoldIdentities identities, int circuit) {
        long elements = HEADER
                + FoldValues.COUNT
                + capElements(identities, circuit)
                + layout(identities, circuit).proofElements();
        return Math.toIntExact(Integer.BYTES * elements);
    }

    private static int capElements(FoldIdentities identities, int circuit) {
        return identities.cap(circuit).isPresent()
                ? 0
                : Math.toIntExact(layout(identities, circuit).stackCapElements());
    }

    private static Layout layout(FoldIdentities identities, int circuit) {
        return identities.system().layout(
                CircuitKind.of(circuit), identities.all().get(circuit).shape());
    }

    private static void require(int got, int expected, Reason reason) {
        if (got != expected) {
            throw new VerificationException(reason, Integer.toUnsignedString(expected), Integer.toUnsignedString(got));
        }
    }

    byte[] encode() {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * (HEADER + values.length + cap.length) + proof.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(FORMAT_VERSION).putInt(set).putInt(circuit);
        for (int value : values) {
            out.putInt(value);
        }
        for (int element : cap) {
            out.putInt(element);
        }
        return out.put(proof).array();
    }

    int circuit() {
        return circuit;
    }

    int set() {
        return set;
    }

    int[] values() {
        return values;
    }

    int[] cap() {
        return cap;
    }

    byte[] proof() {
        return proof;
    }

    /** The values in Montgomery form, once they are known to be as many as there must be, and canonical. */
    int[] valueElements() {
        if (values.length != FoldValues.COUNT) {
            throw new VerificationException(Reason.NUMBER_OF_PUBLIC_VALUES, FoldValues.COUNT, values.length);
        }
        return elements(values, Reason.PUBLIC_VALUE_NOT_CANONICAL);
    }

    /** The cap in Montgomery form, once it is known to be canonical. */
    int[] capElements() {
        return elements(cap, Reason.PREPROCESSED_CAP_LENGTH);
    }

    /** The proof's elements in Montgomery form, once length and shape are known to be right. */
    int[] proofElements(Layout layout) {
        return elements(proof, layout);
    }

    /** The elements of a proof that must have a layout's shape. */
    static int[] elements(byte[] proof, Layout layout) {
        int shapes = layout.machine().shapes().size();
        ProofBody body = ProofBody.decode(proof, shapes, shape -> layout.proofElements());
        if (body.shapeIndex() != layout.shapeIndex()) {
            throw new VerificationException(Reason.SHAPE_INDEX, layout.shapeIndex(), body.shapeIndex());
        }
        return body.elements();
    }

    static int[] elements(int[] canonical, Reason reason) {
        int[] elements = new int[canonical.length];
        for (int i = 0; i < elements.length; i++) {
            if (!KoalaBear.isCanonical(canonical[i])) {
                throw new VerificationException(
                        reason, "a number below " + KoalaBear.P, Integer.toUnsignedString(canonical[i]));
            }
            elements[i] = KoalaBear.fromCanonical(canonical[i]);
        }
        return elements;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CircuitProof o
                && set == o.set
                && circuit == o.circuit
                && Arrays.equals(values, o.values)
                && Arrays.equals(cap, o.cap)
                && Arrays.equals(proof, o.proof);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + Arrays.hashCode(proof);
    }
}
