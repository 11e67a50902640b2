package io.bulwark.proof;

import static io.bulwark.air.ProductEvaluator.BLOCK;
import static io.bulwark.proof.EvaluationGrid.INFINITY;
import static io.bulwark.proof.EvaluationGrid.MINUS_ONE;
import static io.bulwark.proof.EvaluationGrid.ONE;
import static io.bulwark.proof.EvaluationGrid.ZERO;

import io.bulwark.air.BlockArithmetic;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.ProductEvaluator;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.poly.EqSumcheck;
import io.bulwark.poly.RoundPolynomial;
import io.bulwark.poly.SuffixEq;
import java.util.List;

/**
 * The rounds of step 4 that belong to one piece of 2^k rows: sum_x eq(r_t, x) (affine(x) + sum_i weight_i product_i(x)).
 *
 * <p>The first two rounds come from one pass over F: the polynomial in both variables is evaluated on a grid before any challenge is known, and both rounds are
 * read off it. Over F a product costs a twentieth of one over K, which pays for the grid's greater number of points. That pass takes the constraints to be 0 on every row, as
 * they are in a trace that satisfies them; if they are not, what is sent does not fit together and the proof is refused. The later rounds run over K on the inputs of the
 * products and on one table of the affine form, and bind both in the pass that evaluates.
 */
final class PieceZerocheck {
    /** Positions worth a thread. */
    private static final int CHUNK = 2 * BLOCK;

    /** Quantities of the first pass behind the grid's points: the two affine forms at each corner. */
    private static final int CORNERS = 4;

