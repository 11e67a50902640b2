package io.bulwark.recursion.fold;

import io.bulwark.air.Layout;
import io.bulwark.backend.Backend;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.ProtocolVerifier;
import io.bulwark.proof.ProtocolVerifier.Statement;
import io.bulwark.proof.SecurityParameters;
import io.bulwark.transcript.VerifierChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What a folded proof must satisfy to be a child of another, over any backend: its circuit is one of those that are allowed and of a kind that is taken here, and
 * the proof verifies.
 *
 * <p>Hints, in order: the public values; preprocessed root and cap of the circuit; its place within its kind, {@link CircuitKind#LOG_PLACES} bits, lowest first,
 * and the siblings from its leaf upwards; the proof.
 *
 * @param <F> an element of F
 * @param <K> an element of K
 * @param <V> a sequence of elements of F
 * @param <B> a bit
 */
final class ChildRules<F, K, V, B> {
    private final Backend<F, K, V, B> backend;
    private final FoldSystem system;

    ChildRules(Backend<F, K, V, B> backend, FoldSystem system) {
        this.backend = backend;
        this.system = system;
    }

    /** How many hints a child has. */
    static int hints(Layout layout) {
        return Math.toIntExact(FoldValues.COUNT
                + Backend.DIGEST
                + layout.stackCapElements()
                + CircuitKind.LOG_PLACES
                + (long) Backend.DIGEST * AllowedCircuits.DEPTH
                + layout.proofElements()
                - 1);
    }

    /** The public values of a lift or a join, whichever it is. */
    V lifted(HintReader<V> hints, int shape) {
        V values = hints.take(FoldValues.COUNT);
        // LIFT and JOIN are 0 and 1: nothing else is a bit.
        B join = backend.bit(backend.element(values, FoldValues.KIND), Reason.FOLD_KIND);
        verify(hints, values, CircuitKind.JOIN, shape, List.of(join, known(0)));
        return values;
    }

    /** The public values of a finished run. */
    V finished(HintReader<V> hints) {
        V values = hints.take(FoldValues.COUNT);
        int kind = CircuitKind.FINISH.number();
        K one = backend.extension().constant(KoalaBear.ONE);
        backend.assertEqual(
                backend.extension().constant(KoalaBear.fromCanonical(kind)),
                backend.scale(one, backend.element(values, FoldValues.KIND)),
                Reason.FOLD_KIND);
        verify(hints, values, CircuitKind.FINISH, FoldSystem.FINISHED, List.of(known(kind & 1), known(kind >>> 1)));
        return values;
    }

    /**
     * Verifies a child.
     *
     * @param kind one whose proofs have the child's parameters
     * @param kindBits the bits of its kind's number, lowest first: the last steps of the path
     */
    private void verify(HintReader<V> hints, V values, CircuitKind kind, int shape, List<B> kindBits) {
        Layout layout = system.layout(kind, shape);
        SecurityParameters parameters = system.parameters().of(kind);
        V root = hints.take(Backend.DIGEST);
        V cap = hints.take(Math.toIntExact(layout.stackCapElements()));
        List<B> sides = new ArrayList<>();
        V place = hints.take(CircuitKind.LOG_PLACES);
        for (int i = 0; i < CircuitKind.LOG_PLACES; i++) {
            sides.add(backend.bit(backend.element(place, i), Reason.FOLD_CIRCUIT_PATH));
        }
        sides.addAll(kindBits);
        V digest = new CircuitLeaf<>(backend, system)
                .of(backend.slice(values, FoldValues.KIND, FoldValues.KIND + 1), layout, parameters, root);
        for (B side : sides) {
            digest = backend.climb(List.of(side), List.of(digest), List.of(hints.take(Backend.DIGEST)))
                    .getFirst();
        }
        backend.assertSame(
                backend.slice(values, FoldValues.ALLOWED, FoldValues.COUNT), digest, Reason.FOLD_CIRCUIT_PATH);
        V proof = hints.take(Math.toIntExact(layout.proofElements() - 1));
        new ProtocolVerifier<>(
                        new VerifierChannel<>(backend, proof),
                        layout,
                        parameters,
                        new Statement<>(backend.constants(system.recursionDigest()), root, cap, values))
                .verify();
    }

    private B known(int bit) {
        return backend.bit(backend.base().constant(KoalaBear.fromCanonical(bit)), Reason.FOLD_KIND);
    }
}
