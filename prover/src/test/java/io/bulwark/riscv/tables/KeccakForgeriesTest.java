package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Keccak;
import io.bulwark.riscv.Words;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** For each kind of constraint and lookup a row that nothing else refuses: what it is there for. Of families, some members are tried. */
class KeccakForgeriesTest {
    private static final long SEED = 1600;
    private static final HashMachine MACHINE = HashMachine.KECCAK;

    // Places of constraints, in the order of their declaration.
    private static final int C_BOOLEAN = Keccak.ROUNDS;
    private static final int B_BOOLEAN = C_BOOLEAN + 320;
    private static final int THETA = B_BOOLEAN + 1600;
    private static final int THETA_OF_ONE = 20 + 2 * 64;
    private static final int IOTA = THETA + 5 * THETA_OF_ONE;
    private static final int OUT = IOTA + 7;
    private static final int REAL = OUT + 100;

    private final SplittableRandom random = new SplittableRandom(SEED);

    /** A row of a call on some words. */
    private static ForgedRow row(int table, int round, int... words) {
        SimulatedCalls calls = new SimulatedCalls();
        calls.set(0x20000000, words);
        calls.keccak(70_000, 0, 0x20000000);
        return new ForgedRow(MACHINE, table, MACHINE.fill(calls).values(table, round));
    }

    private ForgedRow randomRow() {
        return row(1, random.nextInt(24), HashMachine.words(Keccak.WORDS, i -> random.nextInt()));
    }

    private static int bit(int x, int y, int z) {
        return 64 * (x + 5 * y) + z;
    }

    /** Makes the limbs behind, and the bits that iota turns, what they must be. */
    private static void solveOut(ForgedRow row) {
        for (int j = 0; j < 7; j++) {
            row.add("s", j, -row.residue(IOTA + j));
        }
        for (int i = 0; i < 100; i++) {
            row.add("out", i, row.residue(OUT + i));
        }
    }

    /** Says the other parity before theta of one column of five bits and lets all follow from it that may; parities after it of x alone are left. */
    private static void turnParity(ForgedRow row, int x, int z) {
        row.flip("c", 64 * x + z);
        int[][] neighbours = {{(x + 1) % 5, z}, {(x + 4) % 5, (z + 1) % 64}};
        for (int[] n : neighbours) {
            row.flip("p", 64 * n[0] + n[1]);
            for (int y = 0; y < 5; y++) {
                row.flip("b", bit(n[0], y, n[1]));
            }
        }
    }

    private static int parityConstraint(int x, int z) {
        return THETA + THETA_OF_ONE * x + 20 + 2 * z;
    }

    @Test
    void honestRowsSolveTheirOwnEquations() {
        ForgedRow row = randomRow();
        solveOut(row);
        assertThat(row.saysTheSame()).isTrue();
    }

    @Test
    void withoutItsEquationTheParityAfterThetaIsFree() {
        for (int i = 0; i < 20; i++) {
            ForgedRow row = randomRow();
            int x = random.nextInt(5);
            int z = random.nextInt(64);
            turnParity(row, x, z);
            solveOut(row);
            row.isASecondOutputBut(parityConstraint(x, z));
        }
    }

    @Test
    void withoutTheSumOfItsBitsAColumnsParityIsFree() {
        for (int i = 0; i < 20; i++) {
            ForgedRow row = randomRow();
            int x = random.nextInt(5);
            int z = random.nextInt(64);
            turnParity(row, x, z);
            row.flip("p", 64 * x + z);
            solveOut(row);
            row.isASecondOutputBut(parityConstraint(x, z) + 1);
        }
    }

    @Test
    void withoutItsLimbALaneBeforeIsFree() {
        for (int i = 0; i < 20; i++) {
            ForgedRow row = randomRow();
            int x = random.nextInt(5);
            int y = random.nextInt(5);
            int z = random.nextInt(64);
            turnParity(row, x, z);
            row.flip("p", 64 * x + z).flip("b", bit(x, y, z));
            solveOut(row);
            row.isASecondOutputBut(THETA + THETA_OF_ONE * x + 4 * y + z / 16);
        }
    }

    @Test
    void withoutABooleanBitALimbBeforeHasMoreThanOneMeaning() {
        int done = 0;
        for (int i = 0; i < 400 && done < 10; i++) {
            ForgedRow row = randomRow();
            int x = random.nextInt(5);
            int y = random.nextInt(5);
            int z = random.nextInt(63);
            boolean suits = z % 16 != 15 && added(row, x, z) == 0 && added(row, x, z + 1) == 0;
            suits &= row.get("b", bit(x, y, z)) == 0 && row.get("b", bit(x, y, z + 1)) == 1;
            int ones = 0;
            for (int v = 0; v < 5; v++) {
                ones += (int) row.get("b", bit(x, v, z));
            }
            // 2 more in the column must leave 0, 2 or 4 above its parity.
            if (suits && ones - row.get("p", 64 * x + z) < 4) {
                row.set("b", bit(x, y, z), 2).set("b", bit(x, y, z + 1), 0);
                turnParity(row, x, z + 1);
                row.flip("p", 64 * x + z + 1);
                solveOut(row);
                row.isASecondOutputBut(B_BOOLEAN + bit(x, y, z));
                done++;
            }
        }
        assertThat(done).isEqualTo(10);
    }

