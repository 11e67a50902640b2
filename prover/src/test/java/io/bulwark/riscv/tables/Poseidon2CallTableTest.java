package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.riscv.Assembly;
import io.bulwark.riscv.GuestElf;
import io.bulwark.riscv.SystemCall;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Poseidon2CallTableTest {
    private static final long SEED = 1000;
    private static final int WORDS = 24;
    private static final int P = KoalaBear.P;
    private static final Poseidon2CallTable TABLE = new Poseidon2CallTable();
    private static final Columns COLUMNS = TABLE.columns();

    /** Where a word's high limb goes from one window to another, and where it ends. */
    private static final int[] EDGES = {
        0,
        1,
        0xffff,
        0x3eff_ffff,
        0x3f00_0000,
        0x3fff_ffff,
        0x4000_0000,
        0x7eff_ffff,
        P - 1,
        P - 2,
        0x00ff_ffff,
        0x0100_0000
    };

    private static RecordedCalls run(List<int[]> states) {
        ByteBuffer data = ByteBuffer.allocate(4 * WORDS * states.size()).order(ByteOrder.LITTLE_ENDIAN);
        Assembly code = new Assembly();
        for (int[] state : states) {
            code.call(SystemCall.POSEIDON2.number(), GuestElf.DATA + data.position());
            Arrays.stream(state).forEach(data::putInt);
        }
        return RecordedCalls.of(SystemCall.POSEIDON2, data.array(), code);
    }

    private static int[] random(long seed) {
        return new Random(seed).ints(WORDS, 0, P).toArray();
    }

    private static CallChecks checks(int... state) {
        return new CallChecks(TABLE, run(List.of(state)));
    }

    @Test
    void honestCallsHold() {
        List<int[]> states = new ArrayList<>();
        for (int edge : EDGES) {
            int[] state = new int[WORDS];
            Arrays.fill(state, edge);
            states.add(state);
        }
        for (int i = 0; i < 60; i++) {
            int[] state = random(SEED + i);
            state[i % WORDS] = EDGES[i % EDGES.length];
            states.add(state);
        }
        new CallChecks(TABLE, run(states)).honestRowsHold();
    }

    @Test
    void aStateMayBePermutedAgainAndOverlap() {
        byte[] data = new byte[256];
        Assembly code = new Assembly();
        for (int offset : new int[] {0, 0, 4, 92, 40}) {
            code.call(SystemCall.POSEIDON2.number(), GuestElf.DATA + offset);
        }
        code.call(SystemCall.POSEIDON2.number(), -4 * WORDS)
                .call(SystemCall.POSEIDON2.number(), 0x1ffc)
                .call(SystemCall.POSEIDON2.number(), 0x1fffc);
        new CallChecks(TABLE, RecordedCalls.of(SystemCall.POSEIDON2, data, code)).honestRowsHold();
    }

    @Test
    void everyCellMatters() {
        CallChecks checks = checks(random(SEED));
        checks.honestRowsHold();
        checks.changedCellsAreRefused(0);
    }

    @Test
    void obeysTheRulesOfMachines() {
        CallChecks.obeysTheRulesOfMachines(TABLE.chip());
    }

    @Test
    void paddingRowsSayNothing() {
        checks(random(SEED)).paddingRowsSayNothing();
    }

    /** Whether a word of the state before, or after, may stand for what it stands for modulo p, with any window. */
    private static boolean isAccepted(CallChecks checks, String prefixes, int word, long value) {
        boolean accepted = false;
        for (int window : new int[] {0, 0x3f00, 0x3f01, (int) (value >>> 16)}) {
            accepted |= checks.accepts(0, cells -> {
                cells[COLUMNS.at(prefixes.charAt(0) + "" + word)] = (int) (value & 0xffff);
                cells[COLUMNS.at(prefixes.charAt(1) + "" + word)] = (int) (value >>> 16);
                cells[COLUMNS.at(prefixes.charAt(2) + "" + word)] = window;
            });
        }
        return accepted;
    }

    @Test
    void refusesWordsThatAreNotBelowThePrime() {
        int[] state = random(SEED);
        for (int i = 0; i < EDGES.length; i++) {
            state[i] = EDGES[i];
        }
        RecordedCalls recorded = run(List.of(state));
        CallChecks checks = new CallChecks(TABLE, recorded);
        int firstWord = recorded.records().first[0] + 2;
        for (int i = 0; i < WORDS; i++) {
            long before = state[i];
            long after = recorded.records().after[firstWord + i];
            assertThat(isAccepted(checks, "lho", i, before)).isTrue();
            assertThat(isAccepted(checks, "LHO", i, after)).isTrue();
            for (long other = before + P; other < 1L << 32; other += P) {
                assertThat(isAccepted(checks, "lho", i, other))
                        .as("word %d before", i)
                        .isFalse();
            }
            for (long other = after + P; other < 1L << 32; other += P) {
                assertThat(isAccepted(checks, "LHO", i, other))
                        .as("word %d after", i)
                        .isFalse();
            }
        }
    }

    @Test
    void refusesResultsWhoseHighLimbIsNegative() {
        // Of these states some have a result in the last 2^24 elements.
        List<int[]> states =
                IntStream.range(0, 20).mapToObj(i -> random(SEED + i)).toList();
        RecordedCalls recorded = run(states);
        CallChecks checks = new CallChecks(TABLE, recorded);
        int fitting = 0;
        for (int call = 0; call < states.size(); call++) {
            for (int i = 0; i < WORDS; i++) {
                int word = recorded.records().after[recorded.records().first[call] + 2 + i];
                if (word >= P - (1 << 24)) {
                    fitting++;
                    refusesNegativeHighLimb(checks, call, i, word);
                }
            }
        }
        assertThat(fitting).isPositive();
    }

    private static void refusesNegativeHighLimb(CallChecks checks, int call, int i, int after) {
        int hi = (after - P) >> 16;
        int low = after - P - (hi << 16);
        assertThat(low).isBetween(0, 0xffff);
        for (int window : new int[] {0, 0x3f00, 0x3f01}) {
            assertThat(checks.accepts(call, cells -> {
                        cells[COLUMNS.at("L" + i)] = low;
                        cells[COLUMNS.at("H" + i)] = Math.floorMod(hi, P);
                        cells[COLUMNS.at("O" + i)] = window;
                    }))
                    .isFalse();
        }
    }

    @Test
    void refusesPointersIntoTheRegisters() {
        CallChecks checks = checks(random(SEED));
        for (int slot = (1 << 14) - WORDS; slot < 1 << 14; slot++) {
            boolean fits = slot + WORDS <= 1 << 14;
            boolean accepted = false;
            for (int claim : new int[] {0, 1}) {
                int at = slot;
                accepted |= checks.accepts(0, cells -> {
                    cells[COLUMNS.at("u10")] = at;
                    cells[COLUMNS.at("T10")] = 0xffff;
                    cells[COLUMNS.at("f10")] = claim;
                });
            }
            assertThat(accepted).as("slot %d", slot).isEqualTo(fits);
        }
    }
}
