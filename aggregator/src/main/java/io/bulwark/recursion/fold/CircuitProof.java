package io.bulwark.recursion.fold;

import io.bulwark.air.Layout;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.ProofBody;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.util.Arrays;

/**
 * A proof of some circuit with its public values, none of it believed. As bytes: magic "BWFD", version of the format, security set, index of the circuit, each a u32,
 * little-endian; then canonical elements of 31 bits each, see {@link PackedElements}: the public values, the cap of the circuit's commitment unless verifiers hold it, the proof
 * without its shape's index. The length follows from the circuit. Arrays are not copied.
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
     * @throws VerificationException FILE_TRUNCATED, FILE_MAGIC, FILE_VERSION, FILE_PARAMETERS, FOLD_CIRCUIT, FOLD_KIND, PROOF_LENGTH or FILE_END
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
        CircuitIdentity identity = identities.of(circuit, kinds);
        int capElements = capElements(identities, circuit);
        int proofElements = proofElements(identities, circuit);
        int length = length(identities, circuit);
        if (bytes.length != length) {
            throw new VerificationException(Reason.PROOF_LENGTH, length + " bytes", bytes.length + " bytes");
        }
        int[] elements = PackedElements.decode(
                bytes, Integer.BYTES * HEADER, FoldValues.COUNT + capElements + proofElements);
        ByteBuffer proof = ByteBuffer.allocate(Integer.BYTES * (1 + proofElements))
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(identity.shape());
        proof.asIntBuffer().put(elements, FoldValues.COUNT + capElements, proofElements);
        return new CircuitProof(
                set,
                circuit,
                Arrays.copyOf(elements, FoldValues.COUNT),
                Arrays.copyOfRange(elements, FoldValues.COUNT, FoldValues.COUNT + capElements),
                proof.array());
    }

    /** Bytes of every proof of a circuit that there is. */
    static int length(FoldIdentities identities, int circuit) {
        int elements = FoldValues.COUNT + capElements(identities, circuit) + proofElements(identities, circuit);
        return Integer.BYTES * HEADER + PackedElements.bytes(elements);
    }

    private static int capElements(FoldIdentities identities, int circuit) {
        return identities.cap(circuit).isPresent()
                ? 0
                : Math.toIntExact(layout(identities, circuit).stackCapElements());
    }

    /** All but the index of the shape, which the circuit tells. */
    private static int proofElements(FoldIdentities identities, int circuit) {
        return Math.toIntExact(layout(identities, circuit).proofElements() - 1);
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
        IntBuffer elements = ByteBuffer.wrap(proof).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        int proofElements = elements.remaining() - 1;
        int[] all = Arrays.copyOf(values, values.length + cap.length + proofElements);
        System.arraycopy(cap, 0, all, values.length, cap.length);
        elements.position(1).get(all, values.length + cap.length, proofElements);
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * HEADER + PackedElements.bytes(all.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putInt(MAGIC).putInt(FORMAT_VERSION).putInt(set).putInt(circuit);
        return out.put(PackedElements.encode(all)).array();
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
