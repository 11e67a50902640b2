package io.bulwark.recursion.circuit;

import io.bulwark.backend.VerificationException;
import io.bulwark.proof.Key;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.ProtocolVerifier;
import io.bulwark.proof.ProtocolVerifier.Statement;
import io.bulwark.transcript.VerifierChannel;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The verifier of one shape as a circuit. Hints in order: preprocessed root, its cap, public values, the proof without its shape index; the public values are the proof's. */
record RecordedVerifier(Circuit circuit) {
    static RecordedVerifier of(Key key, int shape) {
        CircuitBackend backend = new CircuitBackend();
        int cap = key.layout(shape).prepWidth() == 0
                ? 0
                : Math.toIntExact(key.layout(shape).stackCapElements());
        Sequence root = backend.hints(9);
        Sequence capElements = backend.hints(cap);
        Sequence values = backend.hints(key.machine().publicContributions().count());
        Sequence elements = backend.hints(Math.toIntExact(key.layout(shape).proofElements() - 1));
        for (int i = 0; i < backend.length(values); i++) {
            backend.publicValue(i, backend.element(values, i));
        }
        new ProtocolVerifier<>(
                        new VerifierChannel<>(backend, elements),
                        key.layout(shape),
                        key.parameters(),
                        new Statement<>(backend.constants(key.machineDigest()), root, capElements, values))
                .verify();
        return new RecordedVerifier(backend.finish());
    }

    /**
     * Runs it.
     *
     * @throws VerificationException if it refuses
     */
    Witness run(Preprocessed preprocessed, int[] publicValues, int[] elements) {
        return Witness.of(
                circuit,
                Stream.of(preprocessed.root(), preprocessed.cap(), publicValues, elements)
                        .flatMapToInt(IntStream::of)
                        .toArray());
    }
}
