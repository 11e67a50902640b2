package io.bulwark.riscv.tables;

import io.bulwark.riscv.Sha256;

/** One compression of SHA-256 with all that the tables show of it. Used again for one call after another. */
final class Compression {
    /** Words before round 0 that a row of rounds knows of. */
    static final int HISTORY = 4;
    /** Accesses of a call before those to its block: a7, a1, a0. */
    static final int REGISTERS = 3;

    /** The message schedule. */
    final int[] w = new int[Sha256.ROUNDS];
    /** Word i is a behind round i - 4; before round 0 those are d, c, b, a of the state. */
    final int[] a = new int[Sha256.ROUNDS + HISTORY];
    /** Word i is e behind round i - 4; before round 0 those are h, g, f, e of the state. */
    final int[] e = new int[Sha256.ROUNDS + HISTORY];
    /** Of scheduled word i + 16, two bits each: carry of the low limb, carry of the high one. */
    final int[] scheduleCarries = new int[Sha256Functions.SCHEDULED];
    /** Of each round: carries of the new e, three bits a limb; then of the new a, u and v a limb with carry 2 v - u. */
    final int[] roundCarries = new int[Sha256.ROUNDS];

    /** Takes a call's block and makes the message schedule. */
    void schedule(CallRecords calls, int call) {
        int block = calls.first[call] + REGISTERS;
        for (int i = 0; i < Sha256.BLOCK_WORDS; i++) {
            w[i] = Integer.reverseBytes(calls.before[block + i]);
        }
        schedule();
    }

    /** Takes a call's block and state and does all rounds. */
    void run(CallRecords calls, int call) {
        schedule(calls, call);
        int state = calls.first[call] + REGISTERS + Sha256.BLOCK_WORDS;
        for (int i = 0; i < HISTORY; i++) {
            a[HISTORY - 1 - i] = calls.before[state + i];
            e[HISTORY - 1 - i] = calls.before[state + HISTORY + i];
        }
        for (int t = 0; t < Sha256.ROUNDS; t++) {
            round(t);
        }
    }

    private void schedule() {
        for (int t = Sha256.BLOCK_WORDS; t < Sha256.ROUNDS; t++) {
            int x = w[t - 15];
            int y = w[t - 2];
            int s0 = Integer.rotateRight(x, 7) ^ Integer.rotateRight(x, 18) ^ x >>> 3;
            int s1 = Integer.rotateRight(y, 17) ^ Integer.rotateRight(y, 19) ^ y >>> 10;
            int lo = low(w[t - 16]) + low(s0) + low(w[t - 7]) + low(s1);
            int hi = high(w[t - 16]) + high(s0) + high(w[t - 7]) + high(s1) + (lo >> 16);
            w[t] = low(lo) | hi << 16;
            scheduleCarries[t - Sha256.BLOCK_WORDS] = lo >> 16 | hi >> 16 << 2;
        }
    }

    private void round(int t) {
        int x = a[t + 3];
        int y = e[t + 3];
        int s1 = Integer.rotateRight(y, 6) ^ Integer.rotateRight(y, 11) ^ Integer.rotateRight(y, 25);
        int choice = e[t + 1] ^ (y & (e[t + 2] ^ e[t + 1]));
        int k = Sha256.constant(t);
        int lo = low(e[t]) + low(s1) + low(choice) + low(k) + low(w[t]) + low(a[t]);
        int hi = high(e[t]) + high(s1) + high(choice) + high(k) + high(w[t]) + high(a[t]) + (lo >> 16);
        int next = low(lo) | hi << 16;
        int s0 = Integer.rotateRight(x, 2) ^ Integer.rotateRight(x, 13) ^ Integer.rotateRight(x, 22);
        int majority = (x & a[t + 2]) | (a[t + 1] & (x | a[t + 2]));
        int low = low(next) - low(a[t]) + low(s0) + low(majority);
        int high = high(next) - high(a[t]) + high(s0) + high(majority) + (low >> 16);
        e[t + HISTORY] = next;
        a[t + HISTORY] = low(low) | high << 16;
        roundCarries[t] = lo >> 16 | hi >> 16 << 3 | signed(low >> 16) << 6 | signed(high >> 16) << 8;
    }

    /** u + 2 v with 2 v - u = carry, -1..2. */
    private static int signed(int carry) {
        return (carry & 1) | (carry + 1) >> 1 << 1;
    }

    private static int low(int word) {
        return word & 0xffff;
    }

    private static int high(int word) {
        return word >>> 16;
    }
}
