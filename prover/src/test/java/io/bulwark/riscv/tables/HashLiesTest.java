package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.riscv.Keccak;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Lies that no single row shows: rows that are each in order, in an order that is not. */
class HashLiesTest {
    private static final long SEED = 13;

    /** Calls of two tables as evaluated rows that a liar may change, leave out and repeat. */
    private static final class Rows {
        private final HashMachine machine;
        private final List<List<int[]>> rows = new ArrayList<>();

        Rows(HashMachine machine, SimulatedCalls calls) {
            this.machine = machine;
            FilledTables filled = machine.fill(calls);
            for (int t = 0; t < 2; t++) {
                int table = t;
                rows.add(IntStream.range(0, filled.rows(t))
                        .mapToObj(r -> filled.values(table, r))
                        .toList());
            }
        }

        private Rows(Rows other) {
            machine = other.machine;
            other.rows.forEach(r -> rows.add(new ArrayList<>(r)));
        }

        Rows copy() {
            return new Rows(this);
        }

        List<int[]> rounds() {
            return rows.get(1);
        }

        /** A row of rounds with another value in one column. */
        int[] with(int[] row, String name, int value) {
            int[] changed = row.clone();
            machine.chip(1).set(changed, machine.columns(1).at(name), value);
            return changed;
        }

        void exchange(String name, int first, int second) {
            int column = machine.columns(1).at(name);
            int[] x = rounds().get(first);
            int[] y = rounds().get(second);
            int ofFirst = machine.chip(1).get(x, column);
            rounds().set(first, with(x, name, machine.chip(1).get(y, column)));
            rounds().set(second, with(y, name, ofFirst));
        }

        /** Whether every row holds by itself. */
        boolean hold() {
            return IntStream.range(0, 2)
                    .allMatch(t -> rows.get(t).stream()
                            .allMatch(r -> machine.chip(t).violated(r).isEmpty()));
        }

        /** Messages on the buses between the two tables that are not balanced. */
        int unbalanced() {
            Map<List<Integer>, Integer> balance = new HashMap<>();
            for (int t = 0; t < 2; t++) {
                WideChip chip = machine.chip(t);
                rows.get(t)
                        .forEach(r -> chip.messages(r).stream()
                                .filter(m -> m.bus() >= Buses.SHA256.number())
                                .forEach(m -> FilledTables.add(balance, m)));
            }
            return balance.size();
        }
    }

    private static final Rows SHA256 = sha256(false);
    private static final Rows SHA256_OF_ONE_BLOCK = sha256(true);
    private static final Rows KECCAK = keccak();

    private static Rows sha256(boolean oneBlock) {
        SimulatedCalls calls = new SimulatedCalls();
        SplittableRandom random = new SplittableRandom(SEED);
        calls.set(0x20000000, HashMachine.words(200, i -> random.nextInt()));
        for (int i = 0; i < 3; i++) {
            calls.sha256(4 + 4 * i, 0, 0x20000000 + 32 * i, 0x20000100 + (oneBlock ? 0 : 64 * i));
        }
        return new Rows(HashMachine.SHA256, calls);
    }

    private static Rows keccak() {
        SimulatedCalls calls = new SimulatedCalls();
        SplittableRandom random = new SplittableRandom(SEED);
        calls.set(0x20000000, HashMachine.words(3 * Keccak.WORDS, i -> random.nextInt()));
        for (int i = 0; i < 3; i++) {
            calls.keccak(4 + 4 * i, 0, 0x20000000 + 4 * Keccak.WORDS * i);
        }
        return new Rows(HashMachine.KECCAK, calls);
    }

    private static void isRefusedByTheBuses(Rows rows) {
        assertThat(rows.hold()).isTrue();
        assertThat(rows.unbalanced()).isPositive();
    }

    @Test
    void honestRowsBalanceInAnyOrder() {
        for (Rows honest : List.of(SHA256, SHA256_OF_ONE_BLOCK, KECCAK)) {
            Rows rows = honest.copy();
            rows.rows.forEach(Collections::reverse);
            assertThat(rows.hold()).isTrue();
            assertThat(rows.unbalanced()).isZero();
        }
    }

    @Test
    void twoCallsThatExchangeTheirMiddleStatesAreRefused() {
        for (Rows honest : List.of(SHA256, SHA256_OF_ONE_BLOCK, KECCAK)) {
            int steps = honest.rounds().size() / 3;
            for (int step = 0; step < steps; step++) {
                Rows rows = honest.copy();
                rows.exchange("clk", step, steps + step);
                isRefusedByTheBuses(rows);
            }
        }
    }

    @Test
    void twoCallsThatExchangeAllThatFollowsAreRefused() {
        // From some step on the rounds of each go on from the other's state, and so do both outputs.
        for (Rows honest : List.of(SHA256_OF_ONE_BLOCK, KECCAK)) {
            int steps = honest.rounds().size() / 3;
            for (int step = 1; step < steps; step++) {
                Rows rows = honest.copy();
                for (int s = step; s < steps; s++) {
                    rows.exchange("clk", s, steps + s);
                }
                isRefusedByTheBuses(rows);
            }
        }
    }

    @Test
    void aRowLeftOutRepeatedOrOfNoCallIsRefused() {
        for (Rows honest : List.of(SHA256, KECCAK)) {
            for (int r = 0; r < honest.rounds().size(); r++) {
                Rows without = honest.copy();
                int[] row = without.rounds().remove(r);
                isRefusedByTheBuses(without);
                Rows twice = honest.copy();
                twice.rounds().add(row);
                isRefusedByTheBuses(twice);
                Rows stray = honest.copy();
                stray.rounds().set(r, stray.with(row, "clk", 1000));
                isRefusedByTheBuses(stray);
            }
        }
    }

    @Test
    void allRowsOfACallThatIsNoneAreRefused() {
        for (Rows honest : List.of(SHA256, KECCAK)) {
            Rows rows = honest.copy();
            for (int[] row : honest.rounds().subList(0, honest.rounds().size() / 3)) {
                rows.rounds().add(rows.with(row, "clk", 1000));
            }
            isRefusedByTheBuses(rows);
        }
    }

    @Test
    void aCallWithoutRoundsIsRefused() {
        for (Rows honest : List.of(SHA256, KECCAK)) {
            Rows rows = honest.copy();
            rows.rounds().clear();
            isRefusedByTheBuses(rows);
        }
    }

    @Test
    void aStepThatSaysItIsAnotherIsRefusedByItsConstants() {
        Rows rows = SHA256.copy();
        rows.exchange("step0", 0, 1);
        rows.exchange("step1", 0, 1);
        assertThat(rows.hold()).isFalse();
        Rows lanes = KECCAK.copy();
        lanes.exchange("round0", 0, 1);
        lanes.exchange("round1", 0, 1);
        assertThat(lanes.hold()).isFalse();
    }
}
