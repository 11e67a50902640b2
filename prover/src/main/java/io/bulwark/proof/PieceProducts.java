package io.bulwark.proof;

import io.bulwark.air.AffineProgram;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.ProductEvaluator;
import io.bulwark.air.ProductProgram;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The inputs of the products of one piece: over F for the first round, then over K, bound in the same pass that evaluates the products. The first binding goes
 * from F to K, the others happen in place.
 */
final class PieceProducts {
    private final ProductProgram program;
    private final Kernels kernels;
    private final int[][] base;
    private final ExtensionVector[] bound;
    /** What each input is multiplied by when it is bound first: the root of its cube's weight, else 1. */
    private final Extension[] factors;
    /** Of each product, whether an input carries its weight from the second round on. */
    private final boolean[] carried;

    private int size;
    private boolean overBase = true;

    /**
     * Computes the inputs that are no columns.
     *
     * @param cubeRoots of each constraint's power of a
     */
    PieceProducts(PieceTrace piece, ProductProgram program, List<Extension> cubeRoots, Kernels kernels, Cores cores) {
        this.program = program;
        this.kernels = kernels;
        this.size = piece.rows();
        this.base = new int[program.inputs().size()][];
        this.bound = new ExtensionVector[base.length];
        this.factors = new Extension[base.length];
        this.carried = new boolean[program.products().size()];
        carryWeights(cubeRoots);
        materialise(piece, cores);
    }

    private void carryWeights(List<Extension> cubeRoots) {
        Arrays.fill(factors, Extension.ONE);
        for (int i = 0; i < factors.length; i++) {
            int cube = program.inputs().get(i).cube();
            if (cube >= 0) {
                ProductProgram.Product product = program.products().get(cube);
                Extension root = cubeRoots.get(product.constraint());
                factors[i] = product.negative() ? root.neg() : root;
                carried[cube] = true;
            }
        }
    }

    private void materialise(PieceTrace piece, Cores cores) {
        int[][] table = piece.columns();
        List<Integer> nodes = new ArrayList<>();
        List<int[]> computed = new ArrayList<>();
        for (int i = 0; i < base.length; i++) {
            ProductProgram.Input input = program.inputs().get(i);
            if (input.column() >= 0) {
                base[i] = table[input.column()];
            } else {
                base[i] = new int[size];
                nodes.add(input.node());
                computed.add(base[i]);
            }
        }
        if (nodes.isEmpty()) {
            return;
        }
        AffineProgram steps = AffineProgram.of(piece.chip(), nodes);
        int[][] out = computed.toArray(int[][]::new);
        cores.forRange(size, AffineProgram.BLOCK, (from, to) -> {
            AffineProgram.Registers registers = steps.new Registers(table, out, 0);
            for (int row = from; row < to; row += AffineProgram.BLOCK) {
                steps.run(registers, row, Math.min(AffineProgram.BLOCK, to - row), kernels);
            }
        });
    }

    ProductProgram program() {
        return program;
    }

    /** The inputs over F. */
    ProductEvaluator.Lines<int[]> base(PieceWeights weights) {
        return new ProductEvaluator.Lines<>() {
            @Override
            public void prepare(int input, int y, int n) {
                // Tables over F are read as they are.
            }

            @Override
            public int[] table(int input) {
                return base[input];
            }

            @Override
            public void sum(int product, int[] values, ExtensionVector sum, int n) {
                kernels.addScaled(values, 0, weights.products().get(product), sum, 0, n);
            }
        };
    }

    /**
     * The inputs over K after a challenge, which they are bound to as they are asked for.
     *
     * @param scratch room for a block
     */
    ProductEvaluator.Lines<ExtensionVector> bound(Extension challenge, PieceWeights weights, ExtensionVector scratch) {
        return new ProductEvaluator.Lines<>() {
            @Override
            public void prepare(int input, int y, int n) {
                bind(input, y, n, challenge, scratch);
                bind(input, y + size / 4, n, challenge, scratch);
            }

            @Override
            public ExtensionVector table(int input) {
                return bound[input];
            }

            @Override
            public void sum(int product, ExtensionVector values, ExtensionVector sum, int n) {
                if (carried[product]) {
                    kernels.add(sum, 0, values, 0, sum, 0, n);
                } else {
                    kernels.addScaled(values, 0, weights.products().get(product), sum, 0, n);
                }
            }
        };
    }

    /** Before a pass over K: the first one needs room for what it makes. */
    void beginPass() {
        for (int i = 0; overBase && i < bound.length; i++) {
            bound[i] = new ExtensionVector(size / 2);
        }
    }

    /** After a pass over K, which has bound every line. */
    void endPass() {
        size /= 2;
        overBase = false;
    }

    private void bind(int input, int at, int n, Extension z, ExtensionVector scratch) {
        ExtensionVector out = bound[input];
        if (!overBase) {
            bindInPlace(out, at, size / 2, n, z, scratch, kernels);
            return;
        }
        int[] values = base[input];
        int[] difference = scratch.coefficients(0);
        kernels.sub(values, at + size / 2, values, at, difference, 0, n);
        kernels.scale(difference, 0, z.mul(factors[input]), out, at, n);
        kernels.addScaled(values, at, factors[input], out, at, n);
    }

    /** table[at + i] = what lies at z on the line through the values at + i and at + half + i. */
    static void bindInPlace(
            ExtensionVector table, int at, int half, int n, Extension z, ExtensionVector scratch, Kernels kernels) {
        kernels.sub(table, at + half, table, at, scratch, 0, n);
        kernels.scale(scratch, 0, z, scratch, 0, n);
        kernels.add(table, at, scratch, 0, table, at, n);
    }
}
