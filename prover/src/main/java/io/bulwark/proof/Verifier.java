package io.bulwark.proof;

import io.bulwark.air.Layout;
import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.ProtocolVerifier.Statement;
import io.bulwark.transcript.VerifierChannel;

/**
 * The native verifier: take apart, check every shape and length, absorb, compute, in that order.
 *
 * <p>Whatever the proof and the public values are, it returns or throws {@link VerificationException}; time and memory are bounded by what the key's
 * parameters allow a proof to be.
 */
public final class Verifier {
    private Verifier() {}

    /**
     * Accepts a proof of a statement about the key's machine.
     *
     * @param publicValues canonical numbers
     * @param proof u32s, little-endian: the shape index, then the elements in order of sending
     * @throws VerificationException if it is refused
     */
    public static void verify(Key key, int[] publicValues, byte[] proof) {
        ProofBody body = ProofBody.decode(
                proof, key.machine().shapes().size(), i -> key.layout(i).proofElements());
        int[] values = checkPublicValues(key, publicValues);
        verify(key, values, body.shapeIndex(), new VerifierChannel<>(NativeBackend.INSTANCE, body.elements()));
    }

    /**
     * Accepts a proof file.
     *
     * @param publicValues canonical numbers
     * @param file header and proof, as {@link ProofFile} writes them
     * @throws VerificationException if it is refused
     */
    public static void verifyFile(Key key, int[] publicValues, byte[] file) {
        verify(key, publicValues, ProofFile.decode(file, key.machineDigest()));
    }

    /** Behind the checks of the proof's length and of the public values, which are in Montgomery form. */
    static void verify(
            Key key, int[] publicValues, int shapeIndex, VerifierChannel<Integer, Extension, int[], Boolean> channel) {
        Layout layout = key.layout(shapeIndex);
        Preprocessed preprocessed = checkKey(key, layout);
        Statement<int[]> statement =
                new Statement<>(key.machineDigest(), preprocessed.root(), preprocessed.cap(), publicValues);
        new ProtocolVerifier<>(channel, layout, key.parameters(), statement).verify();
    }

    private static int[] checkPublicValues(Key key, int[] publicValues) {
        int count = key.machine().publicContributions().count();
        if (publicValues == null || publicValues.length != count) {
            throw new VerificationException(
                    Reason.NUMBER_OF_PUBLIC_VALUES, count, publicValues == null ? "none" : publicValues.length);
        }
        int[] elements = new int[count];
        for (int i = 0; i < count; i++) {
            if (!KoalaBear.isCanonical(publicValues[i])) {
                throw new VerificationException(
                        Reason.PUBLIC_VALUE_NOT_CANONICAL,
                        "a number below " + KoalaBear.P,
                        Integer.toUnsignedString(publicValues[i]) + " at public value " + i);
            }
            elements[i] = KoalaBear.fromCanonical(publicValues[i]);
        }
        return elements;
    }

    private static Preprocessed checkKey(Key key, Layout layout) {
        Preprocessed preprocessed = key.preprocessed(layout.shapeIndex())
                .orElseThrow(() -> new VerificationException(
                        Reason.NO_PREPROCESSED_ROOT, "one for shape " + layout.shapeIndex(), "none"));
        long expected = layout.prepWidth() == 0 ? 0 : layout.stackCapElements();
        int got = preprocessed.cap().length;
        if (got != expected) {
            throw new VerificationException(Reason.PREPROCESSED_CAP_LENGTH, expected + " elements", got + " elements");
        }
        return preprocessed;
    }
}
