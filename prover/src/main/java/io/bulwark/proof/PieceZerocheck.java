package io.bulwark.proof;

import static io.bulwark.air.ProductEvaluator.BLOCK;
import static io.bulwark.air.ProductEvaluator.LEADING;
import static io.bulwark.air.ProductEvaluator.MINUS_ONE;
import static io.bulwark.air.ProductEvaluator.POINTS;
import static io.bulwark.air.ProductEvaluator.VERTEX;

import io.bulwark.air.BlockArithmetic;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.ProductEvaluator;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import io.bulwark.poly.EqSumcheck;
import io.bulwark.poly.RoundPolynomial;
import io.bulwark.poly.SuffixEq;

/**
 * The rounds of step 4 that belong to one piece of 2^k rows: sum_x eq(r_t, x) (affine(x) + sum_i weight_i product_i(x)).
 *
 * <p>The first round runs over F. It takes the constraints to be 0 on every row, as they are in a trace that satisfies them, so that only points beside the
 * rows are evaluated; if they are not, what is sent does not fit together and the proof is refused. The later rounds run over K on the inputs of the products and on one
 * table of the affine form, and bind both in the pass that evaluates.
 */
final class PieceZerocheck {
    /** Lines worth a thread. */
    private static final int CHUNK = 4 * BLOCK;

    private static final Extension HALF = Extension.of(KoalaBear.halve(KoalaBear.ONE));

    /** Quantities of the first round besides the products': the two affine forms at both ends of a line. */
    private static final int BUS_AT_0 = POINTS;

    private static final int BUS_AT_1 = POINTS + 1;
    private static final int AFFINE_AT_0 = POINTS + 2;
    private static final int AFFINE_AT_1 = POINTS + 3;
    private static final int QUANTITIES = POINTS + 4;

    private final PieceTrace piece;
    private final PieceProducts products;
    private final PieceWeights weights;
    private final Extension[] point;
    private final SuffixEq eq;
    private final Kernels kernels;
    private final Cores cores;
    private final ExtensionVector affine;
    private EqSumcheck rounds;
    private int left;

    /**
     * A piece before its first round.
     *
     * @param point r_t, k coordinates
     * @param eq of a point whose last k coordinates are these
     */
    PieceZerocheck(
            PieceTrace piece,
            PieceProducts products,
            PieceWeights weights,
            Extension[] point,
            SuffixEq eq,
            Kernels kernels,
            Cores cores) {
        this.piece = piece;
        this.products = products;
        this.weights = weights;
        this.point = point;
        this.eq = eq;
        this.kernels = kernels;
        this.cores = cores;
        this.left = piece.logHeight();
        this.affine = new ExtensionVector(piece.rows());
    }

    /** Whether a round of this piece's own is left. */
    boolean hasRound() {
        return left > 0;
    }

    /** The summand at the point of all challenges, eq included, once no round is left. */
    Extension value() {
        if (piece.logHeight() == 0) {
            ExtensionVector row = new ExtensionVector(1);
            weights.bus().evaluate(piece.columns(), 0, row, 0, 1, kernels);
            return row.get(0);
        }
        return rounds.prefix().mul(rounds.claim());
    }

    /** The first round's polynomial, of degree 4 at most. */
    RoundPolynomial firstRound() {
        int half = piece.rows() / 2;
        int[][] table = piece.columns();
        LineSums sums = new LineSums(eq, left - 1, QUANTITIES, kernels);
        cores.forRange(half, CHUNK, (from, to) -> {
            LineSums part = sums.part();
            new FirstPass(table, part, Math.min(BLOCK, to - from)).run(from, to, half);
            sums.merge(part);
        });
        Extension at0 = sums.total(BUS_AT_0);
        Extension at1 = sums.total(BUS_AT_1);
        // On the line through two rows the affine form is affine(0) - (affine(1) - affine(0)) at -1.
        Extension affineAtMinusOne =
                sums.total(AFFINE_AT_0).add(sums.total(AFFINE_AT_0)).sub(sums.total(AFFINE_AT_1));
        Extension atMinusOne = sums.total(MINUS_ONE).add(affineAtMinusOne);
        rounds = new EqSumcheck(point, at0.add(point[0].mul(at1.sub(at0))));
        return rounds.round(at0, at1, higher(at0, at1, atMinusOne, sums.total(LEADING)));
    }

    /** Binds the challenge of the round just sent. */
    void bind(Extension challenge) {
        rounds.bind(challenge);
        left--;
    }

