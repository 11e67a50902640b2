package io.bulwark.riscv.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import java.util.List;

/** A row that was honest, in the hands of a liar who sees to it that all holds but one thing. */
final class ForgedRow {
    /** 2^16 times this is -1 modulo p: what makes a carry that is no small integer worth having. */
    static final int MINUS_ONE_CARRIED = (KoalaBear.P - 1) >>> 16;

    private final WideChip chip;
    private final Columns names;
    private final int[] values;
    private final List<WideChip.Message> before;

    ForgedRow(HashMachine machine, int table, int[] honestValues) {
        this.chip = machine.chip(table);
        this.names = machine.columns(table);
        this.values = honestValues.clone();
        this.before = chip.messages(values);
    }

    long get(String name) {
        long x = chip.get(values, names.at(name));
        return x > KoalaBear.P / 2 ? x - KoalaBear.P : x;
    }

    long get(String prefix, int i) {
        return get(prefix + i);
    }

    ForgedRow set(String name, long value) {
        chip.set(values, names.at(name), value);
        return this;
    }

    ForgedRow set(String prefix, int i, long value) {
        return set(prefix + i, value);
    }

    ForgedRow add(String prefix, int i, long value) {
        return set(prefix, i, get(prefix, i) + value);
    }

    ForgedRow flip(String prefix, int i) {
        return set(prefix, i, 1 - get(prefix, i));
    }

    /** Bits of a number into columns. */
    ForgedRow setNumber(String prefix, int from, int bits, long number) {
        assertThat(number >>> bits).as("%s%d takes %d bits", prefix, from, bits).isZero();
        for (int j = 0; j < bits; j++) {
            set(prefix, from + j, number >>> j & 1);
        }
        return this;
    }

    /** What a constraint comes to, nearest to 0. */
    long residue(int constraint) {
        long x = chip.residue(values, constraint);
        return x > KoalaBear.P / 2 ? x - KoalaBear.P : x;
    }

    /** Whether the lie makes no difference to anyone. */
    boolean saysTheSame() {
        return chip.messages(values).equals(before);
    }

    /** Whether the row's answers from others are the same as before. */
    boolean receivesTheSame() {
        return received(chip.messages(values)).equals(received(before));
    }

    private static List<WideChip.Message> received(List<WideChip.Message> messages) {
        return messages.stream()
                .filter(m -> !m.sent() || m.bus() == Buses.PROGRAM.number())
                .toList();
    }

    private long unanswered() {
        return chip.messages(values).stream()
                .filter(m -> !WideChip.answered(m, FilledTables.AGE_BITS))
                .count();
    }

    /** All holds but this constraint, and the row tells others something else than it should. */
    void isRefusedOnlyBy(int constraint) {
        breaksOnly(constraint);
        assertThat(saysTheSame()).isFalse();
    }

    /** All holds but this constraint. */
    void breaksOnly(int constraint) {
        assertThat(chip.violated(values)).containsExactly(constraint);
        assertThat(unanswered()).isZero();
    }

    /** The same, with what is received left as it was: without the constraint there were two outputs for one input. */
    void isASecondOutputBut(int constraint) {
        isRefusedOnlyBy(constraint);
        assertThat(receivesTheSame()).isTrue();
    }

    /** All constraints hold, and one question has no answer. */
    void isRefusedOnlyByAQuestion(int bus, List<Integer> entries) {
        assertThat(chip.violated(values)).isEmpty();
        assertThat(chip.messages(values).stream()
                        .filter(m -> !WideChip.answered(m, FilledTables.AGE_BITS))
                        .toList())
                .containsExactly(new WideChip.Message(bus, true, entries));
    }

    /** The same, where it is one for ages, an entry of which is -1. */
    void isRefusedOnlyByAnAge() {
        assertThat(chip.violated(values)).isEmpty();
        assertThat(chip.messages(values).stream()
                        .filter(m -> !WideChip.answered(m, FilledTables.AGE_BITS))
                        .toList())
                .singleElement()
                .satisfies(m -> {
                    assertThat(m.bus()).isEqualTo(Buses.AGE.number());
                    assertThat(m.entries()).containsOnlyOnce(KoalaBear.P - 1);
                });
    }
}
