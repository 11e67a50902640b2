package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;

/**
 * The write call: a0 becomes a2, the length asked, and nothing else happens. What is written is outside of the proof; a guest that wants it proved exits with
 * its digest.
 *
 * <p>Columns: {@code n0, n1} the length, {@code o0, o1} a0 before.
 *
 * <p>Sound: the word written is the one received from a2, so its limbs are limbs.
 */
public final class WriteTable implements CallTable {
    private static final int A0 = 10;
    private static final int A2 = 12;
    private static final String[] TAGS = {"7", "C", "A"};
    private static final Columns COLUMNS =
            Columns.of("clk pcw real n0 n1 o0 o1").withAccesses(TAGS);

    @Override
    public TableId id() {
        return TableId.WRITE;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Write", COLUMNS);
        row.selectors("real");
        CallRow.begin(row, SystemCall.WRITE);
        Word length = row.word("n");
        row.read("C", row.constant(A2), length, 0);
        row.write("A", row.constant(A0), row.word("o"), length, 0);
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
        CallAccessCells accesses = new CallAccessCells(COLUMNS, columns, counts, TAGS);
        for (int i = from; i < to; i++) {
            int first = calls.first[i];
            int length = calls.after[first + 1];
            int before = calls.before[first + 2];
            columns[COLUMNS.at("clk")][i] = calls.clk[i];
            columns[COLUMNS.at("pcw")][i] = CallRow.pcw(program, calls.index[i], counts);
            columns[COLUMNS.at("real")][i] = 1;
            columns[COLUMNS.at("n0")][i] = length & 0xffff;
            columns[COLUMNS.at("n1")][i] = length >>> 16;
            columns[COLUMNS.at("o0")][i] = before & 0xffff;
            columns[COLUMNS.at("o1")][i] = before >>> 16;
            accesses.put(calls, first, calls.clk[i], i);
        }
        Columns.toMontgomery(columns, from, to);
    }
}