    private static long added(ForgedRow row, int x, int z) {
        return row.get("c", 64 * ((x + 4) % 5) + z) ^ row.get("c", 64 * ((x + 1) % 5) + (z + 63) % 64);
    }

    @Test
    void withoutABooleanParityALimbBeforeHasMoreThanOneMeaning() {
        int z = 3;
        int[] words = new int[Keccak.WORDS];
        // Of column x = 1 two lanes have bit z and three have bit z + 1; of x = 4 the same one place up; of x = 0 two
        // have bit z.
        for (int y = 0; y < 5; y++) {
            words[2 * (1 + 5 * y)] = 1 << (y < 2 ? z : z + 1);
            words[2 * (4 + 5 * y)] = 1 << (y < 2 ? z + 1 : z + 2);
            words[2 * (5 * y)] = y < 2 ? 1 << z : 0;
        }
        ForgedRow row = row(1, 0, words);
        for (int i = 0; i < 320; i++) {
            row.set("c", i, 0).set("p", i, 0);
        }
        row.set("c", z, 2);
        for (int i = 0; i < 1600; i++) {
            row.set("b", i, 0);
        }
        for (int y = 0; y < 2; y++) {
            row.set("b", bit(0, y, z), 1);
            for (int up = 0; up < 2; up++) {
                // 1 xor 2 is -1, and twice the next bit makes it 1.
                row.set("b", bit(1, y, z + up), 1).set("b", bit(4, y, z + 1 + up), 1);
            }
        }
        for (int x = 0; x < 5; x++) {
            for (int i = 0; i < 64; i++) {
                row.add("p", 64 * x + i, -row.residue(parityConstraint(x, i)));
            }
        }
        solveOut(row);
        row.isASecondOutputBut(C_BOOLEAN + z);
    }

    @Test
    void withoutItsEquationALimbBehindIsFree() {
        for (int i = 0; i < 100; i++) {
            ForgedRow row = randomRow();
            row.add("out", i, 1);
            row.isASecondOutputBut(OUT + i);
        }
    }

    @Test
    void withoutItsEquationABitThatIotaTurnsIsFree() {
        for (int j = 0; j < 7; j++) {
            ForgedRow row = randomRow();
            row.flip("s", j);
            for (int i = 0; i < 4; i++) {
                row.add("out", i, row.residue(OUT + i));
            }
            row.isASecondOutputBut(IOTA + j);
        }
    }

    @Test
    void withoutABooleanSelectorARoundHasOtherConstants() {
        for (int wrong = 0; wrong < Keccak.ROUNDS; wrong++) {
            ForgedRow row = randomRow();
            row.setNumber("round", 0, Keccak.ROUNDS, (1L << (wrong + 1) % 24) | (1L << (wrong + 23) % 24));
            row.set("round", wrong, -1);
            solveOut(row);
            row.isRefusedOnlyBy(wrong);
        }
    }

    @Test
    void twoSelectorsAtOnceAreRefused() {
        ForgedRow row = randomRow().setNumber("round", 0, Keccak.ROUNDS, 3);
        solveOut(row);
        row.breaksOnly(REAL);
        ForgedRow call = row(0, 0).set("real", 2);
        call.breaksOnly(0);
    }

    @Test
    void anAddressThatIsNoMultipleOf4IsAskedForAndNotAnswered() {
        long u = (1 + 3L * KoalaBear.P) / 4;
        long left = Math.floorMod(Words.REGISTERS - u - 40_000L * (1 << 14) - Keccak.WORDS, (long) KoalaBear.P);
        ForgedRow row = row(0, 0).set("u0", u).set("T0", 40_000).set("e0", left & 0x3fff);
        row.isRefusedOnlyByAQuestion(Buses.RANGE.number(), List.of(14, (int) u));
    }

    @Test
    void anOperandThatRunsIntoTheRegistersIsAskedForAndNotAnswered() {
        ForgedRow row = row(0, 0).set("u0", 0x3fff).set("T0", 0xffff).set("e0", 1 - Keccak.WORDS);
        row.isRefusedOnlyByAQuestion(Buses.RANGE.number(), List.of(14, KoalaBear.P + 1 - Keccak.WORDS));
        row.set("e0", (1 << 14) + 1 - Keccak.WORDS);
        row.isRefusedOnlyByAQuestion(Buses.RANGE.number(), List.of(16, KoalaBear.P - 1));
    }

    @Test
    void aReadOfTheFutureIsAskedForAndNotAnswered() {
        for (int i = 0; i < Keccak.WORDS; i++) {
            ForgedRow row = row(0, 0, 1, 2, 3);
            row.set("tm" + i, row.get("clk") + 3).set("gm" + i, -1);
            row.isRefusedOnlyByAQuestion(Buses.RANGE.number(), List.of(16, KoalaBear.P - 1));
            row.set("gm" + i, 0xffff);
            row.isRefusedOnlyByAnAge();
        }
    }
}
