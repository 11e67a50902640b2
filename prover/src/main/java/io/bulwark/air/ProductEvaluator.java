package io.bulwark.air;

import io.bulwark.air.ProductProgram.Action;
import io.bulwark.air.ProductProgram.Kind;
import io.bulwark.air.ProductProgram.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a {@link ProductProgram} on blocks of positions, at several points beside each position: what the inputs are at these points is up to the caller. At a point at
 * infinity the values are coefficients of highest degree. One evaluator belongs to one thread; it holds the buffers.
 *
 * @param <V> an array of values, over F or over K
 */
public final class ProductEvaluator<V> {
    /** Positions that a step handles at once. */
    public static final int LOG_BLOCK = 7;

    public static final int BLOCK = 1 << LOG_BLOCK;

    /**
     * Where the inputs come from, and where the products go.
     *
     * @param <V> an array of values
     */
    public interface Source<V> {
        /**
         * Writes the values of an input at {@code n} positions from {@code y} on; called once for each input and block.
         *
         * @param out for each point n values from index 0 on
         */
        void load(int input, int y, int n, List<V> out);

        /** Takes the {@code n} values of a product at a point; at infinity only of products of the highest degree. */
        void take(int product, int point, V values, int n);
    }

    private final ProductProgram program;
    private final BlockArithmetic<V> arithmetic;
    private final Source<V> source;
    private final boolean[] atInfinity;
    /** By buffer, then by point. */
    private final List<List<V>> buffers = new ArrayList<>();

    private final List<V> constants = new ArrayList<>();
    private final V zeros;

    /**
     * An evaluator with its buffers.
     *
     * @param atInfinity the points, by whether they lie at infinity
     * @param block at most so many positions at once
     */
    public ProductEvaluator(
            ProductProgram program, BlockArithmetic<V> arithmetic, Source<V> source, boolean[] atInfinity, int block) {
        this.program = program;
        this.arithmetic = arithmetic;
        this.source = source;
        this.atInfinity = atInfinity.clone();
        this.zeros = arithmetic.allocate(block);
        for (int i = 0; i < program.buffers(); i++) {
            List<V> points = new ArrayList<>();
            for (int point = 0; point < atInfinity.length; point++) {
                points.add(arithmetic.allocate(block));
            }
            buffers.add(points);
        }
        for (int value : program.constants()) {
            V constant = arithmetic.allocate(block);
            arithmetic.fill(constant, block, value);
            constants.add(constant);
        }
    }

    /** Evaluates all products at {@code n} positions from {@code y} on. */
    public void run(int y, int n) {
        for (Step step : program.steps()) {
            if (step.finite().kind() == Kind.LOAD) {
                source.load(step.finite().a(), y, n, buffers.get(step.buffer()));
                continue;
            }
            for (int point = 0; point < atInfinity.length; point++) {
                act(atInfinity[point] ? step.atInfinity() : step.finite(), step.buffer(), point, n);
            }
        }
    }

    private void act(Action action, int buffer, int point, int n) {
        Kind kind = action.kind();
        if (kind == Kind.NOTHING || kind == Kind.LOAD) {
            return;
        }
        if (kind == Kind.SUM) {
            source.take(action.a(), point, register(action.b(), point), n);
            return;
        }
        V a = register(action.a(), point);
        V out = buffers.get(buffer).get(point);
        switch (kind) {
            case ADD -> arithmetic.add(a, register(action.b(), point), out, n);
            case SUB -> arithmetic.sub(a, register(action.b(), point), out, n);
            case MUL -> arithmetic.mul(a, register(action.b(), point), out, n);
            case SQUARE -> arithmetic.square(a, out, n);
            case SCALE -> arithmetic.scale(a, action.b(), out, n);
            case COPY -> arithmetic.copy(a, out, n);
            default -> arithmetic.sub(zeros, a, out, n);
        }
    }

    private V register(int register, int point) {
        return register < constants.size()
                ? constants.get(register)
                : buffers.get(register - constants.size()).get(point);
    }
}
