package io.bulwark.air;

import io.bulwark.air.MachineException.Kind;
import io.bulwark.field.KoalaBear;

/**
 * A node in the hands of a chip's author, with operators. Plain numbers are taken modulo p.
 *
 * <p>Every operator throws a {@link MachineException} of kind FOREIGN_EXPRESSION if the operands belong to different chips, and of kind DEGREE if
 * the result's degree is above {@link Limits#MAX_DEGREE}.
 */
public final class Expression {
    private final GraphBuilder graph;
    private final int number;

    Expression(GraphBuilder graph, int number) {
        this.graph = graph;
        this.number = number;
    }

    static Expression leaf(GraphBuilder graph, Operation operation, int operand) {
        return new Expression(graph, graph.node(operation, operand, 0));
    }

    static Expression constant(GraphBuilder graph, long value) {
        return leaf(graph, Operation.CONST, (int) Math.floorMod(value, (long) KoalaBear.P));
    }

    public Expression plus(Expression other) {
        return join(Operation.ADD, this, other);
    }

    public Expression plus(long value) {
        return plus(constant(graph, value));
    }

    public Expression minus(Expression other) {
        return join(Operation.SUB, this, other);
    }

    public Expression minus(long value) {
        return minus(constant(graph, value));
    }

    /** value - this. */
    public Expression subtractedFrom(long value) {
        return join(Operation.SUB, constant(graph, value), this);
    }

    public Expression times(Expression other) {
        return join(Operation.MUL, this, other);
    }

    public Expression times(long value) {
        return times(constant(graph, value));
    }

    /** this * this * this. */
    public Expression cube() {
        return times(this).times(this);
    }

    /** The node's number, once it is known that it belongs to this graph. */
    int numberIn(GraphBuilder expected) {
        if (graph != expected) {
            throw new MachineException(Kind.FOREIGN_EXPRESSION, "an expression of this chip", "one of another");
        }
        return number;
    }

    private static Expression join(Operation operation, Expression x, Expression y) {
        return new Expression(x.graph, x.graph.node(operation, x.number, y.numberIn(x.graph)));
    }
}
