package io.bulwark.proof;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;
import io.bulwark.poly.SuffixEq;
import java.util.Arrays;

/** Sums over the lines of a round, each line weighted by eq; one total for each quantity. Filled by several threads, each with a part of its own. */
final class LineSums {
    private final SuffixEq eq;
    private final int variables;
    private final Kernels kernels;
    private final Extension[] totals;

    /**
     * Zeros.
     *
     * @param variables number of the line's coordinates: lines are weighted by eq of the point's last so many coordinates
     */
    LineSums(SuffixEq eq, int variables, int quantities, Kernels kernels) {
        this.eq = eq;
        this.variables = variables;
        this.kernels = kernels;
        this.totals = new Extension[quantities];
        Arrays.fill(totals, Extension.ZERO);
    }

    /** An empty part, to be added by {@link #merge}. */
    LineSums part() {
        return new LineSums(eq, variables, totals.length, kernels);
    }

    /** Adds the values of {@code n} lines from {@code y} on; they share a head of eq. */
    void add(int quantity, ExtensionVector values, int at, int y, int n) {
        int tailAt = y & ((1 << eq.logRun(variables)) - 1);
        Extension sum = kernels.dot(values, at, eq.tail(variables), tailAt, n);
        totals[quantity] = totals[quantity].add(eq.head(variables, y).mul(sum));
    }

    synchronized void merge(LineSums part) {
        for (int i = 0; i < totals.length; i++) {
            totals[i] = totals[i].add(part.totals[i]);
        }
    }

    Extension total(int quantity) {
        return totals[quantity];
    }
}
