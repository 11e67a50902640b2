package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Sha256;
import io.bulwark.riscv.Words;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For each kind of constraint and lookup of the calls a row that nothing else refuses: what it is there for. */
class Sha256CallForgeriesTest {
    // Places of constraints, in the order of their declaration.
    private static final int SUM = 32 * 64;
    private static final int SCHEDULE_CARRY = SUM + 16;
    private static final int SCHEDULE = SCHEDULE_CARRY + 4 * 48;
    private static final int CALL_REAL = SCHEDULE + 2 * 48;

    private static ForgedRow callRow(int row) {
        return Sha256Forgeries.row(0, row);
    }

    private static void someRowIsRefused(Sha256Forgeries.Lie lie) {
        Sha256Forgeries.someRowIsRefused(0, lie);
    }

    private static boolean solveSchedule(ForgedRow row, int from) {
        boolean solved = true;
        for (int t = from; t < 64; t++) {
            solved = solved
                    && Sha256Forgeries.solve(row, SCHEDULE + 2 * (t - 16), "w", 32 * t, "carry", 4 * (t - 16), 2);
        }
        return solved;
    }

    @Test
    void honestRowsSolveTheirOwnEquations() {
        ForgedRow row = callRow(1);
        assertThat(solveSchedule(row, 16)).isTrue();
        assertThat(row.saysTheSame()).isTrue();
    }

    @Test
    void aSelectorOf2IsRefused() {
        callRow(0).set("real", 2).breaksOnly(CALL_REAL);
    }

    @Test
    void withoutBooleanBitsAWordOfTheBlockHasMoreThanOneMeaning() {
        for (int t = 0; t < 16; t++) {
            int high = 32 * t + 31;
            int low = 32 * t + 16;
            someRowIsRefused(row -> {
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
                someRowIsRefused(row -> {
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
            someRowIsRefused(row -> {
                if (row.get("w", bit) == 1) {
                    return false;
                }
                row.set("w", bit, 1).add("carry", 188 + carry, ForgedRow.MINUS_ONE_CARRIED >> (carry & 1));
                if (carry < 2) {
                    row.setNumber("w", 32 * 63 + 16, 16, 0).setNumber("carry", 190, 2, 0);
                    long sum = row.residue(SCHEDULE + 95);
                    row.setNumber("w", 32 * 63 + 16, 16, sum & 0xffff).setNumber("carry", 190, 2, (sum >> 16) & 3);
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
            someRowIsRefused(row -> {
                row.add("o", 2 * word + 1, row.get("o", 2 * word + 1) == 0 ? 1 : -1);
                row.isASecondOutputBut(SUM + 2 * word + 1);
                return true;
            });
            someRowIsRefused(row -> {
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
            someRowIsRefused(row -> {
                long sum = row.get("h", i) + row.get("v", i);
                if (row.get("o", i) == sum || (i % 2 == 1 && row.get("o", i) == sum + 1)) {
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
