package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.Keccak;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeccakTablesTest {
    private static final long SEED = 202;
    static final int STATE = 0x1000000;

    private static SimulatedCalls edgeCalls() {
        SimulatedCalls calls = new SimulatedCalls();
        SplittableRandom random = new SplittableRandom(SEED);
        int clk = 8;
        for (int word : new int[] {0, -1, 0x80000000, 1, 0x55555555}) {
            calls.set(STATE, HashMachine.words(Keccak.WORDS, i -> word));
            calls.keccak(clk += 4, 1, STATE);
            calls.keccak(clk += 40_000, 3, STATE);
        }
        for (int i = 0; i < 6; i++) {
            calls.set(STATE + 40 * i, HashMachine.words(Keccak.WORDS, j -> HashMachine.edgy(random)));
            calls.keccak(clk += 4, i % 4, STATE + 36 * i);
        }
        return calls;
    }

    @Test
    void callsOfAllSortsSatisfyTheTablesAndBalance() {
        HashMachine.KECCAK.holds(edgeCalls());
    }

    @Test
    void aCallCostsItsTwentyFourRoundsAndLittleMore() {
        assertThat(HashMachine.KECCAK.cost(24)).containsExactly(59_638, 230);
    }

    @Test
    void operandsMayEndWhereMemoryEnds() {
        SimulatedCalls calls = new SimulatedCalls();
        calls.keccak(4, 0, -200);
        calls.keccak(8, 0, 0);
        HashMachine.KECCAK.holds(calls);
    }

    @Test
    void manyCallsFillMoreThanOneTile() {
        SimulatedCalls calls = new SimulatedCalls();
        for (int i = 0; i < 17; i++) {
            calls.keccak(4 + 4 * i, 2, STATE);
        }
        HashMachine.KECCAK.holds(calls);
    }

    @Test
    void everyChangedCellIsRefusedOrAnotherInput() {
        HashMachine.KECCAK.everyChangedCellIsRefusedOrAnotherInput(edgeCalls(), SEED);
    }

    @Test
    void aRowWithoutItsSelectorSaysNothing() {
        HashMachine.KECCAK.paddingRowsSayNothing();
    }
}
