package io.bulwark.proof;

import io.bulwark.air.AffineProgram;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.ProductProgram;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The products of one piece's constraints: their inputs over F, and how their weights are carried. A product that is the cube of an input which serves nothing else
 * has its weight's cube root multiplied into the input when that is first bound, and needs no product with its weight from then on.
 */
final class PieceProducts {
    private final ProductProgram program;
    private final PieceWeights weights;
    private final EvaluationGrid grid;
    private final int[][] inputs;
    private final Extension[] factors;
    private final boolean[] carried;
    private final int rows;

    /**
     * Computes the inputs that are no columns.
     *
     * @param cubeRoots of each constraint's power of a
     */
    PieceProducts(
            PieceTrace piece,
            ProductProgram program,
            PieceWeights weights,
            List<Extension> cubeRoots,
            Kernels kernels,
            Cores cores) {
        this.program = program;
        this.weights = weights;
        this.grid = new EvaluationGrid(program.degree());
        this.rows = piece.rows();
        this.inputs = new int[program.inputs().size()][];
        this.factors = new Extension[inputs.length];
        this.carried = new boolean[program.products().size()];
        carryWeights(cubeRoots);
        materialise(piece, kernels, cores);
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

    private void materialise(PieceTrace piece, Kernels kernels, Cores cores) {
        int[][] table = piece.columns();
        List<Integer> nodes = new ArrayList<>();
        List<int[]> computed = new ArrayList<>();
        for (int i = 0; i < inputs.length; i++) {
            ProductProgram.Input input = program.inputs().get(i);
            if (input.column() >= 0) {
                inputs[i] = table[input.column()];
            } else {
                inputs[i] = new int[rows];
                nodes.add(input.node());
                computed.add(inputs[i]);
            }
        }
        if (nodes.isEmpty()) {
            return;
        }
        AffineProgram steps = AffineProgram.of(piece.chip(), nodes);
        int[][] out = computed.toArray(int[][]::new);
        cores.forRange(rows, AffineProgram.BLOCK, (from, to) -> {
            AffineProgram.Registers registers = steps.new Registers(table, out, 0);
            for (int row = from; row < to; row += AffineProgram.BLOCK) {
                steps.run(registers, row, Math.min(AffineProgram.BLOCK, to - row), kernels);
            }
        });
    }

    ProductProgram program() {
        return program;
    }

    /** The points that the products' degree needs. */
    EvaluationGrid grid() {
        return grid;
    }

    int rows() {
        return rows;
    }

    /** Of each input its values on all rows. */
    int[][] inputs() {
        return inputs;
    }

    /** What an input is multiplied by when it is bound. */
    Extension factor(int input) {
        return factors[input];
    }

    /** Whether a product's weight is in its bound inputs. */
    boolean isCarried(int product) {
        return carried[product];
    }

    Extension weight(int product) {
        return weights.products().get(product);
    }
}
