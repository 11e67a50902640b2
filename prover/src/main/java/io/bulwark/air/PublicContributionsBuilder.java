package io.bulwark.air;

import java.util.List;

/** Writes the {@link PublicContributions} of a machine. */
public final class PublicContributionsBuilder extends ContributionBuilder {
    private final int count;

    /**
     * Starts without contributions.
     *
     * @param count number of public values
     */
    public PublicContributionsBuilder(int count) {
        this.count = count;
    }

    public Expression value(int i) {
        return Expression.leaf(graph, Operation.PUBLIC, i);
    }

    /** All public values in order. */
    public List<Expression> values() {
        return leaves(Operation.PUBLIC, count);
    }

    public PublicContributions build() {
        return new PublicContributions(count, graph.build(), interactions);
    }
}
