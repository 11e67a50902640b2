package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Opcode;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.Sha256;
import io.bulwark.riscv.SystemCall;
import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The system call sha256_compress, one row a call: the ecall, its operands, the message schedule and the sum that ends a compression. {@link Sha256RoundsTable} does the
 * rounds.
 *
 * <p>Accesses, in the executor's order: a7, a1 and a0 at k = 0, sixteen words of the block at k = 2, eight words of the state, read and written at once, at k = 3. So
 * a state that lies in the block is read by both before it is written.
 *
 * <p>Columns: pointers to the state (0) and to the block (1); limbs of the state before ({@code h}), behind the last round ({@code v}) and written
 * ({@code o}); bits of all words of the schedule ({@code w}); two bits of a carry for each limb of a scheduled word.
 *
 * <p>Sound: the words of a block are received as limbs below 2^16, which have one set of bits; taking the bytes in another order is naming bits. A
 * scheduled word is a {@link WordSum} of four terms with carries 0..3. Outputs are h + v modulo 2^32 by limbs that are looked up, the carries 0 or 1 in no column:
 * X (X - W) = 0 for X = h + v - o of the low limbs, and likewise W times the high ones and X. v was composed of bits by the row that sent it.
 *
 * <p>2,351 cells and 121 interactions; with its rounds, a call has 8,019 and 133.
 */
public final class Sha256CallTable implements CallTable {
    private static final int TILE = 64;
    private static final int ACCESSES = Compression.REGISTERS + Sha256.BLOCK_WORDS + Sha256.STATE_WORDS;
    private static final int CARRY_BITS = 4;

    private static final Columns COLUMNS = Columns.of("clk pcw real u0 T0 e0 u1 T1 e1")
            .with("h", 2 * Sha256.STATE_WORDS)
            .with("v", 2 * Sha256.STATE_WORDS)
            .with("o", 2 * Sha256.STATE_WORDS)
            .with("w", 32 * Sha256.ROUNDS)
            .with("carry", CARRY_BITS * Sha256Functions.SCHEDULED)
            .withAccesses(CallCells.tags("7 B A", "m", Sha256.BLOCK_WORDS, "s", Sha256.STATE_WORDS));
    private static final int W = COLUMNS.at("w0");
    private static final int CARRY = COLUMNS.at("carry0");

    private final Chip chip = new Declaration().chip();

    @Override
    public TableId id() {
        return TableId.SHA256;
    }

    @Override
    public Columns columns() {
        return COLUMNS;
    }

    @Override
    public Chip chip() {
        return chip;
    }

    @Override
    public int rows(CallRecords calls) {
        return calls.calls;
    }

    /** The chip in the making. */
    private static final class Declaration {
        private final RowBuilder row = new RowBuilder("Sha256Call", COLUMNS);
        private final List<BitVector> w = BitVector.declare(row, row.columns("w", 32 * Sha256.ROUNDS), 32);

        Chip chip() {
            row.selectors("real");
            row.step(row.constant(Opcode.ECALL.number()), row.column("pcw").plus(1), row.fields());
            Word number = new Word(row.constant(SystemCall.SHA256_COMPRESS.number()), row.constant(0));
            Operand state = Operand.declare(row, "0", Sha256.STATE_WORDS);
            Operand block = Operand.declare(row, "1", Sha256.BLOCK_WORDS);
            row.read("7", row.constant(17), number, 0);
            row.read("B", row.constant(11), block.address(), 0);
            row.write("A", row.constant(10), state.address(), new Word(row.constant(0), row.constant(0)), 0);
            for (int i = 0; i < Sha256.BLOCK_WORDS; i++) {
                Word word = bytesReversed(w.get(i));
                row.access("m" + i, block.word(i), word, word, 2);
            }
            for (int i = 0; i < Sha256.STATE_WORDS; i++) {
                declareSum(state, i);
            }
            declareSchedule();
            row.send(Buses.SHA256, state("h", 0));
            row.receive(Buses.SHA256, state("v", Sha256Functions.STEPS));
            return row.build();
        }

        /** As it stands in memory: the message's first byte is the word's highest and the memory's lowest. */
        private static Word bytesReversed(BitVector word) {
            return new Word(
                    word.number(24, 8).plus(word.number(16, 8).times(Word.B)),
                    word.number(8, 8).plus(word.number(0, 8).times(Word.B)));
        }

        private Word limbs(String name, int i) {
            return new Word(row.column(name + 2 * i), row.column(name + (2 * i + 1)));
        }

