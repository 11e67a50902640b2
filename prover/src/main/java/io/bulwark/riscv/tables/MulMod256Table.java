package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.MulMod256;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The call mulmod256: result := a b mod m, numbers of 8 words. One row a call; a, b and m are read at clk, clk + 1 and clk + 2, the result is written at clk + 3.
 *
 * <p>Sound: there are a quotient q of 32 bytes and a remainder r of 16 limbs with a b = q m + r over the integers ({@link MulModLines}) and r < m ({@link MulModOrder}).
 * Division with remainder has one (q, r), so the result is a function of what is read. A modulus 0 has no r below it, and a b >= m 2^256 has no quotient of 32
 * bytes: such a call has no row.
 *
 * <p>Two bytes are shown to be bytes by one lookup of their AND, whose third entry n is a column that nothing else uses. The limbs on Memory are sums of two
 * bytes, so that each limb has one splitting; the limbs of r, which the row sends, are looked up.
 */
public final class MulMod256Table implements CallTable {
    private static final int BYTES = MulModLines.BYTES;
    private static final int LIMBS = MulModLines.LIMBS;
    private static final int WORDS = LIMBS / 2;

    /** Columns of bytes, then a column for the AND of each two. */
    private static final List<String> OPERANDS = List.of("a", "b", "m");

    private static final int A0 = 10;
    private static final int A1 = 11;
    private static final String[] TAGS = Stream.of(
                    Stream.of("7", "11"),
                    OperandPointer.tags("a", WORDS).stream(),
                    Stream.of("12"),
                    OperandPointer.tags("b", WORDS).stream(),
                    Stream.of("13"),
                    OperandPointer.tags("m", WORDS).stream(),
                    Stream.of("10"),
                    OperandPointer.tags("r", WORDS).stream())
            .flatMap(tags -> tags)
            .toArray(String[]::new);

    private static final Columns COLUMNS = Columns.of("clk pcw real"
                    + OperandPointer.columns(A1)
                    + OperandPointer.columns(A1 + 1)
                    + OperandPointer.columns(A1 + 2)
                    + OperandPointer.columns(A0))
            .with("a", BYTES)
            .with("na", LIMBS)
            .with("b", BYTES)
            .with("nb", LIMBS)
            .with("m", BYTES)
            .with("nm", LIMBS)
            .with("q", BYTES)
            .with("nq", LIMBS)
            .with("r", LIMBS)
            .with("p", LIMBS)
            .with("c", MulModLines.CARRIES)
            .with("e", MulModOrder.BITS)
            .with("d", 1)
            .withAccesses(TAGS);

    @Override
    public TableId id() {
        return TableId.MULMOD;
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
        RowBuilder row = new RowBuilder("MulMod256", COLUMNS);
        row.selectors("real");
        CallRow.begin(row, SystemCall.MULMOD256);
        for (int i = 0; i < OPERANDS.size(); i++) {
            String name = OPERANDS.get(i);
            Expression first = OperandPointer.read(row, A1 + i, WORDS);
            Expression[] limbs = limbs(row.columns(name, BYTES));
            for (int w = 0; w < WORDS; w++) {
                Word word = new Word(limbs[2 * w], limbs[2 * w + 1]);
                row.access(name + w, first.plus(w), word, word, i);
            }
        }
        Expression[] r = row.columns("r", LIMBS);
        Expression[] before = row.columns("p", LIMBS);
        Expression result = OperandPointer.take(row, A0, WORDS);
        for (int w = 0; w < WORDS; w++) {
            Word old = new Word(before[2 * w], before[2 * w + 1]);
            row.access("r" + w, result.plus(w), old, new Word(r[2 * w], r[2 * w + 1]), 3);
        }
        for (Expression limb : r) {
            row.range(16, limb);
        }
        Expression[] m = row.columns("m", BYTES);
        for (String name : List.of("a", "b", "m", "q")) {
            bytes(row, row.columns(name, BYTES), row.columns("n" + name, LIMBS));
        }
        MulModLines.declare(row, row.columns("a", BYTES), row.columns("b", BYTES), row.columns("q", BYTES), m, r);
        MulModOrder.declare(row, r, limbs(m));
        return row.build();
    }

    private static Expression[] limbs(Expression[] bytes) {
        return IntStream.range(0, LIMBS)
                .mapToObj(i -> bytes[2 * i].plus(bytes[2 * i + 1].times(Word.B)))
                .toArray(Expression[]::new);
    }

