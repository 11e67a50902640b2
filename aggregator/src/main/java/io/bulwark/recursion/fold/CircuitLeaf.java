package io.bulwark.recursion.fold;

import io.bulwark.air.Layout;
import io.bulwark.air.Piece;
import io.bulwark.backend.Backend;
import io.bulwark.field.KoalaBear;
import io.bulwark.proof.SecurityParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a circuit is among those that are allowed, over any backend: the row hash of (tag, kind, security set, digest of the recursion machine, shape: number of
 * pieces, of each chip and log height, s; the seven parameters; number and layout of the public values; preprocessed root). Kind and root differ from circuit
 * to circuit; all else follows from the shape.
 *
 * @param <V> a sequence of elements of F
 */
final class CircuitLeaf<V> {
    /** "LEAF" as a number. */
    private static final int TAG = 0x4c454146;

    private final Backend<?, ?, V, ?> backend;
    private final FoldSystem system;

    CircuitLeaf(Backend<?, ?, V, ?> backend, FoldSystem system) {
        this.backend = backend;
        this.system = system;
    }

    /**
     * A leaf, nine elements.
     *
     * @param kind the kind's number, one element
     * @param layout of the circuit's proofs
     * @param parameters the layout's
     * @param root nine elements
     */
    V of(V kind, Layout layout, SecurityParameters parameters, V root) {
        List<V> parts = new ArrayList<>();
        parts.add(known(TAG));
        parts.add(kind);
        parts.add(known(system.parameters().set()));
        parts.add(backend.constants(system.recursionDigest()));
        parts.add(known(shape(layout)));
        parts.add(known(parameters.elements()));
        parts.add(known(FoldValues.COUNT, FoldValues.LAYOUT));
        parts.add(root);
        return backend.rowHashes(List.of(backend.concat(parts))).getFirst();
    }

    private static int[] shape(Layout layout) {
        IntStream.Builder numbers = IntStream.builder();
        numbers.add(layout.pieces().size());
        for (Piece piece : layout.pieces()) {
            numbers.add(piece.chip()).add(piece.logHeight());
        }
        return numbers.add(layout.logStack()).build().toArray();
    }

    private V known(int... canonical) {
        return backend.constants(
                IntStream.of(canonical).map(KoalaBear::fromCanonical).toArray());
    }
}
