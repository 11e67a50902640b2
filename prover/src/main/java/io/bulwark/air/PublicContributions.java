package io.bulwark.air;

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
}
