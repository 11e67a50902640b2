package io.bulwark.air;

import io.bulwark.backend.Ring;
import java.util.ArrayList;
import java.util.List;

/** All nodes of a graph at one point, over any ring: the same graph that the trace checker and the prover evaluate. */
public final class NodeValues {
    private NodeValues() {}

    /** The nodes of a chip where its columns take these values; in the order of the graph. */
    public static <T> List<T> ofChip(Ring<T> ring, Chip chip, List<T> main, List<T> prep, List<T> closed) {
        return of(ring, chip.graph(), main, prep, closed, List.of());
    }

    /** The nodes of the public contributions. */
    public static <T> List<T> ofPublic(Ring<T> ring, PublicContributions contributions, List<T> publicValues) {
        return of(ring, contributions.graph(), List.of(), List.of(), List.of(), publicValues);
    }

    private static <T> List<T> of(
            Ring<T> ring, Graph graph, List<T> main, List<T> prep, List<T> closed, List<T> publicValues) {
        List<T> out = new ArrayList<>(graph.size());
        for (int n = 0; n < graph.size(); n++) {
            int a = graph.a(n);
            int b = graph.b(n);
            out.add(
                    switch (graph.operation(n)) {
                        case CONST -> ring.constant(graph.constant(n));
                        case MAIN -> main.get(a);
                        case PREP -> prep.get(a);
                        case CLOSED -> closed.get(a);
                        case PUBLIC -> publicValues.get(a);
                        case ADD -> ring.add(out.get(a), out.get(b));
                        case SUB -> ring.sub(out.get(a), out.get(b));
                        case MUL -> ring.mul(out.get(a), out.get(b));
                    });
        }
        return out;
    }
}
