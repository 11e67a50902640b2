package io.bulwark.air;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@link Chip}: columns are handed out as expressions, constraints and interactions are declared over them. Numbers of columns are fixed
 * when it is made; asking for a column beyond them is refused when a machine is made of the chip.
 */
public final class ChipBuilder extends ContributionBuilder {
    private final String name;
    private final int main;
    private final int prep;
    private final int closedLogHeight;
    private final List<ClosedColumn> closed;
    private final List<Integer> constraints = new ArrayList<>();

    private ChipBuilder(String name, int main, int prep, int closedLogHeight, List<ClosedColumn> closed) {
        this.name = name;
        this.main = main;
        this.prep = prep;
        this.closedLogHeight = closedLogHeight;
        this.closed = List.copyOf(closed);
    }

    /** A chip with committed columns only. */
    public static ChipBuilder chip(String name, int main) {
        return new ChipBuilder(name, main, 0, 0, List.of());
    }

    /** A chip with preprocessed columns. */
    public static ChipBuilder preprocessed(String name, int main, int prep) {
        return new ChipBuilder(name, main, prep, 0, List.of());
    }

    /** A chip over a table in closed form, of 2^logHeight rows. */
    public static ChipBuilder closedForm(String name, int main, int logHeight, List<ClosedColumn> closed) {
        return new ChipBuilder(name, main, 0, logHeight, closed);
    }

    /** A chip with columns of every sort. */
    public static ChipBuilder mixed(String name, int main, int prep, int logHeight, List<ClosedColumn> closed) {
        return new ChipBuilder(name, main, prep, logHeight, closed);
    }

    public Expression main(int column) {
        return Expression.leaf(graph, Operation.MAIN, column);
    }

    public Expression prep(int column) {
        return Expression.leaf(graph, Operation.PREP, column);
    }

    public Expression closed(int column) {
        return Expression.leaf(graph, Operation.CLOSED, column);
    }

    /** All main columns in order. */
    public List<Expression> mainColumns() {
        return leaves(Operation.MAIN, main);
    }

    /** All preprocessed columns in order. */
    public List<Expression> prepColumns() {
        return leaves(Operation.PREP, prep);
    }

    /** All closed-form columns in order. */
    public List<Expression> closedColumns() {
        return leaves(Operation.CLOSED, closed.size());
    }

    /** Declares the constraint e = 0. */
    public void zero(Expression e) {
        constraints.add(e.numberIn(graph));
    }

    public Chip build() {
        return new Chip(name, main, prep, closedLogHeight, closed, graph.build(), constraints, interactions);
    }
}