    private final PieceTrace piece;
    private final int[][] columns;
    private final PieceProducts products;
    private final EvaluationGrid grid;
    private final PieceWeights weights;
    private final Extension[] point;
    private final SuffixEq eq;
    private final Kernels kernels;
    private final Cores cores;
    private final ExtensionVector affine;
    private final BoundInputs inputs;
    private final Extension[] square;
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
        this.columns = piece.columns();
        this.products = products;
        this.grid = products.grid();
        this.weights = weights;
        this.point = point;
        this.eq = eq;
        this.kernels = kernels;
        this.cores = cores;
        this.left = piece.logHeight();
        this.affine = new ExtensionVector(piece.rows());
        this.inputs = new BoundInputs(products, kernels);
        this.square = new Extension[grid.side() * grid.side()];
    }

    /** Whether a round of this piece's own is left. */
    boolean hasRound() {
        return left > 0;
    }

    /** The summand at the point of all challenges, eq included, once no round is left. */
    Extension value() {
        if (piece.logHeight() == 0) {
            ExtensionVector row = new ExtensionVector(1);
            weights.bus().evaluate(columns, 0, row, 0, 1, kernels);
            return row.get(0);
        }
        return rounds.prefix().mul(rounds.claim());
    }

    /** Binds the challenge of the round just sent. */
    void bind(Extension challenge) {
        rounds.bind(challenge);
        left--;
    }

    /**
     * The next round's polynomial, of degree 4 at most.
     *
     * @param challenges of all rounds before it
     */
    RoundPolynomial round(List<Extension> challenges) {
        int j = challenges.size();
        if (piece.logHeight() == 1) {
            return onlyRound();
        }
        return switch (j) {
            case 0 -> firstRound();
            case 1 -> secondRound(challenges.getFirst());
            case 2 -> laterRound(challenges);
            default -> laterRound(challenges.subList(j - 1, j));
        };
    }

    /** A piece of two rows has no square; its table goes to K without a challenge. */
    private RoundPolynomial onlyRound() {
        ExtensionVector bus = new ExtensionVector(2);
        weights.bus().evaluate(columns, 0, bus, 0, 2, kernels);
        Extension at0 = bus.get(0);
        rounds = new EqSumcheck(point, at0.add(point[0].mul(bus.get(1).sub(at0))));
        weights.affine().evaluate(columns, 0, affine, 0, 2, kernels);
        return laterRound(List.of());
    }

    private RoundPolynomial firstRound() {
        int quarter = piece.rows() / 4;
        LineSums sums = new LineSums(eq, left - 2, square.length + 2 * CORNERS, kernels);
        cores.forRange(quarter, CHUNK, (from, to) -> {
            LineSums part = sums.part();
            new SquarePass(part, Math.min(BLOCK, to - from)).run(from, to);
            sums.merge(part);
        });
        fillSquare(sums);
        int side = grid.side();
        Extension[] values = new Extension[side];
        for (int u = 0; u < side; u++) {
            Extension at0 = square[u * side + ZERO];
            values[u] = at0.add(point[1].mul(square[u * side + ONE].sub(at0)));
        }
        rounds = new EqSumcheck(point, values[ZERO].add(point[0].mul(values[ONE].sub(values[ZERO]))));
        return rounds.round(values[ZERO], values[ONE], grid.higher(values));
    }

    /** The whole summand on the grid: at the corners the bus terms, the constraints being 0; elsewhere products and affine form. */
    private void fillSquare(LineSums sums) {
        int side = grid.side();
        for (int u = 0; u < side; u++) {
            for (int v = 0; v < side; v++) {
                int p = u * side + v;
                square[p] = grid.isCorner(p)
                        ? sums.total(square.length + 2 * u + v)
                        : sums.total(p).add(affineAt(u, v, sums));
            }
        }
    }

    /** The affine form's sum at a point of the grid, bilinear in both variables; at infinity it has no coefficient of so high a degree. */
    private Extension affineAt(int u, int v, LineSums sums) {
        if (u == INFINITY || v == INFINITY) {
            return Extension.ZERO;
        }
        int first = square.length + CORNERS;
        Extension low = onLine(v, sums.total(first), sums.total(first + 1));
        Extension high = onLine(v, sums.total(first + 2), sums.total(first + 3));
        return onLine(u, low, high);
    }

    /** At 0, 1 or -1 on the line through two values. */
    private static Extension onLine(int place, Extension at0, Extension at1) {
        return switch (place) {
            case ZERO -> at0;
            case ONE -> at1;
            default -> at0.add(at0).sub(at1);
        };
    }

    private RoundPolynomial secondRound(Extension challenge) {
        int side = grid.side();
        Extension[] values = new Extension[side];
        for (int v = 0; v < side; v++) {
            Extension[] line = new Extension[side];
            for (int u = 0; u < side; u++) {
                line[u] = square[u * side + v];
            }
            values[v] = grid.polynomial(line).at(challenge);
        }
        return rounds.round(values[ZERO], values[ONE], grid.higher(values));
    }

    private RoundPolynomial laterRound(List<Extension> unbound) {
        int half = 1 << (left - 1);
        int side = grid.side();
        LineSums sums = new LineSums(eq, left - 1, side, kernels);
        inputs.beginPass(unbound);
        cores.forRange(half, CHUNK, (from, to) -> {
            LineSums part = sums.part();
            new LinePass(unbound, part, half, Math.min(BLOCK, to - from)).run(from, to);
            sums.merge(part);
        });
        inputs.endPass();
        Extension[] values = new Extension[side];
        System.arraycopy(rounds.ends(sums.total(0)), 0, values, 0, 2);
        for (int i = INFINITY; i < side; i++) {
            values[i] = sums.total(i - 1);
        }
        return rounds.round(values[ZERO], values[ONE], grid.higher(values));
    }

    /** One thread's part of the pass over F. */
    private final class SquarePass {
        private final LineSums sums;
        private final ExtensionVector bus;
        private final SquareSource source;
        private final ProductEvaluator<int[]> evaluator;

        SquarePass(LineSums sums, int block) {
            this.sums = sums;
            this.bus = new ExtensionVector(block);
            this.source = new SquareSource(products, kernels, block);
            this.evaluator = new ProductEvaluator<>(
                    products.program(), BlockArithmetic.base(kernels), source, source.atInfinity(), block);
        }

        void run(int from, int to) {
            int quarter = piece.rows() / 4;
            for (int y = from; y < to; y += BLOCK) {
                int n = Math.min(BLOCK, to - y);
                for (int corner = 0; corner < CORNERS; corner++) {
                    addForms(y, y + corner * quarter, corner, n);
                }
                source.clear(n);
                evaluator.run(y, n);
                source.flush(n);
                for (int p = 0; p < square.length; p++) {
                    if (!grid.isCorner(p)) {
                        sums.add(p, source.sum(p), 0, y, n);
                    }
                }
            }
        }

        private void addForms(int y, int row, int corner, int n) {
            weights.affine().evaluate(columns, row, affine, row, n, kernels);
            if (grid.side() > MINUS_ONE) {
                sums.add(square.length + CORNERS + corner, affine, row, y, n);
            }
            if (!weights.bus().isZero()) {
                weights.bus().evaluate(columns, row, bus, 0, n, kernels);
                sums.add(square.length + corner, bus, 0, y, n);
            }
        }
    }

    /** One thread's part of a pass over K. */
    private final class LinePass {
        private final List<Extension> unbound;
        private final LineSums sums;
        private final int half;
        private final LineSource source;
        private final ExtensionVector scratch;
        private final ProductEvaluator<ExtensionVector> evaluator;

        LinePass(List<Extension> unbound, LineSums sums, int half, int block) {
            this.unbound = unbound;
            this.sums = sums;
            this.half = half;
            this.source = new LineSource(products, inputs, rounds.vertex(), half, block, kernels);
            this.scratch = new ExtensionVector(block);
            this.evaluator = new ProductEvaluator<>(
                    products.program(), BlockArithmetic.extension(kernels), source, source.atInfinity(), block);
        }

        void run(int from, int to) {
            for (int y = from; y < to; y += BLOCK) {
                int n = Math.min(BLOCK, to - y);
                source.clear(n);
                evaluator.run(y, n);
                BoundInputs.bindInPlace(affine, y, n, 2 * half, unbound, scratch, kernels);
                BoundInputs.bindInPlace(affine, y + half, n, 2 * half, unbound, scratch, kernels);
                addAffine(y, n);
                for (int i = 0; i < source.sums().length; i++) {
                    sums.add(i, source.sums()[i], 0, y, n);
                }
            }
        }

        private void addAffine(int y, int n) {
            ExtensionVector atVertex = source.sums()[0];
            kernels.add(atVertex, 0, affine, y + rounds.vertex() * half, atVertex, 0, n);
            if (grid.side() > MINUS_ONE) {
                ExtensionVector atMinusOne = source.sums()[2];
                kernels.sub(affine, y + half, affine, y, scratch, 0, n);
                kernels.sub(affine, y, scratch, 0, scratch, 0, n);
                kernels.add(atMinusOne, 0, scratch, 0, atMinusOne, 0, n);
            }
        }
    }
}
