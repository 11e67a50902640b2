package io.bulwark.air;

import io.bulwark.field.KoalaBear;
import java.util.List;

/**
 * Messages that the verifier itself puts on the buses, made of the public values.
 *
 * @param count number of public values
 * @param graph over constants and public values only
 * @param interactions all of kind flag; the verifier refuses unless each multiplicity is 0 or 1
 */
public record PublicContributions(int count, Graph graph, List<Interaction> interactions) {
    public PublicContributions {
        interactions = List.copyOf(interactions);
    }

    public static PublicContributions none() {
        return new PublicContributions(0, new GraphBuilder().build(), List.of());
    }

    /**
     * All nodes of the graph, in Montgomery form.
     *
     * @param values the public values, in Montgomery form
     * @throws MachineException of kind PUBLIC_VALUES unless they are {@link #count} elements, PUBLIC_MULTIPLICITY unless each multiplicity is 0 or 1
     */
    public int[] evaluate(int[] values) {
        if (values.length != count) {
            throw new MachineException(MachineException.Kind.PUBLIC_VALUES, count + " values", values.length);
        }
        for (int x : values) {
            if (!KoalaBear.isCanonical(x)) {
                throw new MachineException(MachineException.Kind.NON_CANONICAL, "public values in [0, p)", x);
            }
        }
        int[] nodes = new int[graph.size()];
        graph.evaluate(Row.ofPublicValues(values), nodes);
        for (Interaction i : interactions) {
            int m = nodes[i.multiplicity()];
            if (m != 0 && m != KoalaBear.ONE) {
                throw new MachineException(
                        MachineException.Kind.PUBLIC_MULTIPLICITY, "0 or 1", KoalaBear.toCanonical(m));
            }
        }
        return nodes;
    }
}
