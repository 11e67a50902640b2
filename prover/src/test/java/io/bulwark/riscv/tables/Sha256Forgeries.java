package io.bulwark.riscv.tables;

import java.util.SplittableRandom;

/** Honest rows of SHA-256 for a liar to begin with, and how he makes good what follows from his lie. */
final class Sha256Forgeries {
    private static final long SEED = 2562;
    private static final FilledTables TABLES = HashMachine.SHA256.fill(randomCalls());

    private Sha256Forgeries() {}

    private static SimulatedCalls randomCalls() {
        SimulatedCalls calls = new SimulatedCalls();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 12; i++) {
            calls.set(0x20000000, HashMachine.words(24, j -> random.nextInt()));
            calls.sha256(70_000 + 4 * i, 0, 0x20000000, 0x20000020);
        }
        return calls;
    }

    /** A row of table 0, the calls, or 1, the rounds. */
    static ForgedRow row(int table, int row) {
        return new ForgedRow(HashMachine.SHA256, table, TABLES.values(table, row));
    }

    /** Solves the two limbs of a sum for a word's bits and its carries; false if a carry has no bits. */
    static boolean solve(ForgedRow row, int low, String word, int at, String carries, int carryAt, int bits) {
        row.setNumber(word, at, 32, 0).setNumber(carries, carryAt, 2 * bits, 0);
        for (int half = 0; half < 2; half++) {
            long sum = row.residue(low + half);
            long carry = sum >> 16;
            row.setNumber(word, at + 16 * half, 16, sum & 0xffff);
            // Two bits in rounds are u and v of 2 v - u.
            boolean signed = word.equals("a");
            if (signed ? carry < -1 || carry > 2 : carry < 0 || carry >>> bits != 0) {
                return false;
            }
            row.setNumber(carries, carryAt + bits * half, bits, signed ? (carry & 1) | (carry + 1) >> 1 << 1 : carry);
        }
        return true;
    }

    /** Tries the lie on row after row of a table until one of them suits it. */
    static void someRowIsRefused(int table, Lie lie) {
        for (int r = 0; r < TABLES.rows(table); r++) {
            if (lie.tell(row(table, r))) {
                return;
            }
        }
        throw new AssertionError("seed %d: no row suits the lie".formatted(SEED));
    }

    /** Changes a row and asserts what refuses it, or answers that the row does not suit. */
    @FunctionalInterface
    interface Lie {
        boolean tell(ForgedRow row);
    }
}
