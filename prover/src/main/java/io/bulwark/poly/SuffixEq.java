package io.bulwark.poly;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.Kernels;

/**
 * eq(r_{n-m+1} .. r_n, y) for the last m coordinates of a point r in K^n and all y on the m-cube, every m from 0 to n at once, in memory of about
 * 4 * 2^{max(n / 2, log of the block)} elements: y = (head, tail), and the value is the product of a scalar for the head and an entry of a table for the tail.
 *
 * <p>The first coordinate belongs to the most significant bit of y. A sumcheck that binds the most significant variable first needs one such suffix in each
 * round, so nothing has to be bound or computed anew between the rounds (A. Gruen, "Some improvements for the PIOP for ZeroCheck", eprint 2024/108; Q. Dao,
 * J. Thaler, "More optimizations to sum-check proving", eprint 2024/1210, section 3).
 */
public final class SuffixEq {
    private final Extension[] point;
    private final int variables;
    private final int tailVariables;
    /** tails[m]: the table of the last m coordinates, m <= tailVariables. */
    private final ExtensionVector[] tails;
    /** heads[i]: the table of the i coordinates before the longest tail. */
    private final ExtensionVector[] heads;

    /**
     * @param point r
     * @param logBlock log2 of the number of consecutive y that are to share a head
     */
    public SuffixEq(Extension[] point, int logBlock, Kernels kernels) {
        this.point = point.clone();
        this.variables = point.length;
        this.tailVariables = Math.min(variables, Math.max(logBlock, (variables + 1) / 2));
        this.tails = suffixTables(point, variables, tailVariables, kernels);
        this.heads = suffixTables(point, variables - tailVariables, variables - tailVariables, kernels);
    }

    /** Tables of the {@code m} coordinates that end before {@code end}, for m = 0 .. longest. */
    private static ExtensionVector[] suffixTables(Extension[] point, int end, int longest, Kernels kernels) {
        ExtensionVector[] tables = new ExtensionVector[longest + 1];
        tables[0] = ExtensionVector.of(Extension.ONE);
        for (int m = 1; m <= longest; m++) {
            int half = 1 << (m - 1);
            ExtensionVector table = new ExtensionVector(2 * half);
            kernels.scale(tables[m - 1], 0, point[end - m], table, half, half);
            kernels.sub(tables[m - 1], 0, table, half, table, 0, half);
            tables[m] = table;
        }
        return tables;
    }

    /** log2 of the number of consecutive y, aligned, that share a head when y has {@code m} bits. */
    public int logRun(int m) {
        return Math.min(m, tailVariables);
    }

    /** The tail's table for suffixes of {@code m} coordinates: 2^{logRun(m)} entries, indexed by the low bits of y. Not to be written to. */
    public ExtensionVector tail(int m) {
        return tails[logRun(m)];
    }

    /** The factor that all y with the same high bits share. */
    public Extension head(int m, int y) {
        int run = logRun(m);
        return heads[m - run].get(y >>> run);
    }

    /** eq of the last {@code m} coordinates at y. */
    public Extension get(int m, int y) {
        return head(m, y).mul(tail(m).get(y & ((1 << logRun(m)) - 1)));
    }

    /** sum of eq of the last {@code m} coordinates over all y < {@code limit}, for 0 <= limit <= 2^m. */
    public Extension sumBelow(int m, int limit) {
        if (limit == 1 << m) {
            return Extension.ONE;
        }
        // One subcube for each bit set in the limit: y agrees with it above that bit, and is 0 there where the limit is
        // 1.
        Extension sum = Extension.ZERO;
        Extension agreeing = Extension.ONE;
        for (int bit = m - 1; bit >= 0; bit--) {
            Extension r = point[variables - 1 - bit];
            Extension atZero = agreeing.sub(agreeing.mul(r));
            boolean set = (limit >>> bit & 1) == 1;
            sum = set ? sum.add(atZero) : sum;
            agreeing = set ? agreeing.sub(atZero) : atZero;
        }
        return sum;
    }
}