    /**
     * The next round's polynomial.
     *
     * @param challenge the one bound last
     */
    RoundPolynomial nextRound(Extension challenge) {
        int half = 1 << (left - 1);
        LineSums sums = new LineSums(eq, left - 1, POINTS, kernels);
        products.beginPass();
        cores.forRange(half, CHUNK, (from, to) -> {
            LineSums part = sums.part();
            new LaterPass(challenge, part, Math.min(BLOCK, to - from)).run(from, to, half);
            sums.merge(part);
        });
        products.endPass();
        Extension[] ends = rounds.ends(sums.total(VERTEX));
        return rounds.round(ends[0], ends[1], higher(ends[0], ends[1], sums.total(MINUS_ONE), sums.total(LEADING)));
    }

    /** Coefficients of X^2 and X^3 of a polynomial of the products' degree from its values at 0, 1 and -1 and its leading coefficient. */
    private Extension[] higher(Extension at0, Extension at1, Extension atMinusOne, Extension leading) {
        return switch (products.program().degree()) {
            case 3 -> new Extension[] {at1.add(atMinusOne).mul(HALF).sub(at0), leading};
            case 2 -> new Extension[] {leading};
            default -> new Extension[0];
        };
    }

    /** One thread's part of the first round. */
    private final class FirstPass {
        private final int[][] table;
        private final LineSums sums;
        private final ExtensionVector[] values;
        private final ExtensionVector bus;
        private final ProductEvaluator<int[]> evaluator;

        FirstPass(int[][] table, LineSums sums, int block) {
            this.table = table;
            this.sums = sums;
            this.values = blocks(block);
            this.bus = new ExtensionVector(block);
            this.evaluator = new ProductEvaluator<>(
                    products.program(), BlockArithmetic.base(kernels), products.base(weights), false, block);
        }

        void run(int from, int to, int half) {
            boolean cubic = products.program().degree() > 2;
            for (int y = from; y < to; y += BLOCK) {
                int n = Math.min(BLOCK, to - y);
                addForm(y, n, BUS_AT_0, y);
                addForm(y + half, n, BUS_AT_1, y);
                weights.affine().evaluate(table, y, affine, y, n, kernels);
                weights.affine().evaluate(table, y + half, affine, y + half, n, kernels);
                clear(values, n);
                evaluator.run(y, n, half, 0, values);
                sums.add(LEADING, values[LEADING], 0, y, n);
                if (cubic) {
                    sums.add(MINUS_ONE, values[MINUS_ONE], 0, y, n);
                    sums.add(AFFINE_AT_0, affine, y, y, n);
                    sums.add(AFFINE_AT_1, affine, y + half, y, n);
                }
            }
        }

        private void addForm(int row, int n, int quantity, int y) {
            weights.bus().evaluate(table, row, bus, 0, n, kernels);
            sums.add(quantity, bus, 0, y, n);
        }
    }

    /** One thread's part of a later round. */
    private final class LaterPass {
        private final Extension challenge;
        private final LineSums sums;
        private final ExtensionVector[] values;
        private final ExtensionVector scratch;
        private final ProductEvaluator<ExtensionVector> evaluator;

        LaterPass(Extension challenge, LineSums sums, int block) {
            this.challenge = challenge;
            this.sums = sums;
            this.values = blocks(block);
            this.scratch = new ExtensionVector(block);
            this.evaluator = new ProductEvaluator<>(
                    products.program(),
                    BlockArithmetic.extension(kernels),
                    products.bound(challenge, weights, scratch),
                    true,
                    block);
        }

        void run(int from, int to, int half) {
            int vertex = rounds.vertex();
            for (int y = from; y < to; y += BLOCK) {
                int n = Math.min(BLOCK, to - y);
                clear(values, n);
                evaluator.run(y, n, half, vertex, values);
                PieceProducts.bindInPlace(affine, y, 2 * half, n, challenge, scratch, kernels);
                PieceProducts.bindInPlace(affine, y + half, 2 * half, n, challenge, scratch, kernels);
                addAffine(y, n, half, vertex);
                for (int point = 0; point < POINTS; point++) {
                    sums.add(point, values[point], 0, y, n);
                }
            }
        }

        private void addAffine(int y, int n, int half, int vertex) {
            ExtensionVector atVertex = values[VERTEX];
            kernels.add(atVertex, 0, affine, y + vertex * half, atVertex, 0, n);
            if (products.program().degree() > 2) {
                ExtensionVector atMinusOne = values[MINUS_ONE];
                kernels.sub(affine, y + half, affine, y, scratch, 0, n);
                kernels.sub(affine, y, scratch, 0, scratch, 0, n);
                kernels.add(atMinusOne, 0, scratch, 0, atMinusOne, 0, n);
            }
        }
    }

    private static ExtensionVector[] blocks(int block) {
        ExtensionVector[] blocks = new ExtensionVector[POINTS];
        for (int i = 0; i < POINTS; i++) {
            blocks[i] = new ExtensionVector(block);
        }
        return blocks;
    }

    private static void clear(ExtensionVector[] blocks, int n) {
        for (ExtensionVector block : blocks) {
            block.fill(0, n, Extension.ZERO);
        }
    }
}
