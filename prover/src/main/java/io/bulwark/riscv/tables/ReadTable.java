package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import io.bulwark.riscv.Words;

/**
 * The read call: n = min(a2, length - position) bytes of input go to the address in a1, a0 becomes n, the position moves by n. The words are moved by rows of
 * {@link CopyTable}.
 *
 * <p>Columns: pointer (4 u, T); length asked (4 v, l1); n = (4 w + 2 g1 + g0, n1); {@code part} whether n ends within a word; {@code e} shows that the
 * target ends within memory; position before p, after q; input length L; slack s; {@code end} which of the two n is.
 *
 * <p>Sound: p + n = q as integers. With end = 0, n = asked and q + s = L: n is not more than what is left. With end = 1, q = L and n + s = asked: n is what is
 * left, and not more than asked. So n is the minimum whichever the prover names, and where both are true they agree. All sums go by limbs of 16 bits, the
 * lower with a carry of 0 or 1, the upper with none out. The words to copy are w + 2^14 n1 + part = ceil(n / 4), at most 2^28. A position that is no
 * multiple of 4 stands at the end of the input only, where n = 0 and no word is copied, so the quotient by 4 below is an integer wherever it matters.
 *
 * <p>The row sends (clk, to, source, words) and takes (clk, to + words, source + words, 0). Only Copy rows stand between, each one word on and one fewer left,
 * and clk occurs once on the State chain: exactly {@code words} of them.
 */
public final class ReadTable implements CallTable {
    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final int A2 = 12;
    private static final int POSITION = Words.INPUT_POSITION - Words.REGISTERS;
    private static final int LENGTH = Words.INPUT_LENGTH - Words.REGISTERS;
    private static final String[] TAGS = {"7", "A", "B", "C", "P", "L"};

    /** Accesses of the call itself; those of its copies follow. */
    static final int ACCESSES_OF_CALL = TAGS.length;

    private static final Columns COLUMNS = Columns.of(
                    "clk pcw real u T v l1 w g0 g1 part n1 e p0 p1 q0 q1 L0 L1 s0 s1 end")
            .withAccesses(TAGS);

    @Override
    public TableId id() {
        return TableId.READ;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        RowBuilder row = new RowBuilder("Read", COLUMNS);
        row.selectors("real");
        CallRow.begin(row, SystemCall.READ);
        Expression u = row.column("u");
        Expression v = row.column("v");
        Expression w = row.column("w");
        Expression g0 = row.column("g0");
        Expression g1 = row.column("g1");
        Expression part = row.column("part");
        row.bool(g0, g1, part, row.column("end"));
        Word pointer = new Word(u.times(4), row.column("T"));
        Word asked = new Word(v.times(4), row.column("l1"));
        Word n = new Word(w.times(4).plus(g1.times(2)).plus(g0), row.column("n1"));
        row.write("A", row.constant(A0), CallRow.word(row, 0, 0), n, 0);
        row.read("B", row.constant(A1), pointer, 0);
        row.read("C", row.constant(A2), asked, 0);
        row.write("P", row.constant(POSITION), row.word("p"), row.word("q"), 0);
        row.read("L", row.constant(LENGTH), row.word("L"), 0);
        for (Expression quarter : new Expression[] {u, v, w, n.hi()}) {
            row.range(CallRow.SLOT, quarter);
        }
        for (Word limbs : new Word[] {row.word("q"), row.word("s")}) {
            row.range(16, limbs.lo());
            row.range(16, limbs.hi());
        }
        minimum(row, n, asked);
        row.zero(part.minus(g0).minus(g1).plus(g0.times(g1)));
        Expression words = CallRow.wordIndex(w, n.hi()).plus(part);
        copy(row, CallRow.wordIndex(u, pointer.hi()), words);
        return row.build();
    }

