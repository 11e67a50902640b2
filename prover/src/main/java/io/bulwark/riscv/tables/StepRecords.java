package io.bulwark.riscv.tables;

import java.util.Arrays;

/**
 * What the instructions of one table did, in the order of the run; arrays of equal length, of which the first {@link #rows} entries are in use. Words are
 * 32-bit patterns. Previous timestamps are those of the accesses that the table makes; the others are 0.
 */
public final class StepRecords {
    /** How many instructions there are. */
    public int rows;
    /** clk of the instruction. */
    public int[] clk;
    /** Index of the instruction in the program. */
    public int[] index;
    /** Value of register s. */
    public int[] b;
    /** Value of register t. */
    public int[] c;
    /** Value of register d before. */
    public int[] old;
    /** Value of register d after. */
    public int[] result;
    /** Byte address of a load or store. */
    public int[] address;
    /** The word at that address before. */
    public int[] before;
    /** The word at that address after. */
    public int[] after;
    /** Word pc of the next instruction. */
    public int[] next;
    /** Previous timestamp of register s. */
    public int[] ts;
    /** Previous timestamp of register t. */
    public int[] tt;
    /** Previous timestamp of the word in memory. */
    public int[] tm;
    /** Previous timestamp of register d. */
    public int[] td;

    /**
     * Room for some rows.
     *
     * @param capacity grows when {@link #grow} finds it used up
     */
    public StepRecords(int capacity) {
        clk = new int[capacity];
        index = new int[capacity];
        b = new int[capacity];
        c = new int[capacity];
        old = new int[capacity];
        result = new int[capacity];
        address = new int[capacity];
        before = new int[capacity];
        after = new int[capacity];
        next = new int[capacity];
        ts = new int[capacity];
        tt = new int[capacity];
        tm = new int[capacity];
        td = new int[capacity];
    }

    /** Becomes a copy of n rows of other records, for which there must be room. */
    void copy(StepRecords from, int first, int n) {
        rows = n;
        System.arraycopy(from.clk, first, clk, 0, n);
        System.arraycopy(from.index, first, index, 0, n);
        System.arraycopy(from.b, first, b, 0, n);
        System.arraycopy(from.c, first, c, 0, n);
        System.arraycopy(from.old, first, old, 0, n);
        System.arraycopy(from.result, first, result, 0, n);
        System.arraycopy(from.address, first, address, 0, n);
        System.arraycopy(from.before, first, before, 0, n);
        System.arraycopy(from.after, first, after, 0, n);
        System.arraycopy(from.next, first, next, 0, n);
        System.arraycopy(from.ts, first, ts, 0, n);
        System.arraycopy(from.tt, first, tt, 0, n);
        System.arraycopy(from.tm, first, tm, 0, n);
        System.arraycopy(from.td, first, td, 0, n);
    }

    /** Makes room for at least one row more. */
    public void grow() {
        if (rows == clk.length) {
            int n = Math.max(64, 2 * rows);
            clk = Arrays.copyOf(clk, n);
            index = Arrays.copyOf(index, n);
            b = Arrays.copyOf(b, n);
            c = Arrays.copyOf(c, n);
            old = Arrays.copyOf(old, n);
            result = Arrays.copyOf(result, n);
            address = Arrays.copyOf(address, n);
            before = Arrays.copyOf(before, n);
            after = Arrays.copyOf(after, n);
            next = Arrays.copyOf(next, n);
            ts = Arrays.copyOf(ts, n);
            tt = Arrays.copyOf(tt, n);
            tm = Arrays.copyOf(tm, n);
            td = Arrays.copyOf(td, n);
        }
    }
}
