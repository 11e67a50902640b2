package io.bulwark.air;

import io.bulwark.air.ProductProgram.Input;
import io.bulwark.air.ProductProgram.Kind;
import io.bulwark.air.ProductProgram.Product;
import io.bulwark.air.ProductProgram.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Chooses the inputs of a {@link ProductProgram}, the order of its steps and their registers. */
final class ProductCompiler {
    /** What an input costs in a sumcheck (its binding, mostly), in additions over K. */
    private static final int INPUT_COST = 6;

    private static final int NONE = -1;

    private final Chip chip;
    private final ProductGraph graph;
    private final int[] constants;
    private final List<Product> products;
    private final int degree;

    private final boolean[] isInput;
    private final List<Integer> inputs = new ArrayList<>();
    private final List<Integer> usedConstants = new ArrayList<>();
    /** Nodes in the order of evaluation, inputs among them, each product's sum right behind what it needs. */
    private final List<Integer> order = new ArrayList<>();

    private final int[] place;
    private final int[] lastUse;
    private final int[] uses;
    private final boolean[] leads;

    ProductCompiler(Chip chip) {
        this.chip = chip;
        this.graph = new ProductGraph(chip);
        this.constants = Arrays.copyOf(Adjoint.constants(chip.graph()), graph.size());
        this.products = graph.products();
        this.degree = products.stream()
                .mapToInt(p -> graph.degree(graph.nodeOf(p)))
                .max()
                .orElse(0);
        this.isInput = new boolean[graph.size()];
        this.place = new int[graph.size()];
        this.lastUse = new int[graph.size()];
        this.uses = new int[graph.size()];
        this.leads = new boolean[graph.size()];
    }

    ProductProgram compile() {
        boolean[] needed = neededNodes();
        chooseInputs(needed);
        Arrays.fill(place, NONE);
        for (Product p : products) {
            schedule(graph.nodeOf(p));
        }
        findLifetimes();
        findLeading();
        return emit();
    }

    /** All products and what they are made of, down to affine nodes. */
    private boolean[] neededNodes() {
        boolean[] needed = new boolean[graph.size()];
        products.forEach(p -> needed[graph.nodeOf(p)] = true);
        for (int n = graph.size() - 1; n >= 0; n--) {
            if (needed[n] && graph.degree(n) > 1) {
                needed[graph.a(n)] = true;
                needed[graph.b(n)] = true;
            }
        }
        return needed;
    }

    /**
     * An affine operand becomes an input unless a few additions make it from columns and other inputs: the sum of two inputs, or 1 - x, is cheaper to compute at every
     * point than to bind in every round.
     */
    private void chooseInputs(boolean[] needed) {
        for (int n = 0; n < graph.size(); n++) {
            if (needed[n] && graph.degree(n) == 1) {
                if (cost(n, INPUT_COST + 1) <= INPUT_COST + 1) {
                    useColumnsBelow(n);
                } else {
                    isInput[n] = true;
                }
            }
        }
    }

    /** Additions and inputs to make an affine node; above {@code budget} it is not followed further. */
    private int cost(int n, int budget) {
        if (graph.degree(n) == 0 || isInput[n]) {
            return 0;
        }
        if (graph.operation(n).isLeaf()) {
            return INPUT_COST;
        }
        if (budget <= 0) {
            return 1;
        }
        int first = cost(graph.a(n), budget - 1);
        return first >= budget ? first + 1 : 1 + first + cost(graph.b(n), budget - 1 - first);
    }

    private void useColumnsBelow(int n) {
        if (graph.degree(n) == 0 || isInput[n]) {
            return;
        }
        if (graph.operation(n).isLeaf()) {
            isInput[n] = true;
            return;
        }
        useColumnsBelow(graph.a(n));
        useColumnsBelow(graph.b(n));
    }

    /** Puts what a node needs before it. */
    private void schedule(int n) {
        if (place[n] != NONE || graph.degree(n) == 0) {
            return;
        }
        if (!isInput[n]) {
            schedule(graph.a(n));
            schedule(graph.b(n));
        }
        place[n] = order.size();
        order.add(n);
    }

    private void findLifetimes() {
        for (int n : order) {
            lastUse[n] = Math.max(lastUse[n], place[n]);
            if (!isInput[n]) {
                for (int operand : new int[] {graph.a(n), graph.b(n)}) {
                    lastUse[operand] = place[n];
                    uses[operand]++;
                    noteConstant(n, operand);
                }
            }
        }
    }

    private void noteConstant(int n, int operand) {
        boolean factor = graph.operation(n) == Operation.MUL;
        if (graph.degree(operand) == 0 && !factor && !usedConstants.contains(constants[operand])) {
            usedConstants.add(constants[operand]);
        }
    }

    /** Which nodes the coefficient of X^degree depends on. */
    private void findLeading() {
        for (Product p : products) {
            leads[graph.nodeOf(p)] |= graph.degree(graph.nodeOf(p)) == degree;
        }
        for (int i = order.size() - 1; i >= 0; i--) {
            int n = order.get(i);
            if (leads[n] && !isInput[n]) {
                boolean sum = graph.operation(n) != Operation.MUL;
                leads[graph.a(n)] |= !sum || graph.degree(graph.a(n)) == graph.degree(n);
                leads[graph.b(n)] |= !sum || graph.degree(graph.b(n)) == graph.degree(n);
            }
        }
    }

