package io.bulwark.air;

import java.util.List;

/**
 * The part of a chip's constraints that is not affine: its products of two expressions that are not constant, over as few affine expressions (inputs) as
 * possible, in an order of steps that loads each input once and lets go of every value soon. A sum of constraints is the sum of weighted products and one affine
 * form, see {@link Adjoint}.
 */
public final class ProductProgram {
    /** What a step does to values; at infinity, to their coefficients of highest degree. */
    enum Kind {
        /** Makes input {@code a} available. */
        LOAD,
        ADD,
        SUB,
        MUL,
        SQUARE,
        /** Product with an element of F, {@code b} in Montgomery form. */
        SCALE,
        COPY,
        NEGATE,
        /** Adds product {@code a}, whose value is in register {@code b}, to the sum. */
        SUM,
        NOTHING
    }

    /** One operation on registers. */
    record Action(Kind kind, int a, int b) {}

    /**
     * One step; what it makes is in {@code buffer}.
     *
     * @param finite at finite points
     * @param atInfinity the same for the coefficients of highest degree
     */
    record Step(Action finite, Action atInfinity, int buffer) {}

    /**
     * An affine expression that products are made of.
     *
     * @param node of the chip's graph
     * @param column its number if it is a column, else -1
     * @param cube the product that is this input's third power, if the input serves nothing else and no other product, else -1
     */
    public record Input(int node, int column, int cube) {}

    /**
     * A product.
     *
     * @param node of the chip's graph, or -1
     * @param guard number of the guard whose two sides are multiplied, or -1
     * @param constraint the only constraint that it is in, with weight 1 or -1, or -1 if it is in several or scaled
     * @param negative whether that weight is -1
     */
    public record Product(int node, int guard, int constraint, boolean negative) {}

    private final int degree;
    private final List<Input> inputs;
    private final List<Product> products;
    private final int[] constants;
    private final int buffers;
    private final List<Step> steps;

    ProductProgram(
            int degree, List<Input> inputs, List<Product> products, int[] constants, int buffers, List<Step> steps) {
        this.degree = degree;
        this.inputs = List.copyOf(inputs);
        this.products = List.copyOf(products);
        this.constants = constants;
        this.buffers = buffers;
        this.steps = List.copyOf(steps);
    }

    /** The program of a chip; it depends on nothing else. */
    public static ProductProgram of(Chip chip) {
        return new ProductCompiler(chip).compile();
    }

    /** Highest degree of a product: 2 or 3, or 0 if there is none. */
    public int degree() {
        return degree;
    }

    public List<Input> inputs() {
        return inputs;
    }

    public List<Product> products() {
        return products;
    }

    /** Registers: these constants in Montgomery form, then buffers. */
    int[] constants() {
        return constants;
    }

    int buffers() {
        return buffers;
    }

    List<Step> steps() {
        return steps;
    }
}
