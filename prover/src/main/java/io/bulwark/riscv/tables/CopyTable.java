package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;

/**
 * One input word that a read moves: takes (clk, to, source, left), copies word {@code source} to word {@code to}, hands on (clk, to + 1, source + 1, left -
 * 1). Its rows are filled from the records of {@link ReadTable}'s calls.
 *
 * <p>Columns: {@code a} target, {@code b} source, {@code left} words left, {@code o0, o1} the target before, {@code w0, w1} the word.
 *
 * <p>Sound: {@code left} falls by one from row to row and only the read with this clk takes a message with 0 left, so a chain that the read did not begin
 * cannot end (nor can one close itself before p rows). The limbs written are those read, so they need no range check. Source and target are what the read's
 * row says: words of input, and words below 2^30. Reads are at clk + 2 and writes at clk + 3, behind the call's own accesses.
 */
public final class CopyTable implements CallTable {
    private static final String[] TAGS = {"i", "m"};
    private static final Columns COLUMNS =
            Columns.of("clk real a b left o0 o1 w0 w1").withAccesses(TAGS);
    private static final int CLK = COLUMNS.at("clk");
    private static final int REAL = COLUMNS.at("real");
    private static final int TO = COLUMNS.at("a");
    private static final int SOURCE = COLUMNS.at("b");
    private static final int LEFT = COLUMNS.at("left");
    private static final int OLD = COLUMNS.at("o0");
    private static final int WORD = COLUMNS.at("w0");

    @Override
    public TableId id() {
        return TableId.COPY;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Copy", COLUMNS);
        row.selectors("real");
        Expression clk = row.column("clk");
        Expression to = row.column("a");
        Expression source = row.column("b");
        Expression left = row.column("left");
        Word word = row.word("w");
        row.clock(clk);
        row.receive(Buses.COPY, clk, to, source, left);
        row.send(Buses.COPY, clk, to.plus(1), source.plus(1), left.minus(1));
        row.access("i", source, word, word, 2);
        row.access("m", to, row.word("o"), word, 3);
        return row.build();
    }

    /** One for each word that the reads moved. */
    @Override
    public int rows(CallRecords calls) {
        return rowsBefore(calls, calls.calls);
    }

    private static int rowsBefore(CallRecords calls, int call) {
        return (calls.first[call] - ReadTable.ACCESSES_OF_CALL * call) / TAGS.length;
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
            int row = rowsBefore(calls, i);
            int last = rowsBefore(calls, i + 1);
            int access = calls.first[i] + ReadTable.ACCESSES_OF_CALL;
            for (; row < last; row++, access += TAGS.length) {
                fill(calls, i, access, last - row, row, columns);
                accesses.put(calls, access, calls.clk[i], row);
            }
        }
        Columns.toMontgomery(columns, rowsBefore(calls, from), rowsBefore(calls, to));
    }

    private static void fill(CallRecords calls, int call, int access, int left, int row, int[][] columns) {
        int word = calls.after[access + 1];
        int before = calls.before[access + 1];
        columns[CLK][row] = calls.clk[call];
        columns[REAL][row] = 1;
        columns[TO][row] = calls.word[access + 1];
        columns[SOURCE][row] = calls.word[access];
        columns[LEFT][row] = left;
        columns[OLD][row] = before & 0xffff;
        columns[OLD + 1][row] = before >>> 16;
        columns[WORD][row] = word & 0xffff;
        columns[WORD + 1][row] = word >>> 16;
    }
}
