package io.bulwark.proof;

import io.bulwark.air.Adjoint;
import io.bulwark.air.AffineForm;
import io.bulwark.air.Chip;
import io.bulwark.air.Graph;
import io.bulwark.air.Guard;
import io.bulwark.air.Interaction;
import io.bulwark.air.ProductProgram;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;

/**
 * What step 4 sums over one piece, taken apart: affine form of the interactions, affine form of everything, and a weight for each product of the constraints. With
 * these the summand of a row is affine(row) + sum_i weight_i product_i(row).
 *
 * @param bus sum of block weight * (multiplicity + mu fingerprint) over the interactions
 * @param affine that, and the affine part of sum_m a^{n(m)} C_m
 * @param products weight of each of the program's products
 */
record PieceWeights(AffineForm bus, AffineForm affine, List<Extension> products) {
    /**
     * Weights of one piece.
     *
     * @param blockWeights one for each interaction
     * @param powers one power of a for each constraint, the added ones included
     */
    static PieceWeights of(
            Chip chip,
            ProductProgram program,
            ZerocheckProver.Challenges challenges,
            List<Extension> blockWeights,
            List<Extension> powers) {
        Adjoint bus = new Adjoint(chip);
        addInteractions(bus, chip, challenges, blockWeights);
        bus.propagate();
        Adjoint all = new Adjoint(chip);
        addInteractions(all, chip, challenges, blockWeights);
        int declared = chip.constraints().size();
        for (int c = 0; c < declared; c++) {
            all.add(chip.constraints().get(c), powers.get(c));
        }
        List<Guard> guards = chip.guards();
        for (int g = 0; g < guards.size(); g++) {
            addAffinePartOfGuard(all, chip.graph(), guards.get(g), powers.get(declared + g));
        }
        all.propagate();
        List<Extension> weights = new ArrayList<>();
        for (ProductProgram.Product p : program.products()) {
            weights.add(
                    p.guard() < 0
                            ? all.productWeight(p.node())
                            : powers.get(declared + p.guard()).neg());
        }
        return new PieceWeights(bus.form(), all.form(), weights);
    }

    private static void addInteractions(
            Adjoint sum, Chip chip, ZerocheckProver.Challenges challenges, List<Extension> blockWeights) {
        for (int i = 0; i < chip.interactions().size(); i++) {
            Interaction interaction = chip.interactions().get(i);
            Extension w = blockWeights.get(i);
            Extension scaled = w.mul(challenges.mu());
            sum.add(interaction.multiplicity(), interaction.sends() ? w : w.neg());
            Extension bus = Extension.of(KoalaBear.fromCanonical(interaction.bus()));
            sum.addConstant(scaled.mul(challenges.alpha().add(bus)));
            for (int j = 0; j < interaction.message().size(); j++) {
                sum.add(
                        interaction.message().get(j),
                        scaled.mul(challenges.betas().get(j)));
            }
        }
    }

    /** value - value * selector: the product counts as one only where neither side is a constant. */
    private static void addAffinePartOfGuard(Adjoint sum, Graph graph, Guard guard, Extension weight) {
        sum.add(guard.value(), weight);
        if (graph.degree(guard.value()) == 0) {
            sum.addScaled(guard.selector(), guard.value(), weight.neg());
        } else if (graph.degree(guard.selector()) == 0) {
            sum.addScaled(guard.value(), guard.selector(), weight.neg());
        }
    }
}
