package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.Sha256;
import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.List;

/**
 * Sixteen rounds of a compression of SHA-256 a row, four rows a call. A row receives the eight words of the state before them and the sixteen words of the
 * message schedule that they take, and sends the state behind them.
 *
 * <p>Columns: the selectors of the four steps; bits of a and e before the first three rounds and behind each of the sixteen ({@code a}, {@code e}: word i is that
 * behind round i - 3 of the row); limbs of a and e behind round -4, which are d and h of the first round; limbs of the schedule; carries.
 *
 * <p>Sound. Within a row all is determined by what it receives: a limb in [0, 2^16) has one set of bits, the functions of bits are exact, and
 * {@link WordSum} leaves no choice of a carry or a result. With S = sum1(e) + choose(e, f, g) + h + K + w the new e is d + S, six terms, carries 0..5 in three bits; the new a is
 * S + sum0(a) + majority(a, b, c) = e - d + sum0(a) + majority(a, b, c), carries -1..2 as 2 v - u in two bits.
 *
 * <p>Between rows: messages name the clk of the call and the step. Only a call's own row sends step 0, once for its clk, which no other call has, so there is one row with
 * this clk and the first selector, therefore one message of step 1, and so on; no row takes step 4 but the call's own. A row with a clk that is no call's
 * would need one of the step before, and so on down to step 0, which nothing sends; steps only rise, so rows cannot feed each other in a circle. So the states of two
 * calls, or of one call at two times, cannot be exchanged, and no round is left out or done twice.
 *
 * <p>1,417 cells and 3 interactions.
 */
public final class Sha256RoundsTable implements CallTable {
    private static final int CARRY_BITS = 10;
    private static final int WORDS = 3 + Sha256Functions.STEP_ROUNDS;
    private static final int TILE = 64;

