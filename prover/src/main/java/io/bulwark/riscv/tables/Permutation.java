package io.bulwark.riscv.tables;

import io.bulwark.riscv.Keccak;

/** Keccak-f[1600] round by round with all that the tables show of it. Used again for one call after another. */
final class Permutation {
    /** Accesses of a call before those to its state: a7, a0. */
    static final int REGISTERS = 2;

    /** The state; lane (x, y) is number x + 5 y. */
    final long[] lanes = new long[Keccak.LANES];
    /** In the last round: the lanes after theta. */
    final long[] afterTheta = new long[Keccak.LANES];
    /** In the last round: parity of the column of each x, before theta. */
    final long[] parity = new long[5];
    /** In the last round: the same after theta. */
    final long[] parityAfter = new long[5];
    /** In the last round: lane 0 after chi. */
    long firstAfterChi;

    private final long[] afterPi = new long[Keccak.LANES];

    /** Takes the state from a call's accesses. */
    void begin(CallRecords calls, int call) {
        int first = calls.first[call] + REGISTERS;
        for (int i = 0; i < lanes.length; i++) {
            lanes[i] = (calls.before[first + 2 * i] & 0xffffffffL) | (long) calls.before[first + 2 * i + 1] << 32;
        }
    }

    void round(int r) {
        for (int x = 0; x < 5; x++) {
            parity[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
        }
        for (int x = 0; x < 5; x++) {
            long added = parity[(x + 4) % 5] ^ Long.rotateLeft(parity[(x + 1) % 5], 1);
            parityAfter[x] = parity[x] ^ added;
            for (int lane = x; lane < Keccak.LANES; lane += 5) {
                afterTheta[lane] = lanes[lane] ^ added;
            }
        }
        for (int lane = 0; lane < Keccak.LANES; lane++) {
            int x = lane % 5;
            int y = lane / 5;
            afterPi[y + 5 * ((2 * x + 3 * y) % 5)] = Long.rotateLeft(afterTheta[lane], Keccak.rotation(lane));
        }
        for (int lane = 0; lane < Keccak.LANES; lane++) {
            int row = lane - lane % 5;
            lanes[lane] = afterPi[lane] ^ (~afterPi[row + (lane + 1) % 5] & afterPi[row + (lane + 2) % 5]);
        }
        firstAfterChi = lanes[0];
        lanes[0] ^= Keccak.constant(r);
    }
}
