package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The exit call: a0 is the exit code, a1 points at the eight words of the output digest.
 *
 * <p>Columns: {@code a0, a1} the code; the pointer is (4 u, T) as the register tuple has it, so that u's 14 bits prove its alignment; {@code e} shows that
 * eight words from it end within memory; {@code w0 .. w15} the words' limbs.
 *
 * <p>Sound: the row receives State and sends none, so nothing can follow it, and the public contributions receive no State where they take the Halt
 * message: a run ends here or with its segment, never both. Code and digest are what Memory gives at this clk. Nothing is sent that was not received, so no
 * limb needs a range check. A pointer of 0 reads block 0: ordinary memory to the proof, zero in every run that an executor accepts.
 */
public final class HaltTable implements CallTable {
    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final int WORDS = 8;
    private static final String[] TAGS = Stream.concat(
                    Stream.of("7", "A", "B"), IntStream.range(0, WORDS).mapToObj(i -> "x" + i))
            .toArray(String[]::new);
    private static final Columns COLUMNS =
            Columns.of("clk pcw real a0 a1 u T e").with("w", 2 * WORDS).withAccesses(TAGS);

    @Override
    public TableId id() {
        return TableId.HALT;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Halt", COLUMNS);
        row.selectors("real");
        CallRow.beginLast(row, SystemCall.EXIT);
        Word code = row.word("a");
        Expression u = row.column("u");
        Expression high = row.column("T");
        Expression[] words = row.columns("w", 2 * WORDS);
        Expression index = CallRow.wordIndex(u, high);
        row.read("A", row.constant(A0), code, 0);
        row.read("B", row.constant(A1), new Word(u.times(4), high), 0);
        row.range(CallRow.SLOT, u);
        CallRow.endsInMemory(row, index.plus(WORDS), row.column("e"));
        for (int i = 0; i < WORDS; i++) {
            Word word = new Word(words[2 * i], words[2 * i + 1]);
            row.access("x" + i, index.plus(i), word, word, 1);
        }
        List<Expression> message = new ArrayList<>(List.of(row.clk(), code.lo(), code.hi()));
        message.addAll(List.of(words));
        row.send(Buses.HALT, message.toArray(Expression[]::new));
        return row.build();
    }

    @Override
    public int rows(CallRecords calls) {
        return calls.calls;
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
        int words = COLUMNS.at("w0");
        CallAccessCells accesses = new CallAccessCells(COLUMNS, columns, counts, TAGS);
        for (int i = from; i < to; i++) {
            int first = calls.first[i];
            int code = calls.after[first + 1];
            int pointer = calls.after[first + 2];
            int u = (pointer & 0xffff) >>> 2;
            columns[COLUMNS.at("clk")][i] = calls.clk[i];
            columns[COLUMNS.at("pcw")][i] = CallRow.pcw(program, calls.index[i], counts);
            columns[COLUMNS.at("real")][i] = 1;
            columns[COLUMNS.at("a0")][i] = code & 0xffff;
            columns[COLUMNS.at("a1")][i] = code >>> 16;
            columns[COLUMNS.at("u")][i] = u;
            columns[COLUMNS.at("T")][i] = pointer >>> 16;
            counts.range(CallRow.SLOT, u);
            columns[COLUMNS.at("e")][i] = CallRow.endColumn((pointer >>> 2) + WORDS, counts);
            for (int j = 0; j < WORDS; j++) {
                int word = calls.after[first + 3 + j];
                columns[words + 2 * j][i] = word & 0xffff;
                columns[words + 2 * j + 1][i] = word >>> 16;
            }
            accesses.put(calls, first, calls.clk[i], i);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
