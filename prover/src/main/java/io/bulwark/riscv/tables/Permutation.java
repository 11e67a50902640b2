package io.bulwark.riscv.tables;

import io.bulwark.riscv.Keccak;
import java.util.stream.IntStream;

/** Keccak-f[1600] round by round with all that the tables show of it. Used again for one call after another. */
final class Permutation {
    /** Accesses of a call before those to its state: a7, a0. */
    static final int REGISTERS = 2;

    /** Where pi puts each lane. */
    private static final int[] PLACES = IntStream.range(0, Keccak.LANES)
            .map(i -> i / 5 + 5 * ((2 * (i % 5) + 3 * (i / 5)) % 5))
            .toArray();

    private static final int[] ROTATIONS =
            IntStream.range(0, Keccak.LANES).map(Keccak::rotation).toArray();

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
            afterPi[PLACES[lane]] = Long.rotateLeft(afterTheta[lane], ROTATIONS[lane]);
        }
        for (int row = 0; row < Keccak.LANES; row += 5) {
            chi(row);
        }
        firstAfterChi = lanes[0];
        lanes[0] ^= Keccak.constant(r);
    }

    private void chi(int row) {
        long b0 = afterPi[row];
        long b1 = afterPi[row + 1];
        long b2 = afterPi[row + 2];
        long b3 = afterPi[row + 3];
        long b4 = afterPi[row + 4];
        lanes[row] = b0 ^ (~b1 & b2);
        lanes[row + 1] = b1 ^ (~b2 & b3);
        lanes[row + 2] = b2 ^ (~b3 & b4);
        lanes[row + 3] = b3 ^ (~b4 & b0);
        lanes[row + 4] = b4 ^ (~b0 & b1);
    }
}
