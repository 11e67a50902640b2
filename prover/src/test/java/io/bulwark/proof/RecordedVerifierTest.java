package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.ProtocolVerifier.Statement;
import io.bulwark.proof.RecordingBackend.BaseWire;
import io.bulwark.transcript.VerifierChannel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same verifier, recorded once for a shape without any proof and run on many, agrees with the native one on all of them. */
class RecordedVerifierTest {
    /** A recorded verifier with the wires that it reads. */
    private record Recorded(
            RecordingBackend backend,
            List<BaseWire> root,
            List<BaseWire> cap,
            List<BaseWire> publicValues,
            List<BaseWire> elements) {

        static Recorded of(Key key, int shape) {
            RecordingBackend backend = new RecordingBackend();
            int[] digest = key.machineDigest();
            int capElements = key.layout(shape).prepWidth() == 0
                    ? 0
                    : Math.toIntExact(key.layout(shape).stackCapElements());
            Recorded recorded = new Recorded(
                    backend,
                    RecordingBackend.inputs(9),
                    RecordingBackend.inputs(capElements),
                    RecordingBackend.inputs(key.machine().publicContributions().count()),
                    RecordingBackend.inputs(Math.toIntExact(key.layout(shape).proofElements() - 1)));
            new ProtocolVerifier<>(
                            new VerifierChannel<>(backend, recorded.elements),
                            key.layout(shape),
                            key.parameters(),
                            new Statement<>(
                                    backend.constants(digest), recorded.root, recorded.cap, recorded.publicValues))
                    .verify();
            return recorded;
        }

        Optional<Reason> refusal(Preprocessed preprocessed, int[] values, int[] proof) {
            write(root, preprocessed.root());
            write(cap, preprocessed.cap());
            write(publicValues, values);
            write(elements, proof);
            try {
                backend.run();
                return Optional.empty();
            } catch (VerificationException e) {
                return Optional.of(e.reason());
            }
        }

        private static void write(List<BaseWire> wires, int[] values) {
            assertThat(values).hasSize(wires.size());
            for (int i = 0; i < values.length; i++) {
                wires.get(i).set(values[i]);
            }
        }
    }

    private static Optional<Reason> nativeRefusal(ProofVector vector, int[] publicValues, byte[] proof) {
        try {
            Verifier.verify(vector.key(), publicValues, proof);
            return Optional.empty();
        } catch (VerificationException e) {
            return Optional.of(e.reason());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void agreesWithTheNativeVerifier(String name) {
        ProofVector vector = ProofVector.read(name);
        Recorded recorded = Recorded.of(vector.key(), vector.shape());
        assertThat(recorded.backend().gates()).isPositive();
        Preprocessed preprocessed = vector.key().preprocessed(vector.shape()).orElseThrow();
        int[] publicValues = ProofVector.montgomery(vector.publicValues());
        assertThat(recorded.refusal(preprocessed, publicValues, vector.elements()))
                .isEmpty();
        for (int i = 0; i < vector.u32s() - 1; i += 5) {
            int[] elements = vector.elements();
            elements[i] = KoalaBear.add(elements[i], KoalaBear.ONE);
            byte[] proof = vector.with(i + 1, KoalaBear.toCanonical(elements[i]));
            assertThat(recorded.refusal(preprocessed, publicValues, elements))
                    .as("element %d", i)
                    .isPresent()
                    .isEqualTo(nativeRefusal(vector, vector.publicValues(), proof));
        }
        for (int i = 0; i < publicValues.length; i++) {
            int[] values = vector.publicValues();
            values[i]++;
            assertThat(recorded.refusal(preprocessed, ProofVector.montgomery(values), vector.elements()))
                    .as("public value %d", i)
                    .isPresent()
                    .isEqualTo(nativeRefusal(vector, values, vector.proof()));
        }
        assertThat(recorded.refusal(preprocessed, publicValues, vector.elements()))
                .isEmpty();
    }
}