        private void declareSum(Operand state, int i) {
            Word h = limbs("h", i);
            Word v = limbs("v", i);
            Word o = limbs("o", i);
            Expression low = h.lo().plus(v.lo()).minus(o.lo());
            Expression high = h.hi().plus(v.hi()).minus(o.hi()).times(Word.W).plus(low);
            row.multipleOf(low, Word.W, 0, 1);
            row.multipleOf(high, (long) Word.W * Word.W, 0, 1);
            row.range(16, o.lo());
            row.range(16, o.hi());
            row.access("s" + i, state.word(i), h, o, 3);
        }

        private void declareSchedule() {
            Expression[] bits = row.columns("carry", CARRY_BITS * Sha256Functions.SCHEDULED);
            List<BitVector> carries = BitVector.declare(row, bits, CARRY_BITS);
            for (int t = Sha256.BLOCK_WORDS; t < Sha256.ROUNDS; t++) {
                BitVector carry = carries.get(t - Sha256.BLOCK_WORDS);
                WordSum.of(Sha256Functions.smallSigma1(w.get(t - 2)).word())
                        .plus(w.get(t - 7).word())
                        .plus(Sha256Functions.smallSigma0(w.get(t - 15)).word())
                        .plus(w.get(t - 16).word())
                        .is(row, w.get(t).word(), new Word(carry.number(0, 2), carry.number(2, 2)));
            }
            for (int step = 0; step < Sha256Functions.STEPS; step++) {
                List<Expression> message = new ArrayList<>(List.of(row.clk(), row.constant(step)));
                for (int i = 0; i < Sha256Functions.STEP_ROUNDS; i++) {
                    Word word = w.get(Sha256Functions.STEP_ROUNDS * step + i).word();
                    message.addAll(List.of(word.lo(), word.hi()));
                }
                row.send(Buses.SCHEDULE, message.toArray(Expression[]::new));
            }
        }

        private Expression[] state(String name, int step) {
            List<Expression> message = new ArrayList<>(List.of(row.clk(), row.constant(step)));
            message.addAll(Arrays.asList(row.columns(name, 2 * Sha256.STATE_WORDS)));
            return message.toArray(Expression[]::new);
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
        Filling filling = new Filling(program, columns, counts);
        for (int at = from; at < to; at += TILE) {
            filling.fill(calls, at, Math.min(to, at + TILE));
        }
    }

    /** Rows of some calls as words, {@code [word][row]}, before they fall apart into bits and limbs. */
    private static final class Filling {
        private final int[][] columns;
        private final LookupCounts counts;
        private final CallCells cells;
        private final Compression compression = new Compression();
        private final int[][] h = new int[Sha256.STATE_WORDS][TILE];
        private final int[][] v = new int[Sha256.STATE_WORDS][TILE];
        private final int[][] o = new int[Sha256.STATE_WORDS][TILE];
        private final int[][] w = new int[Sha256.ROUNDS][TILE];
        private final int[][] carry = new int[Sha256Functions.SCHEDULED][TILE];

        Filling(Program program, int[][] columns, LookupCounts counts) {
            this.columns = columns;
            this.counts = counts;
            this.cells = new CallCells(COLUMNS, program, ACCESSES, TILE, counts);
            cells.pointsTo(0, 2, Sha256.STATE_WORDS);
            cells.pointsTo(1, 1, Sha256.BLOCK_WORDS);
        }

        void fill(CallRecords calls, int from, int to) {
            for (int row = 0; row < to - from; row++) {
                int call = from + row;
                compression.schedule(calls, call);
                int state = calls.first[call] + Compression.REGISTERS + Sha256.BLOCK_WORDS;
                for (int i = 0; i < Sha256.STATE_WORDS; i++) {
                    h[i][row] = calls.before[state + i];
                    o[i][row] = calls.after[state + i];
                    v[i][row] = o[i][row] - h[i][row];
                    counts.range(16, o[i][row] & 0xffff);
                    counts.range(16, o[i][row] >>> 16);
                }
                for (int i = 0; i < Sha256.ROUNDS; i++) {
                    w[i][row] = compression.w[i];
                }
                for (int i = 0; i < Sha256Functions.SCHEDULED; i++) {
                    carry[i][row] = compression.scheduleCarries[i];
                }
            }
            ColumnBlock block = new ColumnBlock(columns, from, to - from);
            cells.fill(calls, from, to, block);
            for (int i = 0; i < Sha256.STATE_WORDS; i++) {
                block.limbs(COLUMNS.at("h0") + 2 * i, h[i]);
                block.limbs(COLUMNS.at("v0") + 2 * i, v[i]);
                block.limbs(COLUMNS.at("o0") + 2 * i, o[i]);
            }
            for (int i = 0; i < Sha256.ROUNDS; i++) {
                block.bits(W + 32 * i, 32, w[i]);
            }
            for (int i = 0; i < Sha256Functions.SCHEDULED; i++) {
                block.bits(CARRY + CARRY_BITS * i, CARRY_BITS, carry[i]);
            }
        }
    }
}
