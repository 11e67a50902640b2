package io.bulwark.riscv.tables;

import io.bulwark.field.Kernels;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Names of a table's main columns, in order: the chip declares by them and the filling writes by them, so that the two cannot disagree. */
public final class Columns {
    private final List<String> names;

    private Columns(List<String> names) {
        this.names = List.copyOf(names);
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("expected names that differ, got " + names);
        }
    }

    /** Columns of these names, separated by blanks. */
    public static Columns of(String names) {
        return new Columns(List.of(names.trim().split("\\s+")));
    }

    /** These columns, followed by others of these names, separated by blanks. */
    public Columns and(String more) {
        List<String> all = new ArrayList<>(names);
        all.addAll(of(more).names);
        return new Columns(all);
    }

    /** These columns, followed by two for each access: {@code t<tag>}, the previous timestamp, and {@code g<tag>}, the low limb of the gap. */
    public Columns withAccesses(String... tags) {
        List<String> all = new ArrayList<>(names);
        for (String tag : tags) {
            all.add("t" + tag);
            all.add("g" + tag);
        }
        return new Columns(all);
    }

    /** These columns, followed by so many that are named by the prefix and 0, 1, ... */
    public Columns with(String prefix, int count) {
        List<String> all = new ArrayList<>(names);
        for (int i = 0; i < count; i++) {
            all.add(prefix + i);
        }
        return new Columns(all);
    }

    public List<String> names() {
        return names;
    }

    public int count() {
        return names.size();
    }

    /**
     * The place of a column.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public int at(String name) {
        int place = names.indexOf(name);
        if (place < 0) {
            throw new IllegalArgumentException("expected one of " + names + ", got " + name);
        }
        return place;
    }

    /** Of a table's columns those named by the prefix and 0, 1, ... */
    int[][] group(int[][] columns, String prefix, int count) {
        int[][] out = new int[count][];
        for (int i = 0; i < count; i++) {
            out[i] = columns[at(prefix + i)];
        }
        return out;
    }

    /** Puts rows from, .., to - 1 of all columns from canonical numbers into Montgomery form, in place. */
    static void toMontgomery(int[][] columns, int from, int to) {
        Kernels kernels = Kernels.best();
        for (int[] column : columns) {
            checkCanonical(column, from, to);
            kernels.fromCanonical(column, from, column, from, to - from);
        }
    }

    private static void checkCanonical(int[] column, int from, int to) {
        // One pass without branches: the sign of x or of p - 1 - x.
        int signs = 0;
        for (int i = from; i < to; i++) {
            signs |= column[i] | (KoalaBear.P - 1 - column[i]);
        }
        if (signs < 0) {
            throw new IllegalStateException("expected canonical numbers in rows " + from + " to " + to);
        }
    }

    /** A signed number of at least -p and below p as a canonical one. */
    static int canonical(int x) {
        return x + ((x >> 31) & KoalaBear.P);
    }

    @Override
    public String toString() {
        return names.toString();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Columns o && names.equals(o.names);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(names.toArray());
    }
}