    private static void minimum(RowBuilder row, Word n, Word asked) {
        Expression end = row.column("end");
        Expression inside = end.subtractedFrom(1);
        Word after = row.word("q");
        Word length = row.word("L");
        Word slack = row.word("s");
        adds(row, row.constant(1), row.word("p"), n, after);
        adds(row, inside, after, slack, length);
        adds(row, end, n, slack, asked);
        row.zero(inside.times(n.lo().minus(asked.lo())));
        row.zero(inside.times(n.hi().minus(asked.hi())));
        row.zero(end.times(after.lo().minus(length.lo())));
        row.zero(end.times(after.hi().minus(length.hi())));
    }

    /** x + y = z over the integers where {@code on} is 1, for limbs of 16 bits: a carry of 0 or 1 from the lower ones, none from the upper. */
    private static void adds(RowBuilder row, Expression on, Word x, Word y, Word z) {
        Expression low = x.lo().plus(y.lo()).minus(z.lo());
        Expression high = x.hi().plus(y.hi()).minus(z.hi());
        row.zero(on.times(low).times(low.minus(Word.W)));
        row.zero(on.times(high.times(Word.W).plus(low)));
    }

    private static void copy(RowBuilder row, Expression to, Expression words) {
        Word position = row.word("p");
        Expression bytes = position.lo().plus(position.hi().times(Word.W));
        Expression source = RowBuilder.over(bytes, 4).plus(Words.INPUT);
        CallRow.endsInMemory(row, to.plus(words), row.column("e"));
        row.send(Buses.COPY, row.clk(), to, source, words);
        row.receive(Buses.COPY, row.clk(), to.plus(words), source.plus(words), row.constant(0));
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
            columns[COLUMNS.at("clk")][i] = calls.clk[i];
            columns[COLUMNS.at("pcw")][i] = CallRow.pcw(program, calls.index[i], counts);
            columns[COLUMNS.at("real")][i] = 1;
            fillLengths(calls, first, i, columns, counts);
            accesses.put(calls, first, calls.clk[i], i);
        }
        Columns.toMontgomery(columns, from, to);
    }

    private static void fillLengths(CallRecords calls, int first, int row, int[][] columns, LookupCounts counts) {
        int n = calls.after[first + 1];
        int pointer = calls.after[first + 2];
        int asked = calls.after[first + 3];
        int before = calls.before[first + 4];
        int after = calls.after[first + 4];
        int length = calls.after[first + 5];
        boolean end = n != asked;
        int slack = end ? asked - n : length - after;
        int part = (n & 3) == 0 ? 0 : 1;
        int words = (n >>> 2) + part;
        columns[COLUMNS.at("u")][row] = quarter(pointer, counts);
        columns[COLUMNS.at("T")][row] = pointer >>> 16;
        columns[COLUMNS.at("v")][row] = quarter(asked, counts);
        columns[COLUMNS.at("l1")][row] = asked >>> 16;
        columns[COLUMNS.at("w")][row] = quarter(n, counts);
        columns[COLUMNS.at("g0")][row] = n & 1;
        columns[COLUMNS.at("g1")][row] = n >>> 1 & 1;
        columns[COLUMNS.at("part")][row] = part;
        columns[COLUMNS.at("n1")][row] = n >>> 16;
        counts.range(CallRow.SLOT, n >>> 16);
        columns[COLUMNS.at("e")][row] = CallRow.endColumn((pointer >>> 2) + words, counts);
        word("p", before, row, columns);
        word("q", after, row, columns);
        word("L", length, row, columns);
        word("s", slack, row, columns);
        for (int x : new int[] {after, slack}) {
            counts.range(16, x & 0xffff);
            counts.range(16, x >>> 16);
        }
        columns[COLUMNS.at("end")][row] = end ? 1 : 0;
    }

    /** The low limb without its last two bits; counts that it has 14. */
    private static int quarter(int word, LookupCounts counts) {
        int x = (word & 0xffff) >>> 2;
        counts.range(CallRow.SLOT, x);
        return x;
    }

    private static void word(String prefix, int word, int row, int[][] columns) {
        columns[COLUMNS.at(prefix + 0)][row] = word & 0xffff;
        columns[COLUMNS.at(prefix + 1)][row] = word >>> 16;
    }
}
