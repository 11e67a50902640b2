package io.bulwark.riscv.tables;

import java.util.Arrays;

/**
 * What the system calls of one table did, in the order of the run. Call i made accesses {@code first[i] .. first[i + 1] - 1}, in the order in which the
 * executor tells them.
 */
public final class CallRecords {
    /** How many calls there are. */
    public int calls;
    /** clk of the call. */
    public int[] clk = new int[16];
    /** Index of the ecall in the program. */
    public int[] index = new int[16];
    /** Number of the call's first access; one entry more than there are calls. */
    public int[] first = new int[17];

    /** How many accesses there are. */
    public int accesses;
    /** Word of each access. */
    public int[] word = new int[64];
    /** Its value before. */
    public int[] before = new int[64];
    /** Its value after; the same for a read. */
    public int[] after = new int[64];
    /** The access happens at clk + k. */
    public int[] k = new int[64];
    /** Timestamp of the word's previous access. */
    public int[] previous = new int[64];

    /** Begins a call; accesses that follow are its own. */
    public void begin(int clkOfCall, int indexOfCall) {
        if (calls == clk.length) {
            clk = Arrays.copyOf(clk, 2 * calls);
            index = Arrays.copyOf(index, 2 * calls);
            first = Arrays.copyOf(first, 2 * calls + 1);
        }
        clk[calls] = clkOfCall;
        index[calls] = indexOfCall;
        first[calls] = accesses;
        calls++;
        first[calls] = accesses;
    }

    /** Adds an access to the last call. */
    public void access(int wordIndex, int valueBefore, int valueAfter, int offset, int previousTimestamp) {
        if (accesses == word.length) {
            int n = 2 * accesses;
            word = Arrays.copyOf(word, n);
            before = Arrays.copyOf(before, n);
            after = Arrays.copyOf(after, n);
            k = Arrays.copyOf(k, n);
            previous = Arrays.copyOf(previous, n);
        }
        word[accesses] = wordIndex;
        before[accesses] = valueBefore;
        after[accesses] = valueAfter;
        k[accesses] = offset;
        previous[accesses] = previousTimestamp;
        accesses++;
        first[calls] = accesses;
    }
}
