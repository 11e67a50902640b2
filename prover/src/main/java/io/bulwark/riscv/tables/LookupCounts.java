package io.bulwark.riscv.tables;

/**
 * How often each row of the lookup tables is asked for: the free multiplicities of the tables that answer. One for each thread, added up at the end.
 *
 * <p>Asking for what is in no table is an error of the filling, found here where it can be: the proof would be refused.
 */
public final class LookupCounts {
    private static final int LOG_RANGE = 17;

    /** Row 2^bits + value. */
    public final int[] range = new int[1 << LOG_RANGE];
    /** Row a 2^8 + b. */
    public final int[] and = new int[1 << 16];
    /** Row h1 2^(2A) + h2 2^A + h3. */
    public final int[] age;
    /** Rows 0..15: right shifts by k; 16..31: left shifts, k = 1..16. */
    public final int[] pow2 = new int[32];
    /** Row of an instruction is its index in the program. */
    public final int[] program;

    private final int ageBits;

    /**
     * No counts yet.
     *
     * @param ageBits A of the shape's class
     * @param programRows instructions of the program
     */
    public LookupCounts(int ageBits, int programRows) {
        this.ageBits = ageBits;
        this.age = new int[1 << (3 * ageBits)];
        this.program = new int[programRows];
    }

    /** value < 2^bits is asked. */
    public void range(int bits, int value) {
        if (value >>> bits != 0) {
            throw new IllegalStateException(
                    "expected a value below 2^" + bits + ", got " + Integer.toUnsignedString(value));
        }
        range[(1 << bits) + value]++;
    }

    /** A value below 2^16 by its making is asked: {@link #range} of 16 bits. */
    void limb(int value) {
        range[(1 << 16) + value]++;
    }

    /** A value below 2^15 by its making is asked once if the flag is 1, not at all if it is 0: {@link #range} of 15 bits. */
    void signIf(int flag, int value) {
        range[(1 << 15) + value] += flag;
    }

    /** A value below 2^8 by its making is asked once if the flag is 1, not at all if it is 0: {@link #range} of 8 bits. */
    void byteIf(int flag, int value) {
        range[(1 << 8) + value] += flag;
    }

    public void and(int a, int b) {
        and[a << 8 | b]++;
    }

    /**
     * The high parts of three gaps are asked, as {@link #gap} answers them; 0 where a row has fewer accesses.
     */
    public void age(int h1, int h2, int h3) {
        age[(h1 << (2 * ageBits)) | h2 << ageBits | h3]++;
    }

    public void pow2(boolean left, int k) {
        pow2[left ? 15 + k : k]++;
    }

    public void program(int index) {
        program[index]++;
    }

    /**
     * Counts the range check of an access's gap and answers its high part; its low limb is the column {@code g}.
     *
     * @param now clk + k
     * @param previous timestamp of the previous access to the word
     */
    public int gap(int now, int previous) {
        int gap = now - previous - 1;
        if (gap < 0 || gap >>> (16 + ageBits) != 0) {
            throw new IllegalStateException(
                    "expected an earlier access within 2^" + (16 + ageBits) + ", got " + previous + " before " + now);
        }
        range[(1 << 16) + (gap & 0xffff)]++;
        return gap >>> 16;
    }

    /** Adds another thread's counts. */
    public void add(LookupCounts other) {
        add(range, other.range);
        add(and, other.and);
        add(age, other.age);
        add(pow2, other.pow2);
        add(program, other.program);
    }

    private static void add(int[] to, int[] from) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }
}
