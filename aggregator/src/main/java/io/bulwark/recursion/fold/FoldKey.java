package io.bulwark.recursion.fold;

import io.bulwark.field.KoalaBear;
import io.bulwark.proof.Preprocessed;
import io.bulwark.proof.ProverKey;
import io.bulwark.proof.ProverOptions;
import io.bulwark.recursion.circuit.BaseWire;
import io.bulwark.recursion.circuit.Circuit;
import io.bulwark.recursion.circuit.CircuitBackend;
import io.bulwark.recursion.circuit.Sequence;
import io.bulwark.recursion.tables.CircuitTables;
import io.bulwark.riscv.memory.Digest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A circuit as provers know it: its rows, and the commitment to them with all it holds. Made from the system alone: the same one everywhere.
 *
 * @param index among all circuits
 * @param circuit its rows
 * @param shape index in the recursion machine
 * @param key the prover's
 */
record FoldKey(int index, Circuit circuit, int shape, ProverKey key) {

    /** Records a circuit. */
    static Circuit record(FoldSystem system, FoldCircuit circuit) {
        CircuitBackend backend = new CircuitBackend();
        Sequence hints = backend.hints(FoldRules.hints(system, circuit));
        List<BaseWire> values = new FoldRules<>(backend, system).values(circuit, hints);
        for (int i = 0; i < values.size(); i++) {
            backend.publicValue(i, values.get(i));
        }
        return backend.finish();
    }

    /**
     * The least shape that holds a circuit.
     *
     * @throws FoldException of kind CIRCUIT_TOO_LARGE if none does
     */
    static int shape(FoldSystem system, CircuitKind kind, Circuit circuit) {
        return system.shapesOf(kind).stream()
                .filter(shape -> system.recursion().holds(shape, circuit))
                .min((a, b) -> Long.compare(
                        system.recursion().cells(a), system.recursion().cells(b)))
                .orElseThrow(() -> new FoldException(
                        FoldException.Kind.CIRCUIT_TOO_LARGE, "one that a shape of a " + kind + " holds", circuit));
    }

    /**
     * Makes the key of a circuit of a system.
     *
     * @param options threads and kernels
     */
    static FoldKey build(FoldSystem system, int index, ProverOptions options) {
        CircuitKind kind = CircuitKind.of(index);
        Circuit circuit = record(system, system.circuits().get(index));
        return of(system, index, circuit, shape(system, kind, circuit), options);
    }

    /** The key of a circuit that is recorded already. */
    static FoldKey of(FoldSystem system, int index, Circuit circuit, int shape, ProverOptions options) {
        ProverKey key = ProverKey.of(
                system.recursion().machine(),
                system.parameters().of(CircuitKind.of(index)),
                CircuitTables.preprocessed(circuit),
                Set.of(shape),
                options);
        return new FoldKey(index, circuit, shape, key);
    }

    CircuitIdentity identity() {
        return new CircuitIdentity(shape, Digest.of(preprocessed().root()));
    }

    /** The commitment's cap, canonical. */
    int[] cap() {
        return Arrays.stream(preprocessed().cap()).map(KoalaBear::toCanonical).toArray();
    }

    private Preprocessed preprocessed() {
        return key.key().preprocessed(shape).orElseThrow();
    }
}
