package io.bulwark.recursion.tables;

import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Key;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.ProtocolVerifier;
import io.bulwark.proof.ProtocolVerifier.Statement;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.recursion.circuit.BaseWire;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.CircuitBackend;
import io.bulwark.recursion.circuit.Sequence;
import io.bulwark.riscv.segment.SegmentMachine;
import io.bulwark.transcript.VerifierChannel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The verifier of one shape as a circuit with as many public values as the recursion machine has: those of the proof, then zeros. Hints: preprocessed root, its cap,
 * public values, the proof without its shape index.
 */
final class RecordedProof {
    private RecordedProof() {}

    static Circuit circuit(Key key, int shape) {
        CircuitBackend backend = new CircuitBackend();
        int cap = key.layout(shape).prepWidth() == 0
                ? 0
                : Math.toIntExact(key.layout(shape).stackCapElements());
        Sequence root = backend.hints(CircuitBackend.DIGEST);
        Sequence capElements = backend.hints(cap);
        Sequence values = backend.hints(key.machine().publicContributions().count());
        Sequence elements = backend.hints(Math.toIntExact(key.layout(shape).proofElements() - 1));
        for (int i = 0; i < RecursionMachine.PUBLIC_VALUES; i++) {
            BaseWire value = i < backend.length(values)
                    ? backend.element(values, i)
                    : backend.base().constant(0);
            backend.publicValue(i, value);
        }
        new ProtocolVerifier<>(
                        new VerifierChannel<>(backend, elements),
                        key.layout(shape),
                        key.parameters(),
                        new Statement<>(backend.constants(key.machineDigest()), root, capElements, values))
                .verify();
        return backend.finish();
    }

    /** The circuit's hints for a proof. */
    static int[] hints(Preprocessed preprocessed, int[] publicValues, byte[] proof) {
        int[] elements = new int[proof.length / Integer.BYTES - 1];
        ByteBuffer.wrap(proof, Integer.BYTES, proof.length - Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asIntBuffer()
                .get(elements);
        IntStream montgomery = IntStream.of(elements).map(KoalaBear::fromCanonical);
        return Stream.of(
                        IntStream.of(preprocessed.root()),
                        IntStream.of(preprocessed.cap()),
                        IntStream.of(publicValues),
                        montgomery)
                .flatMapToInt(s -> s)
                .toArray();
    }

    /** The verifier of a segment of the standard machine's shape with this title. */
    static Circuit ofSegment(String title) {
        SegmentMachine machine = SegmentMachine.standard();
        Key key = new Key(
                machine.machine(),
                SecurityParameters.segment(),
                machine.shapes().stream()
                        .map(s -> Optional.<Preprocessed>empty())
                        .toList());
        int shape = IntStream.range(0, machine.shapes().size())
                .filter(i -> machine.shapes().get(i).title().equals(title))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no shape " + title));
        return circuit(key, shape);
    }
}
