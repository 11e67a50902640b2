package io.bulwark.logup;

import io.bulwark.air.Adjoint;
import io.bulwark.air.AffineForm;
import io.bulwark.air.AffineProgram;
import io.bulwark.air.Interaction;
import io.bulwark.air.Layout;
import io.bulwark.air.PieceTrace;
import io.bulwark.air.Trace;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The leaves of step 3 from the rows: one fraction for each interaction and row, block by block in layout order. The numerators are stored; a denominator is an affine form
 * of its row, made anew whenever it is asked for: that takes a tenth of what GKR does with it.
 */
public final class LeafFractions implements LeafSource {
    private static final int CHUNK = 8 * AffineProgram.BLOCK;

    private final int logLeaves;
    private final int[] numerators;
    private final Kernels kernels;
    private final List<Fingerprints> blocks = new ArrayList<>();
    /** Where each block begins; the last one ends at the end of the leaves. */
    private final int[] starts;

    private final int length;

    /** The fingerprints of one interaction on the rows of one piece. */
    private record Fingerprints(AffineForm.OnTable form, int rows) {}

    private LeafFractions(Layout layout, Kernels kernels) {
        this.logLeaves = layout.logLeaves();
        this.starts = layout.blocks().stream().mapToInt(Layout.Block::start).toArray();
        this.length = layout.blocks().stream()
                .mapToInt(b -> 1 << layout.pieces().get(b.piece()).logHeight())
                .sum();
        this.numerators = new int[Leaves.storedLength(logLeaves, length)];
        this.kernels = kernels;
    }

    /**
     * All leaves.
     *
     * @param alpha the fingerprints' constant
     * @param betas one for each entry of the longest message
     */
    public static LeafFractions of(
            Layout layout, Trace trace, Extension alpha, Extension[] betas, Kernels kernels, Cores cores) {
        LeafFractions fractions = new LeafFractions(layout, kernels);
        for (Layout.Block block : layout.blocks()) {
            PieceTrace piece = trace.pieces().get(block.piece());
            Interaction interaction = piece.chip().interactions().get(block.interaction());
            fractions.blocks.add(new Fingerprints(fingerprint(piece, interaction, alpha, betas), piece.rows()));
            fractions.fillNumerators(block.start(), piece, interaction, cores);
        }
        return fractions;
    }

    @Override
    public int logLeaves() {
        return logLeaves;
    }

    @Override
    public int[] numerators() {
        return numerators;
    }

    @Override
    public void denominators(int from, int n, ExtensionVector out, int at) {
        int leaf = from;
        while (leaf < Math.min(from + n, length)) {
            int found = Arrays.binarySearch(starts, leaf);
            int block = found >= 0 ? found : -found - 2;
            Fingerprints fingerprints = blocks.get(block);
            int row = leaf - starts[block];
            int rows = Math.min(fingerprints.rows - row, from + n - leaf);
            fingerprints.form.evaluate(row, out, at + leaf - from, rows, kernels);
            leaf += rows;
        }
        out.fill(at + leaf - from, from + n - leaf, Extension.ONE);
    }

    private void fillNumerators(int start, PieceTrace piece, Interaction interaction, Cores cores) {
        int[][] table = piece.columns();
        int multiplicity = interaction.multiplicity();
        if (piece.chip().graph().degree(multiplicity) > 0) {
            AffineProgram program = AffineProgram.of(piece.chip(), List.of(multiplicity));
            cores.forRange(piece.rows(), CHUNK, (from, to) -> {
                AffineProgram.Registers registers = program.new Registers(table, new int[][] {numerators}, start);
                for (int row = from; row < to; row += AffineProgram.BLOCK) {
                    program.run(registers, row, Math.min(AffineProgram.BLOCK, to - row), kernels);
                }
                if (!interaction.sends()) {
                    int minusOne = KoalaBear.neg(KoalaBear.ONE);
                    kernels.scale(numerators, start + from, minusOne, numerators, start + from, to - from);
                }
            });
        }
    }

    /** alpha + B + sum_i beta_i m_i as one affine form, so that its cost does not depend on how the message's entries are made. */
    private static AffineForm.OnTable fingerprint(
            PieceTrace piece, Interaction interaction, Extension alpha, Extension[] betas) {
        Adjoint sum = new Adjoint(piece.chip());
        sum.addConstant(alpha.add(Extension.of(KoalaBear.fromCanonical(interaction.bus()))));
        for (int i = 0; i < interaction.message().size(); i++) {
            sum.add(interaction.message().get(i), betas[i]);
        }
        sum.propagate();
        return sum.form().on(piece.columns());
    }
}
