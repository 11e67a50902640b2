package io.bulwark.recursion.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Verifier;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier as a circuit, made without any proof, says of all proofs what the native one says. */
class RecordedVerifierTest {
    private static Optional<Reason> refusal(Runnable verification) {
        try {
            verification.run();
            return Optional.empty();
        } catch (VerificationException e) {
            return Optional.of(e.reason());
        }
    }

    private static Optional<Reason> ofCircuit(
            RecordedVerifier verifier, VerifierVector vector, int[] values, int[] proof) {
        return refusal(() -> verifier.run(
                vector.preprocessed(), VerifierVector.montgomery(values), VerifierVector.montgomery(proof)));
    }

    private static Optional<Reason> ofNative(VerifierVector vector, int[] values, int[] proof) {
        return refusal(() -> Verifier.verify(vector.key(), values, vector.bytes(proof)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void agreesWithTheNativeVerifier(String name) {
        VerifierVector vector = VerifierVector.read(name);
        RecordedVerifier verifier = RecordedVerifier.of(vector.key(), vector.shape());
        int[] values = vector.canonicalValues();
        int[] proof = vector.canonicalElements();
        assertThat(ofCircuit(verifier, vector, values, proof)).isEmpty();
        for (int i = 0; i < proof.length; i += 5) {
            int[] changed = proof.clone();
            changed[i] = (changed[i] + 1) % KoalaBear.P;
            assertThat(ofCircuit(verifier, vector, values, changed))
                    .as("element %d", i)
                    .isPresent()
                    .isEqualTo(ofNative(vector, values, changed));
        }
        for (int i = 0; i < values.length; i++) {
            int[] changed = values.clone();
            changed[i]++;
            assertThat(ofCircuit(verifier, vector, changed, proof))
                    .as("public value %d", i)
                    .isPresent()
                    .isEqualTo(ofNative(vector, changed, proof));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void theSameShapeGivesTheSameCircuit(String name) {
        VerifierVector vector = VerifierVector.read(name);
        Circuit first = RecordedVerifier.of(vector.key(), vector.shape()).circuit();
        Circuit second = RecordedVerifier.of(vector.key(), vector.shape()).circuit();
        assertThat(second).isEqualTo(first).hasSameHashCodeAs(first);
    }

    /** Keys are commitments to circuits: whoever changes how one is recorded changes them, and must say so here. */
    @Test
    void theCircuitIsTheOneThatKeysWereMadeFor() throws NoSuchAlgorithmException {
        VerifierVector vector = VerifierVector.read("product");
        Circuit circuit = RecordedVerifier.of(vector.key(), vector.shape()).circuit();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int step = 0; step < circuit.steps(); step++) {
            digest.update((byte) circuit.gate(step).number());
        }
        for (Gate gate : Gate.values()) {
            for (String field : gate.fields()) {
                for (int number : circuit.column(gate, field)) {
                    digest.update(
                            ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
                }
            }
        }
        assertThat(HexFormat.of().formatHex(digest.digest(), 0, 8)).isEqualTo("05e01de0b4de2875");
    }
}
