package io.bulwark.proof;

import io.bulwark.air.Chip;
import io.bulwark.air.Layout;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.ProductEvaluator;
import io.bulwark.air.ProductProgram;
import io.bulwark.air.Trace;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.Kernels;
import io.bulwark.logup.GkrClaim;
import io.bulwark.poly.RoundPolynomial;
import io.bulwark.poly.SuffixEq;
import io.bulwark.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Step 4: all constraints and the two bus claims in one sumcheck over as many variables as the highest piece has, prover. Piece t of k variables enters as
 * prod_{j>k} (1 - x_j) * eq(r_t, x_1..x_k) * summand_t(x_1..x_k), r_t being the last k coordinates of r.
 */
public final class ZerocheckProver {
    private static final int DEGREE = Layout.ZEROCHECK_DEGREE;

    private final ProverChannel channel;
    private final Layout layout;
    private final List<PieceZerocheck> pieces = new ArrayList<>();

    /** The challenges of steps 2 and 4. */
    public record Challenges(Extension alpha, List<Extension> betas, Extension mu, Extension a) {
        public Challenges {
            betas = List.copyOf(betas);
        }
    }

    private ZerocheckProver(
            ProverChannel channel,
            Layout layout,
            Trace trace,
            List<Extension> r,
            Challenges challenges,
            Kernels kernels,
            Cores cores) {
        this.channel = channel;
        this.layout = layout;
        int n = layout.logLeaves();
        Extension[] suffix = r.subList(n - layout.maxLogHeight(), n).toArray(Extension[]::new);
        SuffixEq eq = new SuffixEq(suffix, ProductEvaluator.LOG_BLOCK, kernels);
        ConstraintPowers powers = new ConstraintPowers(challenges.a());
        List<List<Extension>> blockWeights = blockWeights(r);
        for (int t = 0; t < layout.pieces().size(); t++) {
            PieceTrace piece = trace.pieces().get(t);
            Chip chip = piece.chip();
            ProductProgram program = layout.machine().products(piece.chipNumber());
            powers.advance(chip.constraintCount());
            PieceWeights weights = PieceWeights.of(chip, program, challenges, blockWeights.get(t), powers.current());
            PieceProducts products =
                    new PieceProducts(piece, program, weights, powers.currentCubeRoots(), kernels, cores);
            Extension[] point = r.subList(n - piece.logHeight(), n).toArray(Extension[]::new);
            pieces.add(new PieceZerocheck(piece, products, weights, point, eq, kernels, cores));
        }
    }

    /**
     * Sends the rounds.
     *
     * @param claim step 3's
     * @return rho: one challenge a round, the first one for the most significant bit of a row's index
     */
    public static List<Extension> prove(
            ProverChannel channel,
            Layout layout,
            Trace trace,
            GkrClaim claim,
            Challenges challenges,
            Kernels kernels,
            Cores cores) {
        return new ZerocheckProver(channel, layout, trace, claim.point(), challenges, kernels, cores).rounds();
    }

    /** Of each piece, weight of each interaction's block: eq of its place among the blocks of its size at the first coordinates of r. */
    private List<List<Extension>> blockWeights(List<Extension> r) {
        List<List<Extension>> weights = new ArrayList<>();
        layout.pieces().forEach(p -> weights.add(new ArrayList<>()));
        for (Layout.Block block : layout.blocks()) {
            int k = layout.pieces().get(block.piece()).logHeight();
            int coordinates = layout.logLeaves() - k;
            int place = block.start() >>> k;
            Extension weight = Extension.ONE;
            for (int j = 0; j < coordinates; j++) {
                boolean one = (place >>> (coordinates - 1 - j) & 1) == 1;
                weight = weight.mul(one ? r.get(j) : Extension.ONE.sub(r.get(j)));
            }
            weights.get(block.piece()).add(weight);
        }
        return weights;
    }

    private List<Extension> rounds() {
        List<Extension> rho = new ArrayList<>();
        // Value of each piece that has no round left, times its (1 - x_j) so far.
        Extension done = Extension.ZERO;
        for (PieceZerocheck piece : pieces) {
            done = piece.hasRound() ? done : done.add(piece.value());
        }
        for (int j = 0; j < layout.maxLogHeight(); j++) {
            RoundPolynomial sum = RoundPolynomial.zero(DEGREE).plus(RoundPolynomial.of(done, done.neg()));
            for (PieceZerocheck piece : pieces) {
                if (piece.hasRound()) {
                    sum = sum.plus(piece.round(rho));
                }
            }
            channel.send(sum.sent());
            Extension z = channel.challenge();
            rho.add(z);
            done = done.sub(done.mul(z));
            for (PieceZerocheck piece : pieces) {
                if (piece.hasRound()) {
                    piece.bind(z);
                    done = piece.hasRound() ? done : done.add(piece.value());
                }
            }
        }
        return rho;
    }
}
