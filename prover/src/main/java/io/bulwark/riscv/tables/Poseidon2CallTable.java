package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The call poseidon2: 24 words in place, each a canonical element lo + 2^16 hi, permuted. One row a call; the Poseidon2 table answers for the permutation.
 *
 * <p>Canonical: a word is below p = 2^31 - 2^24 + 1 exactly where hi < 0x7f00, or hi = 0x7f00 and lo = 0. For each word before and after there is one column o, the
 * beginning of a window of 2^14 numbers that hi lies in: o is 0 or 0x3f00, whose windows together are 0, .., 0x7eff, or, only where lo = 0, 0x3f01, whose window ends
 * with 0x7f00. That takes one lookup, Range(14, hi - o). The words before are limbs as they come from Memory; of the words after, lo is looked up and hi is a limb
 * by its window. So the words before are canonical, and the elements that the permutation answers have one canonical word each.
 */
public final class Poseidon2CallTable implements CallTable {
    /** High limb of p - 1, whose low limb is 0. */
    private static final int TOP = 0x7f00;

    private static final int WINDOW_BITS = 14;
    private static final int UPPER = TOP - (1 << WINDOW_BITS);
    private static final int LAST = UPPER + 1;
    private static final int WORDS = Poseidon2.WIDTH;

    private static final int A0 = 10;
    private static final String[] TAGS = Stream.concat(Stream.of("7", "10"), OperandPointer.tags("w", WORDS).stream())
            .toArray(String[]::new);

    private static final Columns COLUMNS = Columns.of("clk pcw real" + OperandPointer.columns(A0))
            .with("l", WORDS)
            .with("h", WORDS)
            .with("o", WORDS)
            .with("L", WORDS)
            .with("H", WORDS)
            .with("O", WORDS)
            .withAccesses(TAGS);
    private static final OperandPointer POINTER = new OperandPointer(COLUMNS, A0, WORDS);

    @Override
    public TableId id() {
        return TableId.POSEIDON2;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public int rows(CallRecords calls) {
        return calls.calls;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Poseidon2Call", COLUMNS);
        row.selectors("real");
        CallRow.begin(row, SystemCall.POSEIDON2);
        Expression first = OperandPointer.take(row, A0, WORDS);
        List<Expression> elements = new ArrayList<>();
        List<Expression> results = new ArrayList<>();
        for (int i = 0; i < WORDS; i++) {
            Word before = new Word(row.column("l" + i), row.column("h" + i));
            Word after = new Word(row.column("L" + i), row.column("H" + i));
            row.access("w" + i, first.plus(i), before, after, 3);
            canonical(row, before, row.column("o" + i));
            canonical(row, after, row.column("O" + i));
            row.range(16, after.lo());
            elements.add(before.lo().plus(before.hi().times(Word.W)));
            results.add(after.lo().plus(after.hi().times(Word.W)));
        }
        row.send(
                Buses.HASH24, Stream.concat(elements.stream(), results.stream()).toArray(Expression[]::new));
        return row.build();
    }

    private static void canonical(RowBuilder row, Word word, Expression o) {
        Expression unlessLast = o.times(o.minus(UPPER));
        row.zero(unlessLast.times(o.minus(LAST)));
        row.zero(unlessLast.times(word.lo()));
        row.range(WINDOW_BITS, word.hi().minus(o));
    }

    @Override
    public void fill(
            Program program,
            CallRecords calls,
            int from,
            int to,
            int[][] columns,
            LookupCounts counts,
            HashRequests hashes) {
        CallAccessCells accesses = new CallAccessCells(COLUMNS, columns, counts, TAGS);
        int before = COLUMNS.at("l0");
        int after = COLUMNS.at("L0");
        int[] elements = new int[WORDS];
        for (int call = from; call < to; call++) {
            int access = calls.first[call] + 1;
            columns[COLUMNS.at("clk")][call] = calls.clk[call];
            columns[COLUMNS.at("pcw")][call] = CallRow.pcw(program, calls.index[call], counts);
            columns[COLUMNS.at("real")][call] = 1;
            accesses.put(calls, calls.first[call], calls.clk[call], call);
            POINTER.fill(call, calls.before[access], columns, counts);
            for (int i = 0; i < WORDS; i++) {
                access++;
                put(columns, before + i, call, calls.before[access], counts);
                put(columns, after + i, call, calls.after[access], counts);
                counts.range(16, calls.after[access] & 0xffff);
                elements[i] = KoalaBear.fromCanonical(calls.before[access]);
            }
            hashes.add(elements, 0, true);
        }
        Columns.toMontgomery(columns, from, to);
    }

    /** Low limb, high limb and window of a word; the columns of each stand {@link #WORDS} apart. */
    private static void put(int[][] columns, int column, int row, int word, LookupCounts counts) {
        int hi = word >>> 16;
        int o = hi >>> WINDOW_BITS == 0 ? 0 : hi < TOP ? UPPER : LAST;
        columns[column][row] = word & 0xffff;
        columns[column + WORDS][row] = hi;
        columns[column + 2 * WORDS][row] = o;
        counts.range(WINDOW_BITS, hi - o);
    }
}
