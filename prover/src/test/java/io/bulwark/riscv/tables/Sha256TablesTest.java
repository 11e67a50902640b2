package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.Sha256;
import io.bulwark.riscv.Words;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Sha256TablesTest {
    private static final long SEED = 180_4;
    static final int STATE = 0x1000000;
    static final int BLOCK = 0x1000200;

    private static SimulatedCalls edgeCalls() {
        SimulatedCalls calls = new SimulatedCalls();
        SplittableRandom random = new SplittableRandom(SEED);
        int clk = 8;
        for (int word : new int[] {0, -1, 0x80000000, 1, 0xffff, 0xffff0000, 0x7fffffff, 0x55555555}) {
            calls.set(STATE, HashMachine.words(Sha256.STATE_WORDS, i -> word));
            calls.set(BLOCK, HashMachine.words(Sha256.BLOCK_WORDS, i -> ~word));
            calls.sha256(clk += 4, 1, STATE, BLOCK);
            calls.sha256(clk += 40_000, 3, STATE, BLOCK);
        }
        for (int i = 0; i < 60; i++) {
            // Blocks that begin before, in and behind the state: reads at k = 2 see it before it is written at k = 3.
            int block = STATE + 4 * (i % 30 - 18);
            calls.set(block, HashMachine.words(Sha256.BLOCK_WORDS, j -> HashMachine.edgy(random)));
            calls.set(STATE, HashMachine.words(Sha256.STATE_WORDS, j -> HashMachine.edgy(random)));
            calls.sha256(clk += 4, i % 4, STATE, block);
        }
        return calls;
    }

    @Test
    void callsOfAllSortsSatisfyTheTablesAndBalance() {
        HashMachine.SHA256.holds(edgeCalls());
    }

    @Test
    void aCallCostsATwentiethOfItsSoftwareAtMost() {
        assertThat(HashMachine.SHA256.cost(4)).containsExactly(8019, 133);
        // About 82 instructions a byte of 22 cells and 14 interactions each, an interaction counted as 2.5 cells.
        assertThat(20 * (8019 + 2.5 * 133)).isLessThan(82 * 64 * (22 + 2.5 * 14));
    }

    @Test
    void operandsMayEndWhereMemoryEnds() {
        SimulatedCalls calls = new SimulatedCalls();
        calls.sha256(4, 0, -32, -64);
        calls.sha256(8, 0, -96, -64);
        calls.sha256(12, 0, 0, 4);
        HashMachine.SHA256.holds(calls);
    }

    @Test
    void manyCallsFillMoreThanOneTile() {
        SimulatedCalls calls = new SimulatedCalls();
        SplittableRandom random = new SplittableRandom(SEED);
        calls.set(BLOCK, HashMachine.words(4096, i -> random.nextInt()));
        for (int i = 0; i < 150; i++) {
            calls.sha256(4 + 4 * i, 2, STATE, BLOCK + 64 * i);
        }
        HashMachine.SHA256.holds(calls);
    }

    @Test
    void theChainOfTwoCallsIsTheDigestOfAKnownMessage() {
        // FIPS 180-4's example of two blocks: "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".
        SimulatedCalls calls = new SimulatedCalls();
        byte[] message = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".getBytes(StandardCharsets.US_ASCII);
        byte[] padded = Arrays.copyOf(message, 128);
        padded[56] = (byte) 0x80;
        padded[126] = 1;
        padded[127] = (byte) 0xc0;
        calls.set(BLOCK, HashMachine.littleEndian(padded));
        calls.set(
                STATE, 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
        calls.sha256(4, 0, STATE, BLOCK);
        calls.sha256(8, 0, STATE, BLOCK + 64);
        HashMachine.SHA256.holds(calls);
        assertThat(HashMachine.words(8, i -> calls.word(STATE / 4 + i)))
                .containsExactly(
                        0x248d6a61, 0xd20638b8, 0xe5c02693, 0x0c3e6039, 0xa33ce459, 0x64ff2167, 0xf6ecedd4, 0x19db06c1);
    }

    @Test
    void everyChangedCellIsRefusedOrAnotherInput() {
        HashMachine.SHA256.everyChangedCellIsRefusedOrAnotherInput(edgeCalls(), SEED);
    }

    @Test
    void aRowWithoutItsSelectorSaysNothing() {
        HashMachine.SHA256.paddingRowsSayNothing();
    }

    @Test
    void aPointerBeyondMemoryHasNoRow() {
        SimulatedCalls calls = edgeCalls();
        FilledTables tables = HashMachine.SHA256.fill(calls);
        WideChip chip = HashMachine.SHA256.chip(0);
        int[] values = tables.values(0, 0);
        Columns names = HashMachine.SHA256.columns(0);
        // The last address that a block fits at is 64 bytes below the end; one word more leads into register x0.
        for (Map.Entry<Integer, Boolean> e :
                Map.of(16, true, 15, false, 1, false, 8, false).entrySet()) {
            int wordIndex = Words.REGISTERS - e.getKey();
            chip.set(values, names.at("u1"), wordIndex & 0x3fff);
            chip.set(values, names.at("T1"), wordIndex >>> 14);
            boolean someRestFits = false;
            for (int rest = 0; rest < 1 << 14; rest++) {
                chip.set(values, names.at("e1"), rest);
                someRestFits |= chip.messages(values).stream()
                        .filter(m -> m.bus() == Buses.RANGE.number())
                        .allMatch(m -> WideChip.answered(m, FilledTables.AGE_BITS));
            }
            assertThat(someRestFits).as("%d words below the end", e.getKey()).isEqualTo(e.getValue());
        }
    }
}
