package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Sha256;
import io.bulwark.riscv.Words;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** For each kind of constraint and lookup a row that nothing else refuses: what it is there for. Of families, the members are tried that a liar has a use for. */
class Sha256ForgeriesTest {
    private static final long SEED = 2562;
    private static final HashMachine MACHINE = HashMachine.SHA256;
    private static final FilledTables TABLES = MACHINE.fill(randomCalls());

    // Places of constraints, in the order of their declaration.
    private static final int STEP_BOOLEAN = 0;
    private static final int A_BOOLEAN = 4;
    private static final int E_BOOLEAN = A_BOOLEAN + 32 * 19;
    private static final int CARRY_BOOLEAN = E_BOOLEAN + 32 * 19;
    private static final int ROUND = CARRY_BOOLEAN + 160;
    private static final int REAL = ROUND + 64;
    private static final int SUM = 32 * 64;
    private static final int SCHEDULE_CARRY = SUM + 16;
    private static final int SCHEDULE = SCHEDULE_CARRY + 4 * 48;
    private static final int CALL_REAL = SCHEDULE + 2 * 48;

    private static SimulatedCalls randomCalls() {
        SimulatedCalls calls = new SimulatedCalls();
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 12; i++) {
            calls.set(0x20000000, HashMachine.words(24, j -> random.nextInt()));
            calls.sha256(70_000 + 4 * i, 0, 0x20000000, 0x20000020);
        }
        return calls;
    }

    private static ForgedRow roundRow(int row) {
        return new ForgedRow(MACHINE, 1, TABLES.values(1, row));
    }

    private static ForgedRow callRow(int row) {
        return new ForgedRow(MACHINE, 0, TABLES.values(0, row));
    }

    /** Solves the two limbs of a sum for a word's bits and its carries; false if a carry has no bits. */
    private static boolean solve(ForgedRow row, int low, String word, int at, String carries, int carryAt, int bits) {
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
            row.setNumber(carries, carryAt + bits * half, bits, signed ? carry & 1 | (carry + 1) >> 1 << 1 : carry);
        }
        return true;
    }

    private static boolean solveE(ForgedRow row, int round) {
        return solve(row, ROUND + 4 * round, "e", 32 * (round + 3), "carry", 10 * round, 3);
    }

    private static boolean solveA(ForgedRow row, int round) {
        return solve(row, ROUND + 4 * round + 2, "a", 32 * (round + 3), "carry", 10 * round + 6, 2);
    }

    private static boolean solveRounds(ForgedRow row, int from) {
        boolean solved = true;
        for (int i = from; i < 16; i++) {
            solved = solved && solveE(row, i) && solveA(row, i);
        }
        return solved;
    }

    private static boolean solveSchedule(ForgedRow row, int from) {
        boolean solved = true;
        for (int t = from; t < 64; t++) {
            solved = solved && solve(row, SCHEDULE + 2 * (t - 16), "w", 32 * t, "carry", 4 * (t - 16), 2);
        }
        return solved;
    }

    /** Tries the lie on row after row until one of them suits it. */
    private static void someRowIsRefused(boolean ofRounds, Lie lie) {
        for (int r = 0; r < TABLES.rows(ofRounds ? 1 : 0); r++) {
            ForgedRow row = ofRounds ? roundRow(r) : callRow(r);
            if (lie.tell(row)) {
                return;
            }
        }
        throw new AssertionError("no row suits the lie");
    }

    /** Changes a row and asserts what refuses it, or answers that the row does not suit. */
    @FunctionalInterface
    private interface Lie {
        boolean tell(ForgedRow row);
    }

    @Test
    void honestRowsSolveTheirOwnEquations() {
        ForgedRow row = roundRow(3);
        long a = row.get("a", 600);
        assertThat(solveRounds(row, 0)).isTrue();
        assertThat(row.get("a", 600)).isEqualTo(a);
        assertThat(row.receivesTheSame()).isTrue();
        ForgedRow call = callRow(1);
        assertThat(solveSchedule(call, 16)).isTrue();
        assertThat(call.receivesTheSame()).isTrue();
    }

    @Test
    void withoutAnEquationOfItsLimbsTheNewEOrAIsFree() {
        for (int round = 0; round < 16; round++) {
            int last = round;
            for (int bit : new int[] {0, 15, 16, 31}) {
                someRowIsRefused(true, row -> {
                    row.flip("e", 32 * (last + 3) + bit);
                    if (!solveA(row, last) || !solveRounds(row, last + 1)) {
                        return false;
                    }
                    row.isASecondOutputBut(ROUND + 4 * last + bit / 16);
                    return true;
                });
                someRowIsRefused(true, row -> {
                    row.flip("a", 32 * (last + 3) + bit);
                    if (!solveRounds(row, last + 1)) {
                        return false;
                    }
                    row.isASecondOutputBut(ROUND + 4 * last + 2 + bit / 16);
                    return true;
                });
            }
        }
    }

    @Test
    void withoutABooleanBitALimbOfTheOutputIsNone() {
        for (int bit = 0; bit < 16; bit++) {
            int b = bit;
            // 2^16 less in the limb and one more in the carry; the low limbs, as the high ones' carry is the last.
            someRowIsRefused(true, row -> {
                row.add("e", 32 * 18 + b, -(1L << (16 - b)));
                if (row.get("carry", 150) == 1) {
                    return false;
                }
                row.set("carry", 150, 1);
                long high = row.residue(ROUND + 61);
                if (row.get("e", 32 * 18 + 16) + high > 1) {
                    return false;
                }
                row.add("e", 32 * 18 + 16, high);
                if (!solveA(row, 15)) {
                    return false;
                }
                row.isASecondOutputBut(E_BOOLEAN + 32 * 18 + b);
                return true;
            });
            someRowIsRefused(true, row -> {
                row.add("a", 32 * 18 + b, -(1L << (16 - b)));
                if (row.get("carry", 156) == 0 || row.get("a", 32 * 18 + 16) == 1) {
                    return false;
                }
                row.set("carry", 156, 0).set("a", 32 * 18 + 16, 1);
                row.isASecondOutputBut(A_BOOLEAN + 32 * 18 + b);
                return true;
            });
        }
    }

    @Test
    void withoutBooleanBitsAReceivedWordHasMoreThanOneMeaning() {
        for (String word : List.of("a", "e")) {
            for (int i = 0; i < 3; i++) {
                int first = 32 * i;
                someRowIsRefused(true, row -> {
                    for (int j = first; j < first + 15; j++) {
                        if (row.get(word, j) == 0 && row.get(word, j + 1) == 1) {
                            row.set(word, j, 2).set(word, j + 1, 0);
                            if (!solveRounds(row, 0) || row.saysTheSame()) {
                                return false;
                            }
                            row.isASecondOutputBut((word.equals("a") ? A_BOOLEAN : E_BOOLEAN) + j);
                            return true;
                        }
                    }
                    return false;
                });
            }
        }
    }

    @Test
    void withoutABooleanCarryASumIsOneMore() {
        int[] weights = {1, 2, 4, 1, 2, 4, -1, 2, -1, 2};
        for (int i = 0; i < 10; i++) {
            int carry = i;
            String word = i < 6 ? "e" : "a";
            boolean low = i < 3 || i == 6 || i == 7;
            int bit = 32 * 18 + (low ? 0 : 16);
            someRowIsRefused(true, row -> {
                if (row.get(word, bit) == 1) {
                    return false;
                }
                row.set(word, bit, 1).add("carry", 150 + carry, ForgedRow.MINUS_ONE_CARRIED / weights[carry]);
                if (low && !solveHigh(row, word)) {
                    return false;
                }
                if (word.equals("e") && !solveA(row, 15)) {
                    return false;
                }
                row.isASecondOutputBut(CARRY_BOOLEAN + 150 + carry);
                return true;
            });
        }
    }

    /** The high limb of the last e or a. */
    private static boolean solveHigh(ForgedRow row, String word) {
        boolean e = word.equals("e");
        int carryAt = e ? 153 : 158;
        row.setNumber(word, 32 * 18 + 16, 16, 0).setNumber("carry", carryAt, e ? 3 : 2, 0);
        long sum = row.residue(ROUND + (e ? 61 : 63));
        long carry = sum >> 16;
        if (carry < 0 || carry > (e ? 7 : 2)) {
            return false;
        }
        row.setNumber(word, 32 * 18 + 16, 16, sum & 0xffff);
        row.setNumber("carry", carryAt, e ? 3 : 2, e ? carry : carry & 1 | (carry + 1) >> 1 << 1);
        return true;
    }

    @Test
    void withoutABooleanSelectorARoundHasOtherConstants() {
        int[][] others = {{1, 2}, {0, 2}, {1, 3}, {1, 2}};
        for (int i = 0; i < 4; i++) {
            int wrong = i;
            someRowIsRefused(true, row -> {
                row.setNumber("step", 0, 4, 1L << others[wrong][0] | 1L << others[wrong][1]);
                row.set("step", wrong, -1);
                if (!solveRounds(row, 0)) {
                    return false;
                }
                row.isRefusedOnlyBy(STEP_BOOLEAN + wrong);
                return true;
            });
        }
    }

    @Test
    void twoSelectorsAtOnceAreRefused() {
        someRowIsRefused(true, row -> {
            row.setNumber("step", 0, 4, 3);
            if (!solveRounds(row, 0)) {
                return false;
            }
            row.isRefusedOnlyBy(REAL);
            return true;
        });
        someRowIsRefused(false, row -> {
            row.set("real", 2);
            row.breaksOnly(CALL_REAL);
            return true;
        });
    }

    @Test
    void withoutBooleanBitsAWordOfTheBlockHasMoreThanOneMeaning() {
        for (int t = 0; t < 16; t++) {
            int high = 32 * t + 31;
            int low = 32 * t + 16;
            someRowIsRefused(false, row -> {
                // In memory the one is worth 2^7 and the other 2^8; in the message they are 2^15 and 1 of a limb.
                if (row.get("w", high) == 1 || row.get("w", low) == 0) {
                    return false;
                }
                row.set("w", high, 2).set("w", low, 0);
                if (!solveSchedule(row, 16)) {
                    return false;
                }
                row.isASecondOutputBut(high);
                return true;
            });
        }
    }

    @Test
    void withoutItsEquationsAScheduledWordIsFree() {
        for (int t = 16; t < 64; t++) {
            int word = t;
            for (int half = 0; half < 2; half++) {
                int bit = 32 * t + 16 * half;
                int broken = SCHEDULE + 2 * (t - 16) + half;
                someRowIsRefused(false, row -> {
                    row.flip("w", bit);
                    if (!solveSchedule(row, word + 1)) {
                        return false;
                    }
                    row.isASecondOutputBut(broken);
                    return true;
                });
            }
        }
    }

    @Test
    void withoutABooleanCarryAScheduledWordIsOneMore() {
        for (int i = 0; i < 4; i++) {
            int carry = i;
            int bit = 32 * 63 + (i < 2 ? 0 : 16);
            someRowIsRefused(false, row -> {
                if (row.get("w", bit) == 1) {
                    return false;
                }
                row.set("w", bit, 1).add("carry", 188 + carry, ForgedRow.MINUS_ONE_CARRIED >> (carry & 1));
                if (carry < 2) {
                    row.setNumber("w", 32 * 63 + 16, 16, 0).setNumber("carry", 190, 2, 0);
                    long sum = row.residue(SCHEDULE + 95);
                    row.setNumber("w", 32 * 63 + 16, 16, sum & 0xffff).setNumber("carry", 190, 2, sum >> 16 & 3);
                    if (sum >> 16 > 3) {
                        return false;
                    }
                }
                row.isASecondOutputBut(SCHEDULE_CARRY + 188 + carry);
                return true;
            });
        }
    }

    @Test
    void withoutTheCarriesOfTheLastSumAnOutputIsFree() {
        for (int i = 0; i < Sha256.STATE_WORDS; i++) {
            int word = i;
            someRowIsRefused(false, row -> {
                row.add("o", 2 * word + 1, row.get("o", 2 * word + 1) == 0 ? 1 : -1);
                row.isASecondOutputBut(SUM + 2 * word + 1);
                return true;
            });
            someRowIsRefused(false, row -> {
                // X = 1, and 2^16 times the high limbs is -1 modulo p.
                long low = row.get("h", 2 * word) + row.get("v", 2 * word) - 1;
                long high = row.get("h", 2 * word + 1) + row.get("v", 2 * word + 1) - ForgedRow.MINUS_ONE_CARRIED;
                if (low < 0 || low > 0xffff || high < 0 || high > 0xffff) {
                    return false;
                }
                row.set("o", 2 * word, low).set("o", 2 * word + 1, high);
                row.isASecondOutputBut(SUM + 2 * word);
                return true;
            });
        }
    }

    @Test
    void anOutputThatIsNoLimbIsAskedForAndNotAnswered() {
        for (int limb = 0; limb < 2 * Sha256.STATE_WORDS; limb++) {
            int i = limb;
            someRowIsRefused(false, row -> {
                long sum = row.get("h", i) + row.get("v", i);
                if (row.get("o", i) == sum || i % 2 == 1 && row.get("o", i) == sum + 1) {
                    return false;
                }
                row.add("o", i, 65536);
                if (i % 2 == 0) {
                    // The carry that was not taken.
                    if (row.get("o", i + 1) == 0) {
                        return false;
                    }
                    row.add("o", i + 1, -1);
                }
                row.isRefusedOnlyByAQuestion(Buses.RANGE.number(), List.of(16, (int) row.get("o", i)));
                assertThat(row.receivesTheSame()).isTrue();
                return true;
            });
        }
    }

    @Test
    void anAddressThatIsNoMultipleOf4IsAskedForAndNotAnswered() {
        for (int operand = 0; operand < 2; operand++) {
            ForgedRow row = callRow(0);
            // 4 u = 1 modulo p, and T such that the rest of memory is a small number again.
            long u = (1 + 3L * KoalaBear.P) / 4;
            long words = operand == 0 ? Sha256.STATE_WORDS : Sha256.BLOCK_WORDS;
            long left = Math.floorMod(Words.REGISTERS - u - 40_000L * (1 << 14) - words, (long) KoalaBear.P);
            row.set("u", operand, u).set("T", operand, 40_000).set("e", operand, left & 0x3fff);
            row.isRefusedOnlyByAQuestion(Buses.RANGE.number(), List.of(14, (int) u));
        }
    }

    @Test
    void anOperandThatRunsIntoTheRegistersIsAskedForAndNotAnswered() {
        for (int operand = 0; operand < 2; operand++) {
            // The last word of memory is the first of the operand.
            long words = operand == 0 ? Sha256.STATE_WORDS : Sha256.BLOCK_WORDS;
            ForgedRow row = callRow(0).set("u", operand, 0x3fff).set("T", operand, 0xffff);
            row.set("e", operand, 1 - words);
            row.isRefusedOnlyByAQuestion(Buses.RANGE.number(), List.of(14, (int) (KoalaBear.P + 1 - words)));
            row.set("e", operand, (1 << 14) + 1 - words);
            row.isRefusedOnlyByAQuestion(Buses.RANGE.number(), List.of(16, KoalaBear.P - 1));
        }
    }

    @Test
    void aReadOfTheFutureIsAskedForAndNotAnswered() {
        for (String tag : List.of("7", "B", "A", "m0", "m15", "s0", "s7")) {
            ForgedRow row = callRow(5);
            int k = tag.startsWith("m") ? 2 : tag.startsWith("s") ? 3 : 0;
            row.set("t" + tag, row.get("clk") + k).set("g" + tag, -1);
            row.isRefusedOnlyByAQuestion(Buses.RANGE.number(), List.of(16, KoalaBear.P - 1));
            row.set("g" + tag, 0xffff);
            assertThat(row.residue(CALL_REAL)).isZero();
            row.isRefusedOnlyByAnAge();
        }
    }
}