    private static final Columns COLUMNS = Columns.of("clk d0 d1 h0 h1")
            .with("step", Sha256Functions.STEPS)
            .with("a", 32 * WORDS)
            .with("e", 32 * WORDS)
            .with("w", 2 * Sha256Functions.STEP_ROUNDS)
            .with("carry", CARRY_BITS * Sha256Functions.STEP_ROUNDS);
    private static final int A = COLUMNS.at("a0");
    private static final int E = COLUMNS.at("e0");
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
        return Sha256Functions.STEPS * calls.calls;
    }

    /** The chip in the making: the words of a row by their round. */
    private static final class Declaration {
        private final RowBuilder row = new RowBuilder("Sha256Rounds", COLUMNS);
        private final Expression[] steps = row.selectors("step0", "step1", "step2", "step3");
        private final List<BitVector> a = BitVector.declare(row, row.columns("a", 32 * WORDS), 32);
        private final List<BitVector> e = BitVector.declare(row, row.columns("e", 32 * WORDS), 32);
        private final Expression[] w = row.columns("w", 2 * Sha256Functions.STEP_ROUNDS);
        private final List<BitVector> carries =
                BitVector.declare(row, row.columns("carry", CARRY_BITS * Sha256Functions.STEP_ROUNDS), CARRY_BITS);

        Chip chip() {
            for (int round = 0; round < Sha256Functions.STEP_ROUNDS; round++) {
                declareRound(round);
            }
            Expression clk = row.column("clk");
            Expression step = weighted(1, 2, 3);
            row.receive(Buses.SHA256, state(clk, step, 0));
            row.send(Buses.SHA256, state(clk, step.plus(row.real()), Sha256Functions.STEP_ROUNDS));
            List<Expression> schedule = new ArrayList<>(List.of(clk, step));
            schedule.addAll(List.of(w));
            row.receive(Buses.SCHEDULE, schedule.toArray(Expression[]::new));
            return row.build();
        }

        private void declareRound(int i) {
            BitVector x = a.get(i + 2);
            BitVector y = e.get(i + 2);
            BitVector carry = carries.get(i);
            WordSum.of(older(e, "h", i))
                    .plus(Sha256Functions.bigSigma1(y).word())
                    .plus(y.choose(e.get(i + 1), e.get(i)).word())
                    .plus(constant(i))
                    .plus(new Word(w[2 * i], w[2 * i + 1]))
                    .plus(older(a, "d", i))
                    .is(row, e.get(i + 3).word(), new Word(carry.number(0, 3), carry.number(3, 3)));
            WordSum.of(e.get(i + 3).word())
                    .minus(older(a, "d", i))
                    .plus(Sha256Functions.bigSigma0(x).word())
                    .plus(x.majority(a.get(i + 1), a.get(i)).word())
                    .is(row, a.get(i + 3).word(), new Word(signed(carry, 6), signed(carry, 8)));
        }

        private static Expression signed(BitVector carry, int at) {
            return carry.bit(at + 1).times(2).minus(carry.bit(at));
        }

        /** a or e of four rounds ago. */
        private Word older(List<BitVector> words, String first, int round) {
            return round == 0 ? row.word(first) : words.get(round - 1).word();
        }

        /** The round's constant, as the step's selector says. */
        private Word constant(int round) {
            int[] k = new int[Sha256Functions.STEPS];
            for (int i = 0; i < k.length; i++) {
                k[i] = Sha256.constant(Sha256Functions.STEP_ROUNDS * i + round);
            }
            Expression lo = steps[0].times(k[0] & 0xffff).plus(weighted(k[1] & 0xffff, k[2] & 0xffff, k[3] & 0xffff));
            Expression hi = steps[0].times(k[0] >>> 16).plus(weighted(k[1] >>> 16, k[2] >>> 16, k[3] >>> 16));
            return new Word(lo, hi);
        }

        private Expression weighted(int second, int third, int fourth) {
            return steps[1].times(second).plus(steps[2].times(third)).plus(steps[3].times(fourth));
        }

        /** (clk, step, a, b, c, d, e, f, g, h) before a round of the row. */
        private Expression[] state(Expression clk, Expression step, int round) {
            List<Expression> message = new ArrayList<>(List.of(clk, step));
            addFour(message, a, "d", round);
            addFour(message, e, "h", round);
            return message.toArray(Expression[]::new);
        }

        private void addFour(List<Expression> message, List<BitVector> words, String first, int round) {
            for (int i = 2; i >= 0; i--) {
                Word word = words.get(round + i).word();
                message.addAll(List.of(word.lo(), word.hi()));
            }
            Word oldest = older(words, first, round);
            message.addAll(List.of(oldest.lo(), oldest.hi()));
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
        Filling filling = new Filling(columns);
        for (int at = from; at < to; at += TILE) {
            filling.fill(calls, at, Math.min(to, at + TILE));
        }
    }

    /** Rows of some calls as words, {@code [word][row]}, before they fall apart into bits. */
    private static final class Filling {
        private static final int ROWS = TILE * Sha256Functions.STEPS;

        private final int[][] columns;
        private final Compression compression = new Compression();
        private final int[][] a = new int[WORDS + 1][ROWS];
        private final int[][] e = new int[WORDS + 1][ROWS];
        private final int[][] w = new int[Sha256Functions.STEP_ROUNDS][ROWS];
        private final int[][] carry = new int[Sha256Functions.STEP_ROUNDS][ROWS];
        private final int[] clk = new int[ROWS];
        private final int[] step = new int[ROWS];

        Filling(int[][] columns) {
            this.columns = columns;
        }

        void fill(CallRecords calls, int from, int to) {
            int rows = 0;
            for (int call = from; call < to; call++) {
                compression.run(calls, call);
                for (int i = 0; i < Sha256Functions.STEPS; i++) {
                    put(rows, Sha256Functions.STEP_ROUNDS * i);
                    clk[rows] = calls.clk[call];
                    step[rows++] = 1 << i;
                }
            }
            ColumnBlock block = new ColumnBlock(columns, Sha256Functions.STEPS * from, rows);
            block.numbers(COLUMNS.at("clk"), clk);
            block.bits(COLUMNS.at("step0"), Sha256Functions.STEPS, step);
            block.limbs(COLUMNS.at("d0"), a[0]);
            block.limbs(COLUMNS.at("h0"), e[0]);
            for (int i = 0; i < WORDS; i++) {
                block.bits(A + 32 * i, 32, a[i + 1]);
                block.bits(E + 32 * i, 32, e[i + 1]);
            }
            for (int i = 0; i < Sha256Functions.STEP_ROUNDS; i++) {
                block.limbs(W + 2 * i, w[i]);
                block.bits(CARRY + CARRY_BITS * i, CARRY_BITS, carry[i]);
            }
        }

        /** The words of the row whose first round is this one. */
        private void put(int row, int first) {
            for (int i = 0; i <= WORDS; i++) {
                a[i][row] = compression.a[first + i];
                e[i][row] = compression.e[first + i];
            }
            for (int i = 0; i < Sha256Functions.STEP_ROUNDS; i++) {
                w[i][row] = compression.w[first + i];
                carry[i][row] = compression.roundCarries[first + i];
            }
        }
    }
}
