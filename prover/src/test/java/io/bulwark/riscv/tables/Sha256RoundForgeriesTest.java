package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** For each kind of constraint of the rounds a row that nothing else refuses: what it is there for. */
class Sha256RoundForgeriesTest {
    // Places of constraints, in the order of their declaration.
    private static final int STEP_BOOLEAN = 0;
    private static final int A_BOOLEAN = 4;
    private static final int E_BOOLEAN = A_BOOLEAN + 32 * 19;
    private static final int CARRY_BOOLEAN = E_BOOLEAN + 32 * 19;
    private static final int ROUND = CARRY_BOOLEAN + 160;
    private static final int REAL = ROUND + 64;

    private static ForgedRow roundRow(int row) {
        return Sha256Forgeries.row(1, row);
    }

    private static void someRowIsRefused(Sha256Forgeries.Lie lie) {
        Sha256Forgeries.someRowIsRefused(1, lie);
    }

    private static boolean solveE(ForgedRow row, int round) {
        return Sha256Forgeries.solve(row, ROUND + 4 * round, "e", 32 * (round + 3), "carry", 10 * round, 3);
    }

    private static boolean solveA(ForgedRow row, int round) {
        return Sha256Forgeries.solve(row, ROUND + 4 * round + 2, "a", 32 * (round + 3), "carry", 10 * round + 6, 2);
    }

    private static boolean solveRounds(ForgedRow row, int from) {
        boolean solved = true;
        for (int i = from; i < 16; i++) {
            solved = solved && solveE(row, i) && solveA(row, i);
        }
        return solved;
    }

    @Test
    void honestRowsSolveTheirOwnEquations() {
        ForgedRow row = roundRow(3);
        assertThat(solveRounds(row, 0)).isTrue();
        assertThat(row.saysTheSame()).isTrue();
    }

    @Test
    void withoutAnEquationOfItsLimbsTheNewEOrAIsFree() {
        for (int round = 0; round < 16; round++) {
            int last = round;
            for (int bit : new int[] {0, 15, 16, 31}) {
                someRowIsRefused(row -> {
                    row.flip("e", 32 * (last + 3) + bit);
                    if (!solveA(row, last) || !solveRounds(row, last + 1)) {
                        return false;
                    }
                    row.isASecondOutputBut(ROUND + 4 * last + bit / 16);
                    return true;
                });
                someRowIsRefused(row -> {
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
            someRowIsRefused(row -> {
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
            someRowIsRefused(row -> {
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
                someRowIsRefused(row -> {
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
            someRowIsRefused(row -> {
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
        row.setNumber("carry", carryAt, e ? 3 : 2, e ? carry : (carry & 1) | (carry + 1) >> 1 << 1);
        return true;
    }

    @Test
    void withoutABooleanSelectorARoundHasOtherConstants() {
        int[][] others = {{1, 2}, {0, 2}, {1, 3}, {1, 2}};
        for (int i = 0; i < 4; i++) {
            int wrong = i;
            someRowIsRefused(row -> {
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
        someRowIsRefused(row -> {
            row.setNumber("step", 0, 4, 3);
            if (!solveRounds(row, 0)) {
                return false;
            }
            row.isRefusedOnlyBy(REAL);
            return true;
        });
    }
}