    private static void bytes(RowBuilder row, Expression[] bytes, Expression[] ands) {
        for (int i = 0; i < LIMBS; i++) {
            row.send(Buses.AND, bytes[2 * i], bytes[2 * i + 1], ands[i]);
        }
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
        Filling filling = new Filling(columns, program, calls, counts);
        for (int call = from; call < to; call++) {
            filling.put(call);
        }
        Columns.toMontgomery(columns, from, to);
    }

    /** Fills one row after the other; holds what they share. */
    private static final class Filling {
        private final int[][] columns;
        private final CallRecords calls;
        private final LookupCounts counts;
        private final Program program;
        private final List<OperandPointer> pointers;
        private final CallAccessCells accesses;
        private final MulModLines.Carries carries;
        private final int[] operands =
                OPERANDS.stream().mapToInt(name -> COLUMNS.at(name + 0)).toArray();
        private final int quotientAt = COLUMNS.at("q0");
        private final int before = COLUMNS.at("p0");
        private final int after = COLUMNS.at("r0");
        private final MulModOrder order = new MulModOrder(COLUMNS);
        private final int[][] words = new int[3][WORDS];
        private final int[][] bytes = new int[3][BYTES];
        private final int[] quotient = new int[WORDS];
        private final int[] quotientBytes = new int[BYTES];
        private final int[] result = new int[WORDS];

        private Filling(int[][] columns, Program program, CallRecords calls, LookupCounts counts) {
            this.columns = columns;
            this.calls = calls;
            this.counts = counts;
            this.program = program;
            this.pointers = Stream.of(A1, A1 + 1, A1 + 2, A0)
                    .map(register -> new OperandPointer(COLUMNS, register, WORDS))
                    .toList();
            this.accesses = new CallAccessCells(COLUMNS, columns, counts, TAGS);
            this.carries = new MulModLines.Carries(COLUMNS, columns, counts);
        }

        private void put(int call) {
            int access = calls.first[call] + 1;
            columns[COLUMNS.at("clk")][call] = calls.clk[call];
            columns[COLUMNS.at("pcw")][call] = CallRow.pcw(program, calls.index[call], counts);
            columns[COLUMNS.at("real")][call] = 1;
            accesses.put(calls, calls.first[call], calls.clk[call], call);
            for (int i = 0; i < words.length; i++) {
                pointers.get(i).fill(call, calls.before[access], columns, counts);
                System.arraycopy(calls.before, access + 1, words[i], 0, WORDS);
                putBytes(call, operands[i], words[i], bytes[i]);
                access += 1 + WORDS;
            }
            pointers.getLast().fill(call, calls.before[access], columns, counts);
            boolean divides = MulMod256.divide(result, quotient, words[0], words[1], words[2]);
            if (!divides || !Arrays.equals(result, 0, WORDS, calls.after, access + 1, access + 1 + WORDS)) {
                throw new IllegalStateException("expected the remainder that call " + call + " wrote, got another");
            }
            for (int w = 0; w < WORDS; w++) {
                access++;
                putLimbs(call, before + 2 * w, calls.before[access]);
                putLimbs(call, after + 2 * w, result[w]);
                counts.range(16, result[w] & 0xffff);
                counts.range(16, result[w] >>> 16);
            }
            putBytes(call, quotientAt, quotient, quotientBytes);
            carries.fill(call, bytes[0], bytes[1], quotientBytes, bytes[2], result);
            order.fill(call, result, words[2], columns, counts);
        }

        private void putLimbs(int row, int column, int word) {
            columns[column][row] = word & 0xffff;
            columns[column + 1][row] = word >>> 16;
        }

        /** Writes a number as bytes, with the AND of each two in the columns behind. */
        private void putBytes(int row, int column, int[] number, int[] bytes) {
            for (int i = 0; i < BYTES; i++) {
                bytes[i] = number[i >> 2] >>> (8 * (i & 3)) & 0xff;
                columns[column + i][row] = bytes[i];
            }
            for (int i = 0; i < LIMBS; i++) {
                columns[column + BYTES + i][row] = bytes[2 * i] & bytes[2 * i + 1];
                counts.and(bytes[2 * i], bytes[2 * i + 1]);
            }
        }
    }
}
