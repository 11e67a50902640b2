package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;

/**
 * r < m of numbers of 16 limbs, by one deciding limb: those above it are equal, and m exceeds r in it, which one lookup of 16 bits shows.
 *
 * <p>The deciding limb is limb j of group i, both counted from the top, four limbs a group: g_i = 1 and s_j = 1. Of each four bits three are columns, e0, e1, e2 for g_1, g_2, g_3 and e3,
 * e4, e5 for s_1, s_2, s_3, and the first is real less their sum; all eight are boolean, so that on a real row exactly one of each four is 1. Limb (i, j) stands above the
 * deciding one where g_i' = 1 for some i' > i, or g_i = 1 and s_j' = 1 for some j' > j. The difference less 1 is the column d0, looked up.
 */
final class MulModOrder {
    /** Columns of bits. */
    static final int BITS = 6;

    private static final int SIDE = 4;

    private final int bits;
    private final int difference;

    /** The filling side. */
    MulModOrder(Columns names) {
        bits = names.at("e0");
        difference = names.at("d0");
    }

    /**
     * Declares r < m.
     *
     * @param r 16 limbs, each below 2^16, and so m; least significant first
     */
    static void declare(RowBuilder row, Expression[] r, Expression[] m) {
        Expression[] bits = row.columns("e", BITS);
        Expression[] group = oneOf(row, bits[0], bits[1], bits[2]);
        Expression[] place = oneOf(row, bits[3], bits[4], bits[5]);
        Expression d = row.column("d0");
        Expression difference = row.constant(0);
        for (int i = 0; i < SIDE; i++) {
            Expression inGroup = row.constant(0);
            for (int j = 0; j < SIDE; j++) {
                int limb = limb(i, j);
                Expression excess = m[limb].minus(r[limb]);
                inGroup = inGroup.plus(place[j].times(excess));
                row.zero(sumBehind(row, group, i)
                        .plus(group[i].times(sumBehind(row, place, j)))
                        .times(excess));
            }
            difference = difference.plus(group[i].times(inGroup));
        }
        row.zero(difference.minus(row.real()).minus(d));
        row.range(16, d);
    }

    private static Expression[] oneOf(RowBuilder row, Expression second, Expression third, Expression fourth) {
        Expression first = row.real().minus(second).minus(third).minus(fourth);
        row.bool(first, second, third, fourth);
        return new Expression[] {first, second, third, fourth};
    }

    private static Expression sumBehind(RowBuilder row, Expression[] bits, int at) {
        Expression sum = row.constant(0);
        for (int i = at + 1; i < bits.length; i++) {
            sum = sum.plus(bits[i]);
        }
        return sum;
    }

    private static int limb(int group, int place) {
        return SIDE * SIDE - 1 - SIDE * group - place;
    }

    /**
     * Fills a row with canonical numbers.
     *
     * @param r 8 words, less than m
     */
    void fill(int row, int[] r, int[] m, int[][] columns, LookupCounts counts) {
        int at = 0;
        while (limbOf(r, at) == limbOf(m, at)) {
            at++;
        }
        if (at >= SIDE) {
            columns[bits + at / SIDE - 1][row] = 1;
        }
        if (at % SIDE > 0) {
            columns[bits + SIDE - 1 + at % SIDE - 1][row] = 1;
        }
        int excess = limbOf(m, at) - limbOf(r, at) - 1;
        columns[difference][row] = excess;
        counts.range(16, excess);
    }

    /** The limb that is so many places below the top one. */
    private static int limbOf(int[] number, int fromTop) {
        int limb = SIDE * SIDE - 1 - fromTop;
        return number[limb >> 1] >>> (16 * (limb & 1)) & 0xffff;
    }
}