    private ProductProgram emit() {
        for (int n : order) {
            if (isInput[n]) {
                inputs.add(n);
            }
        }
        int[] sums = new int[graph.size()];
        Arrays.fill(sums, NONE);
        for (int p = 0; p < products.size(); p++) {
            sums[graph.nodeOf(products.get(p))] = p;
        }
        List<Step> steps = new ArrayList<>();
        int[] buffer = new int[graph.size()];
        Arrays.fill(buffer, NONE);
        Deque<Integer> free = new ArrayDeque<>();
        int buffers = 0;
        for (int n : order) {
            int made = free.isEmpty() ? buffers++ : free.pop();
            buffer[n] = made;
            steps.add(step(n, buffer));
            if (sums[n] != NONE) {
                ProductProgram.Action sum = new ProductProgram.Action(Kind.SUM, sums[n], register(n, buffer));
                ProductProgram.Action nothing = new ProductProgram.Action(Kind.NOTHING, 0, 0);
                steps.add(new Step(sum, graph.degree(n) == degree ? sum : nothing, NONE));
            }
            releaseOperands(n, buffer, free);
            if (lastUse[n] == place[n]) {
                free.push(made);
            }
        }
        List<Input> described = inputs.stream().map(this::input).toList();
        int[] values = usedConstants.stream().mapToInt(i -> i).toArray();
        return new ProductProgram(degree, described, products, values, buffers, steps);
    }

    /** Buffers of operands read for the last time. A step never writes over what it reads. */
    private void releaseOperands(int n, int[] buffer, Deque<Integer> free) {
        if (isInput[n]) {
            return;
        }
        int a = graph.a(n);
        int b = graph.b(n);
        if (graph.degree(a) > 0 && lastUse[a] == place[n]) {
            free.push(buffer[a]);
        }
        if (b != a && graph.degree(b) > 0 && lastUse[b] == place[n]) {
            free.push(buffer[b]);
        }
    }

    private Step step(int n, int[] buffer) {
        if (isInput[n]) {
            ProductProgram.Action load = new ProductProgram.Action(Kind.LOAD, inputs.indexOf(n), 0);
            return new Step(load, load, buffer[n]);
        }
        ProductProgram.Action finite = finite(n, buffer);
        ProductProgram.Action nothing = new ProductProgram.Action(Kind.NOTHING, 0, 0);
        return new Step(finite, leads[n] ? leading(n, finite) : nothing, buffer[n]);
    }

    private ProductProgram.Action finite(int n, int[] buffer) {
        int a = graph.a(n);
        int b = graph.b(n);
        if (graph.operation(n) == Operation.MUL) {
            if (graph.degree(a) == 0 || graph.degree(b) == 0) {
                boolean constantFirst = graph.degree(a) == 0;
                int factor = constants[constantFirst ? a : b];
                return new ProductProgram.Action(Kind.SCALE, register(constantFirst ? b : a, buffer), factor);
            }
            return new ProductProgram.Action(a == b ? Kind.SQUARE : Kind.MUL, register(a, buffer), register(b, buffer));
        }
        Kind kind = graph.operation(n) == Operation.ADD ? Kind.ADD : Kind.SUB;
        return new ProductProgram.Action(kind, register(a, buffer), register(b, buffer));
    }

    /** Of a sum, only the operands of its own degree count. */
    private ProductProgram.Action leading(int n, ProductProgram.Action finite) {
        int a = graph.degree(graph.a(n));
        int b = graph.degree(graph.b(n));
        if (graph.operation(n) == Operation.MUL || a == b) {
            return finite;
        }
        if (a > b) {
            return new ProductProgram.Action(Kind.COPY, finite.a(), 0);
        }
        Kind kind = graph.operation(n) == Operation.ADD ? Kind.COPY : Kind.NEGATE;
        return new ProductProgram.Action(kind, finite.b(), 0);
    }

    private int register(int n, int[] buffer) {
        return graph.degree(n) == 0 ? usedConstants.indexOf(constants[n]) : usedConstants.size() + buffer[n];
    }

    private Input input(int n) {
        int column = graph.operation(n).isLeaf() ? Adjoint.columnOf(chip, n) : NONE;
        return new Input(n, column, cubeOf(n));
    }

    /** The product x * x * x of an input x that has no other use, if it stands in one constraint with weight 1 or -1 and in no other product. */
    private int cubeOf(int x) {
        for (int p = 0; p < products.size(); p++) {
            int n = graph.nodeOf(products.get(p));
            int square = graph.a(n) == x ? graph.b(n) : graph.a(n);
            boolean shape = (graph.a(n) == x || graph.b(n) == x)
                    && square != x
                    && graph.isProduct(square)
                    && graph.a(square) == x
                    && graph.b(square) == x;
            boolean alone = shape && uses[x] == 3 && uses[square] == 1 && uses[n] == 0;
            boolean unshared = alone && products.get(p).constraint() >= 0;
            if (unshared && products.stream().noneMatch(q -> graph.nodeOf(q) == square)) {
                return p;
            }
        }
        return NONE;
    }
}
