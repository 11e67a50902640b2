package io.bulwark.air;

import io.bulwark.air.ProductProgram.Input;
import io.bulwark.air.ProductProgram.Kind;
import io.bulwark.air.ProductProgram.Product;
import io.bulwark.air.ProductProgram.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses the order of a {@link ProductProgram}'s steps and their registers. */
final class ProductCompiler {
    private static final int NONE = -1;

    private final Chip chip;
    private final ProductGraph graph;
    private final int[] constants;
    private final List<Product> products;

    /** The products that a node is a factor of. */
    private final Map<Integer, List<Integer>> byFactor = new HashMap<>();
    /** Nodes that are products themselves. */
    private final Set<Integer> productNodes = new HashSet<>();

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
        this.isInput = InputChoice.of(graph, products);
        this.place = new int[graph.size()];
        this.lastUse = new int[graph.size()];
        this.uses = new int[graph.size()];
        this.leads = new boolean[graph.size()];
        for (int p = 0; p < products.size(); p++) {
            int n = graph.nodeOf(products.get(p));
            productNodes.add(n);
            byFactor.computeIfAbsent(graph.a(n), any -> new ArrayList<>()).add(p);
            if (graph.b(n) != graph.a(n)) {
                byFactor.computeIfAbsent(graph.b(n), any -> new ArrayList<>()).add(p);
            }
        }
    }

    ProductProgram compile() {
        plan(products);
        List<Input> cubes = order.stream()
                .filter(n -> isInput[n])
                .map(this::input)
                .filter(i -> i.cube() != NONE)
                .toList();
        Set<Product> apart = cubes.stream().map(i -> products.get(i.cube())).collect(Collectors.toSet());
        List<Product> rest = products.stream().filter(p -> !apart.contains(p)).toList();
        plan(rest);
        findLeading(rest);
        return emit(cubes, greatestDegree(rest));
    }

    private int greatestDegree(List<Product> of) {
        return of.stream().mapToInt(p -> graph.degree(graph.nodeOf(p))).max().orElse(0);
    }

    /** Puts the nodes that these products need in order, and finds out how long each lives. */
    private void plan(List<Product> wanted) {
        order.clear();
        usedConstants.clear();
        Arrays.fill(place, NONE);
        Arrays.fill(lastUse, 0);
        Arrays.fill(uses, 0);
        for (Product p : wanted) {
            schedule(graph.nodeOf(p));
        }
        findLifetimes();
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
    private void findLeading(List<Product> wanted) {
        int degree = greatestDegree(wanted);
        for (Product p : wanted) {
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

    private ProductProgram emit(List<Input> cubes, int restDegree) {
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
                steps.add(new Step(sum, graph.degree(n) == restDegree ? sum : nothing, NONE));
            }
            releaseOperands(n, buffer, free);
            if (lastUse[n] == place[n]) {
                free.push(made);
            }
        }
        List<Input> all = new ArrayList<>(inputs.stream().map(this::input).toList());
        all.addAll(cubes);
        int[] values = usedConstants.stream().mapToInt(i -> i).toArray();
        return new ProductProgram(greatestDegree(products), restDegree, all, products, values, buffers, steps);
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
        for (int p : byFactor.getOrDefault(x, List.of())) {
            int n = graph.nodeOf(products.get(p));
            int square = graph.a(n) == x ? graph.b(n) : graph.a(n);
            boolean shape = square != x && graph.isProduct(square) && graph.a(square) == x && graph.b(square) == x;
            boolean alone = shape && uses[x] == 3 && uses[square] == 1 && uses[n] == 0;
            boolean unshared = alone && products.get(p).constraint() >= 0;
            if (unshared && !productNodes.contains(square)) {
                return p;
            }
        }
        return NONE;
    }
}
