package io.bulwark.logup;

import io.bulwark.air.Adjoint;
import io.bulwark.air.AffineForm;
import io.bulwark.air.AffineProgram;
import io.bulwark.air.Chip;
import io.bulwark.air.Interaction;
import io.bulwark.air.Layout;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.Trace;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import java.util.List;

/** The leaves of step 3 from the rows: one fraction for each interaction and row, block by block in layout order. */
public final class LeafFractions {
    private static final int CHUNK = 8 * AffineProgram.BLOCK;

    private final Extension alpha;
    private final Extension[] betas;
    private final Kernels kernels;
    private final Cores cores;

    private LeafFractions(Extension alpha, Extension[] betas, Kernels kernels, Cores cores) {
        this.alpha = alpha;
        this.betas = betas;
        this.kernels = kernels;
        this.cores = cores;
    }

    /**
     * All leaves.
     *
     * @param alpha the fingerprints' constant
     * @param betas one for each entry of the longest message
     */
    public static Leaves of(
            Layout layout, Trace trace, Extension alpha, Extension[] betas, Kernels kernels, Cores cores) {
        LeafFractions fractions = new LeafFractions(alpha, betas, kernels, cores);
        int length = layout.blocks().stream()
                .mapToInt(b -> 1 << layout.pieces().get(b.piece()).logHeight())
                .sum();
        Leaves leaves = new Leaves(layout.logLeaves(), length);
        for (Layout.Block block : layout.blocks()) {
            PieceTrace piece = trace.pieces().get(block.piece());
            fractions.fill(
                    leaves, block.start(), piece, piece.chip().interactions().get(block.interaction()));
        }
        return leaves;
    }

    private void fill(Leaves leaves, int start, PieceTrace piece, Interaction interaction) {
        int[][] table = piece.columns();
        AffineForm fingerprint = fingerprint(piece.chip(), interaction);
        cores.forRange(
                piece.rows(),
                CHUNK,
                (from, to) ->
                        fingerprint.evaluate(table, from, leaves.denominators(), start + from, to - from, kernels));
        int multiplicity = interaction.multiplicity();
        if (piece.chip().graph().degree(multiplicity) > 0) {
            AffineProgram program = AffineProgram.of(piece.chip(), List.of(multiplicity));
            cores.forRange(piece.rows(), CHUNK, (from, to) -> {
                AffineProgram.Registers registers =
                        program.new Registers(table, new int[][] {leaves.numerators()}, start);
                for (int row = from; row < to; row += AffineProgram.BLOCK) {
                    program.run(registers, row, Math.min(AffineProgram.BLOCK, to - row), kernels);
                }
                if (!interaction.sends()) {
                    int minusOne = KoalaBear.neg(KoalaBear.ONE);
                    kernels.scale(
                            leaves.numerators(), start + from, minusOne, leaves.numerators(), start + from, to - from);
                }
            });
        }
    }

    /** alpha + B + sum_i beta_i m_i as one affine form, so that its cost does not depend on how the message's entries are made. */
    private AffineForm fingerprint(Chip chip, Interaction interaction) {
        Adjoint sum = new Adjoint(chip);
        sum.addConstant(alpha.add(Extension.of(KoalaBear.fromCanonical(interaction.bus()))));
        for (int i = 0; i < interaction.message().size(); i++) {
            sum.add(interaction.message().get(i), betas[i]);
        }
        sum.propagate();
        return sum.form();
    }
}
