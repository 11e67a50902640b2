package io.bulwark.air;

import io.bulwark.air.Interaction.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A table's columns, constraints and interactions, all over ONE row. Whether it is sound is checked when a {@link Machine} is made of it.
 *
 * @param name for people; no part of the digest
 * @param main number of committed columns
 * @param prep number of preprocessed columns
 * @param closed columns that the verifier computes itself
 * @param closedLogHeight log2 of that table's height; 0 without closed-form columns
 * @param constraints nodes of the graph that are 0 on every row, those that the builder adds not among them
 */
public record Chip(
        String name,
        int main,
        int prep,
        int closedLogHeight,
        List<ClosedColumn> closed,
        Graph graph,
        List<Integer> constraints,
        List<Interaction> interactions) {
    public Chip {
        closed = List.copyOf(closed);
        constraints = List.copyOf(constraints);
        interactions = List.copyOf(interactions);
    }

    /**
     * What no author has to remember, in the order in which it stands behind the declared constraints, each pair once: each flag is 0 or 1; a
     * selector among the main columns is 0 or 1; a free multiplicity is 0 where its selector is not 1.
     */
    public List<Guard> guards() {
        Set<Guard> guards = new LinkedHashSet<>();
        for (Interaction i : interactions) {
            if (i.kind() == Kind.FLAG) {
                guards.add(new Guard(i.multiplicity(), i.multiplicity()));
            }
            if (i.kind() == Kind.FREE && i.selector().isPresent()) {
                int selector = i.selector().getAsInt();
                if (graph.operation(selector) != Operation.PREP) {
                    guards.add(new Guard(selector, selector));
                }
                guards.add(new Guard(i.multiplicity(), selector));
            }
        }
        return List.copyOf(guards);
    }

    /** Declared and added ones. */
    public int constraintCount() {
        return constraints.size() + guards().size();
    }
}
