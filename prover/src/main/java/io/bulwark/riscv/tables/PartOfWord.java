package io.bulwark.riscv.tables;

import io.bulwark.air.Expression;

/** Where a byte or a half-word lies: {@link Address} with its two low bits in columns {@code o0} and {@code o1}. Declarations first, then the filling. */
final class PartOfWord {
    private final Address address;
    private final int[] o0;
    private final int[] o1;

    /** Fills columns {@code u}, {@code T}, {@code o0} and {@code o1} of a table. */
    PartOfWord(Columns names, int[][] columns, LookupCounts counts) {
        address = new Address(names, columns, counts);
        o0 = columns[names.at("o0")];
        o1 = columns[names.at("o1")];
    }

    /** Declares the address of every real row; answers the word index. */
    static Expression address(RowBuilder row, Word base, Expression x) {
        Expression bit0 = row.column("o0");
        Expression bit1 = row.column("o1");
        row.bool(bit0, bit1);
        return Address.declare(row, base, x, bit1.times(2).plus(bit0));
    }

    /** The half of a word that o1 names. */
    static Expression half(RowBuilder row, Word word) {
        return word.lo().plus(row.column("o1").times(word.hi().minus(word.lo())));
    }

    /** Is zero if the byte that o0 names in a half, and the other one, make up the half. */
    static Expression splits(RowBuilder row, Expression half, Expression named, Expression other) {
        Expression swapped = row.column("o0").times(named.minus(other)).times(Word.B - 1);
        return half.minus(named).minus(other.times(Word.B)).minus(swapped);
    }

    /** Writes the byte addresses of rows from, .., to - 1, canonical, and counts their lookups. */
    void putAll(int[] addresses, int from, int to) {
        address.putAll(addresses, from, to);
        for (int i = from; i < to; i++) {
            o0[i] = addresses[i] & 1;
            o1[i] = addresses[i] >>> 1 & 1;
        }
    }
}
