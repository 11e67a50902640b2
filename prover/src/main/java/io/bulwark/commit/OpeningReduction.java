package io.bulwark.commit;

import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.transcript.ProverChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps 5 and 6 of the prover: the value of every column at its point, and the reduction of all these values to one sum over the rows of the common stack.
 *
 * <p>With Q the common stack and A(y) = e_c eq(rho_t, x) on the block of column c, sum_c e_c v_c = sum_y Q(y) A(y). The rounds over the column index come first;
 * they fix g = sum_j eq(z_hi, j) Q_j, and A becomes a table over the 2^s rows.
 */
public final class OpeningReduction {
    private static final int TILE = 1024;

    private final StackedColumns stack;
    private final List<HeightClass> classes = new ArrayList<>();
    private final int columns;
    private final Kernels kernels;
    private final Cores cores;

    /** What is left after the column rounds: g and A as tables over the 2^s rows; the sum of their products is the claim. */
    public record RowClaim(ExtensionVector g, ExtensionVector weights) {}

    /**
     * The openings of one proof; computes all values of step 5.
     *
     * @param stack the main stacked columns, then the preprocessed ones
     * @param slots of every column in opening order
     * @param rho the end point of step 4; a column of height 2^k is opened at its first k coordinates
     */
    public OpeningReduction(StackedColumns stack, List<Slot> slots, List<Extension> rho, Kernels kernels, Cores cores) {
        this.stack = stack;
        this.columns = slots.size();
        this.kernels = kernels;
        this.cores = cores;
        slots.stream()
                .map(Slot::logHeight)
                .distinct()
                .forEach(k -> classes.add(new HeightClass(k, slots, stack, rho, kernels, cores)));
    }

    /** Step 5: the values of all columns, in opening order. */
    public ExtensionVector openedValues() {
        ExtensionVector opened = new ExtensionVector(columns);
        for (HeightClass c : classes) {
            c.openedValues(opened);
        }
        return opened;
    }

    /**
     * Step 6: sends the rounds over the column index. To be called once.
     *
     * @param tau coordinates of the eq table whose first entries are the columns' weights e_c
     */
    public RowClaim proveColumnRounds(ProverChannel channel, Extension[] tau) {
        ExtensionVector columnWeights = new ExtensionVector(1 << tau.length);
        kernels.eqTable(tau, columnWeights);
        List<ProductSumcheck> shares =
                classes.stream().map(c -> c.indexSumcheck(columnWeights)).toList();
        Extension[] point = new Extension[stack.logWidth()];
        for (int i = 0; i < point.length; i++) {
            ProductSumcheck.Round sum = ProductSumcheck.Round.ZERO;
            for (ProductSumcheck share : shares) {
                sum = sum.add(share.round());
            }
            point[i] = sum.send(channel);
            for (ProductSumcheck share : shares) {
                share.bind(point[i]);
            }
        }
        ExtensionVector weights = new ExtensionVector(1 << stack.logRows());
        for (int i = 0; i < shares.size(); i++) {
            classes.get(i).addWeights(shares.get(i).a(), weights);
        }
        return new RowClaim(combine(point), weights);
    }

    /** g = sum_j eq(point, j) Q_j. */
    private ExtensionVector combine(Extension[] point) {
        int rows = 1 << stack.logRows();
        ExtensionVector eq = new ExtensionVector(1 << point.length);
        kernels.eqTable(point, eq);
        Extension[] factors = eq.toArray();
        ExtensionVector g = new ExtensionVector(rows);
        cores.forRange(rows, TILE, (from, to) -> {
            for (int at = from; at < to; at += TILE) {
                for (int j = 0; j < stack.width(); j++) {
                    kernels.addScaled(stack.column(j), at, factors[j], g, at, Math.min(TILE, to - at));
                }
            }
        });
        return g;
    }
}
