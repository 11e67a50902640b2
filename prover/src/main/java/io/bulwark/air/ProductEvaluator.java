package io.bulwark.air;

import io.bulwark.air.ProductProgram.Action;
import io.bulwark.air.ProductProgram.Step;
import io.bulwark.field.ExtensionVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a {@link ProductProgram} on blocks of lines: line y of an input goes through its values at y and y + half of a table, and is read at a vertex, at -1 and at
 * infinity, from which the line's polynomial follows. One evaluator belongs to one thread; it holds the buffers.
 *
 * @param <V> an array of values, over F or over K
 */
public final class ProductEvaluator<V> {
    /** Lines that a step handles at once. */
    public static final int LOG_BLOCK = 7;

    public static final int BLOCK = 1 << LOG_BLOCK;

    /** The point 0 or 1 of a line. */
    public static final int VERTEX = 0;
    /** The point -1. */
    public static final int MINUS_ONE = 1;
    /** The coefficient of X^degree. */
    public static final int LEADING = 2;

    public static final int POINTS = 3;

    /**
     * The tables of the inputs, and what the products count.
     *
     * @param <V> an array of values
     */
    public interface Lines<V> {
        /** Makes {@code n} lines of an input from {@code y} on ready to be read; called once for each input and block, before they are. */
        void prepare(int input, int y, int n);

        /** Where line y's value at 0 is at index y and that at 1 at index y + half. */
        V table(int input);

        /** Adds so many times the values of a product to a sum. */
        void sum(int product, V values, ExtensionVector sum, int n);
    }

    private final ProductProgram program;
    private final BlockArithmetic<V> arithmetic;
    private final boolean[] wanted;
    private final List<List<V>> buffers = new ArrayList<>();
    private final List<V> constants;
    private final V zeros;
    private final int inputs;
    private final int firstBuffer;
    private final int[] inputBuffers;

    private final Lines<V> lines;
    private int y;
    private int n;
    private int half;
    private int vertex;

    /**
     * An evaluator with its buffers.
     *
     * @param atVertex whether values at a vertex are wanted
     * @param block at most so many lines at once
     */
    public ProductEvaluator(
            ProductProgram program, BlockArithmetic<V> arithmetic, Lines<V> lines, boolean atVertex, int block) {
        this.program = program;
        this.arithmetic = arithmetic;
        this.lines = lines;
        this.wanted = new boolean[] {atVertex, program.degree() > 2, program.degree() > 0};
        this.inputs = program.inputs().size();
        this.inputBuffers =
                program.inputs().stream().mapToInt(ProductProgram.Input::buffer).toArray();
        this.zeros = arithmetic.allocate(block);
        for (int point = 0; point < POINTS; point++) {
            buffers.add(blocks(wanted[point] ? program.buffers() : 0, block));
        }
        this.constants = blocks(program.constants().length, block);
        for (int i = 0; i < constants.size(); i++) {
            arithmetic.fill(constants.get(i), block, program.constants()[i]);
        }
        this.firstBuffer = inputs + constants.size();
    }

    private List<V> blocks(int count, int block) {
        List<V> blocks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            blocks.add(arithmetic.allocate(block));
        }
        return blocks;
    }

    /**
     * Adds the weighted products on the lines from {@code y} on to sums, one for each point.
     *
     * @param half distance of a line's two values in the tables
     * @param vertex 0 or 1: which of them is read
     */
    public void run(int y, int n, int half, int vertex, ExtensionVector[] sums) {
        this.y = y;
        this.n = n;
        this.half = half;
        this.vertex = vertex;
        for (Step step : program.steps()) {
            if (step.finite().kind() == ProductProgram.Kind.LOAD) {
                load(step.finite().a(), step.buffer());
                continue;
            }
            for (int point = 0; point < POINTS; point++) {
                if (wanted[point]) {
                    act(point == LEADING ? step.atInfinity() : step.finite(), step.buffer(), point, sums);
                }
            }
        }
    }

    private void load(int input, int buffer) {
        lines.prepare(input, y, n);
        V table = lines.table(input);
        V difference = buffers.get(LEADING).get(buffer);
        arithmetic.sub(table, y + half, table, y, difference, n);
        if (wanted[MINUS_ONE]) {
            arithmetic.sub(table, y, difference, 0, buffers.get(MINUS_ONE).get(buffer), n);
        }
    }

    private void act(Action action, int buffer, int point, ExtensionVector[] sums) {
        int a = action.a();
        int b = action.b();
        switch (action.kind()) {
            case ADD ->
                arithmetic.add(array(point, a), at(point, a), array(point, b), at(point, b), out(point, buffer), n);
            case SUB ->
                arithmetic.sub(array(point, a), at(point, a), array(point, b), at(point, b), out(point, buffer), n);
            case MUL ->
                arithmetic.mul(array(point, a), at(point, a), array(point, b), at(point, b), out(point, buffer), n);
            case SQUARE -> arithmetic.square(array(point, a), at(point, a), out(point, buffer), n);
            case SCALE -> arithmetic.scale(array(point, a), at(point, a), b, out(point, buffer), n);
            case COPY -> arithmetic.copy(array(point, a), at(point, a), out(point, buffer), n);
            case NEGATE -> arithmetic.sub(zeros, 0, array(point, a), at(point, a), out(point, buffer), n);
            case SUM -> lines.sum(a, array(point, b), sums[point], n);
            case LOAD, NOTHING -> {}
        }
    }

    private V out(int point, int buffer) {
        return buffers.get(point).get(buffer);
    }

    private V array(int point, int register) {
        if (register >= firstBuffer) {
            return buffers.get(point).get(register - firstBuffer);
        }
        if (register >= inputs) {
            return constants.get(register - inputs);
        }
        return point == VERTEX ? lines.table(register) : buffers.get(point).get(inputBuffers[register]);
    }

    private int at(int point, int register) {
        return point == VERTEX && register < inputs ? y + vertex * half : 0;
    }
}
