package io.bulwark.proof;

import io.bulwark.air.Chip;
import io.bulwark.air.ClosedColumnAtPoint;
import io.bulwark.air.Guard;
import io.bulwark.air.Interaction;
import io.bulwark.air.Layout;
import io.bulwark.air.NodeValues;
import io.bulwark.backend.Ring;
import io.bulwark.field.KoalaBear;
import io.bulwark.logup.Fingerprints;
import io.bulwark.logup.GkrVerifier.LeafClaim;
import io.bulwark.poly.EqualityPolynomial;
import java.util.ArrayList;
import java.util.List;

/**
 * Step 4, the verifier: all constraints and the two bus claims in one sumcheck.
 *
 * <p>A piece t of k variables enters as prod_{j>k} (1 - x_j) eq(r_t, x_1..x_k) inner_t(x_1..x_k), where r_t is the LAST k coordinates of r; at the end
 * it is read at the FIRST k coordinates of rho. inner_t is the sum of the weighted interactions and of a^n C over its constraints, with ONE running n
 * over all pieces: no two constraints share a power, else opposite violations in two pieces would cancel.
 *
 * @param <K> an element of K
 */
final class ZerocheckVerifier<K> {
    private final Ring<K> ring;
    private final EqualityPolynomial<K> eq;
    private final K one;
    private final Layout layout;
    private final LeafClaim<K> leaves;
    private final Fingerprints<K> fingerprints;
    private final K mu;
    private final K a;
    /** a^(2^i). */
    private final List<K> squares = new ArrayList<>();
    /** Of each piece the weight of each interaction: eq of the block's number at the coordinates of r that choose it. */
    private final List<List<K>> blockWeights;

    ZerocheckVerifier(Ring<K> ring, Layout layout, LeafClaim<K> leaves, Fingerprints<K> fingerprints, K mu, K a) {
        this.ring = ring;
        this.eq = new EqualityPolynomial<>(ring);
        this.one = ring.constant(KoalaBear.ONE);
        this.layout = layout;
        this.leaves = leaves;
        this.fingerprints = fingerprints;
        this.mu = mu;
        this.a = a;
        this.squares.add(a);
        this.blockWeights = blockWeights();
    }

    /** P(r) + mu (Q(r) - 1 + sum of block weights): the padding leaves are 0/1. */
    K claim() {
        K padding = one;
        for (List<K> weights : blockWeights) {
            for (K weight : weights) {
                padding = ring.sub(padding, weight);
            }
        }
        return ring.add(leaves.numerator(), ring.mul(mu, ring.sub(leaves.denominator(), padding)));
    }

    /**
     * The summand at rho, from the opened values.
     *
     * @param openings main and preprocessed values of all pieces, in the order of the layout's columns; closed-form columns are computed here
     */
    K expectedClaim(List<K> rho, List<K> openings) {
        K sum = ring.constant(KoalaBear.ZERO);
        K power = one;
        int at = 0;
        for (int t = 0; t < layout.pieces().size(); t++) {
            Chip chip = layout.chip(t);
            List<K> point = rho.subList(0, layout.pieces().get(t).logHeight());
            List<K> main = openings.subList(at, at + chip.main());
            at += chip.main();
            List<K> prep = openings.subList(at, at + chip.prep());
            at += chip.prep();
            List<K> nodes = NodeValues.ofChip(ring, chip, main, prep, closedColumns(chip, point));
            // Horner's rule from the last constraint down: one product each; the power that the piece begins with comes
            // to it as a whole.
            K weighted = ring.constant(KoalaBear.ZERO);
            List<K> constraints = constraints(chip, nodes);
            for (K constraint : constraints.reversed()) {
                weighted = ring.add(ring.mul(weighted, a), constraint);
            }
            K inner = ring.add(interactions(t, nodes), ring.mul(ring.mul(power, a), weighted));
            power = ring.mul(power, power(constraints.size()));
            K outside = one;
            for (K z : rho.subList(point.size(), rho.size())) {
                outside = ring.mul(outside, ring.sub(one, z));
            }
            K selected = ring.mul(outside, eq.between(rowCoordinates(t), point));
            sum = ring.add(sum, ring.mul(selected, inner));
        }
        return sum;
    }

    /** a^exponent, by squares that all pieces share. */
    private K power(int exponent) {
        K result = one;
        for (int bit = 0; exponent >>> bit != 0; bit++) {
            if (bit == squares.size()) {
                K last = squares.getLast();
                squares.add(ring.mul(last, last));
            }
            if ((exponent >>> bit & 1) == 1) {
                result = ring.mul(result, squares.get(bit));
            }
        }
        return result;
    }

    private List<K> closedColumns(Chip chip, List<K> point) {
        ClosedColumnAtPoint<K> columns = new ClosedColumnAtPoint<>(ring, point);
        return chip.closed().stream().map(columns::evaluate).toList();
    }

    private K interactions(int piece, List<K> nodes) {
        K sum = ring.constant(KoalaBear.ZERO);
        List<Interaction> interactions = layout.chip(piece).interactions();
        for (int i = 0; i < interactions.size(); i++) {
            Interaction interaction = interactions.get(i);
            K denominator = ring.mul(mu, fingerprints.of(interaction, nodes));
            K multiplicity = nodes.get(interaction.multiplicity());
            K both = interaction.sends() ? ring.add(denominator, multiplicity) : ring.sub(denominator, multiplicity);
            sum = ring.add(sum, ring.mul(blockWeights.get(piece).get(i), both));
        }
        return sum;
    }

    /** Declared constraints, then those that the builder adds. */
    private List<K> constraints(Chip chip, List<K> nodes) {
        List<K> values = new ArrayList<>(chip.constraintCount());
        for (int node : chip.constraints()) {
            values.add(nodes.get(node));
        }
        for (Guard guard : chip.guards()) {
            values.add(ring.mul(nodes.get(guard.value()), ring.sub(one, nodes.get(guard.selector()))));
        }
        return values;
    }

    private List<List<K>> blockWeights() {
        List<List<K>> weights = new ArrayList<>();
        for (int t = 0; t < layout.pieces().size(); t++) {
            weights.add(new ArrayList<>());
        }
        int n = layout.logLeaves();
        for (Layout.Block block : layout.blocks()) {
            int k = layout.pieces().get(block.piece()).logHeight();
            weights.get(block.piece()).add(eq.at(leaves.point().subList(0, n - k), block.start() >>> k));
        }
        return weights;
    }

    /** r_t. */
    private List<K> rowCoordinates(int piece) {
        int n = layout.logLeaves();
        return leaves.point().subList(n - layout.pieces().get(piece).logHeight(), n);
    }
}
