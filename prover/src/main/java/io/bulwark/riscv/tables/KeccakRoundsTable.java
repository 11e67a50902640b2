package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.riscv.Keccak;
import io.bulwark.riscv.Program;
import io.bulwark.riscv.TableId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A round of Keccak-f[1600] a row, 24 rows a call. A row receives the 25 lanes before it as limbs and sends those behind it.
 *
 * <p>Columns: the selectors of the 24 rounds; limbs of the lanes before ({@code in}) and behind ({@code out}); bits of the columns' parities before theta
 * ({@code c}) and after it ({@code p}), of the lanes after theta ({@code b}), and of lane 0 after chi where iota may turn one ({@code s}).
 *
 * <p>Sound. Let D be what theta adds to a column of five bits, c of the column before it and c of the one behind it, turned by one. The lanes before are b + D bit by
 * bit: a limb in [0, 2^16) has one set of bits. p is c + D, and the sum of the five bits b of a column less p is 0, 2 or 4, so p is the parity after theta. Five
 * D make one D, so the parity before theta is p + D = c: c is what theta says it is, hence D, and b. Chi is of degree 3 over b, rho and pi name its
 * bits, and iota turns seven bits of lane 0 by constants that the selector gives. So the limbs behind are determined by those before, and below 2^16.
 *
 * <p>That rows cannot be left out, repeated or exchanged between calls follows from clk and round in the messages as in {@link Sha256RoundsTable}.
 *
 * <p>2,472 cells and 2 interactions.
 */
public final class KeccakRoundsTable implements CallTable {
    /** Bits of lane 0 that iota may turn: 2^j - 1 for j = 0..6. */
    private static final int IOTA = 7;

    private static final int LANE = 64;
    private static final int LIMBS = 2 * Keccak.WORDS;
    private static final int TILE = 8;

    private static final Columns COLUMNS = Columns.of("clk")
            .with("round", Keccak.ROUNDS)
            .with("in", LIMBS)
            .with("out", LIMBS)
            .with("c", 5 * LANE)
            .with("p", 5 * LANE)
            .with("b", Keccak.LANES * LANE)
            .with("s", IOTA);

    private final Chip chip = new Declaration().chip();

    @Override
    public TableId id() {
        return TableId.KECCAK;
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
        return Keccak.ROUNDS * calls.calls;
    }

    /** The chip in the making. */
    private static final class Declaration {
        private final RowBuilder row = new RowBuilder("KeccakRounds", COLUMNS);
        private final Expression[] rounds =
                row.selectors(COLUMNS.names().subList(1, 1 + Keccak.ROUNDS).toArray(String[]::new));
        private final Expression[] in = row.columns("in", LIMBS);
        private final Expression[] out = row.columns("out", LIMBS);
        private final List<BitVector> c = BitVector.declare(row, row.columns("c", 5 * LANE), LANE);
        private final List<BitVector> p = BitVector.cut(row.columns("p", 5 * LANE), LANE);
        private final List<BitVector> b = BitVector.declare(row, row.columns("b", Keccak.LANES * LANE), LANE);

        Chip chip() {
            for (int x = 0; x < 5; x++) {
                declareTheta(x);
            }
            for (int lane = 0; lane < Keccak.LANES; lane++) {
                BitVector after = afterChi(lane);
                equal(lane == 0 ? afterIota(after) : after, out, lane);
            }
            Expression round = row.constant(0);
            for (int r = 1; r < Keccak.ROUNDS; r++) {
                round = round.plus(rounds[r].times(r));
            }
            row.receive(Buses.KECCAK, state(round, in));
            row.send(Buses.KECCAK, state(round.plus(row.real()), out));
            return row.build();
        }

        private void declareTheta(int x) {
            BitVector added = c.get((x + 4) % 5).xor(c.get((x + 1) % 5).rotateLeft(1));
            BitVector parity = c.get(x).xor(added);
            for (int y = 0; y < 5; y++) {
                equal(b.get(x + 5 * y).xor(added), in, x + 5 * y);
            }
            for (int z = 0; z < LANE; z++) {
                row.zero(p.get(x).bit(z).minus(parity.bit(z)));
                Expression sum = b.get(x).bit(z);
                for (int y = 1; y < 5; y++) {
                    sum = sum.plus(b.get(x + 5 * y).bit(z));
                }
                row.multipleOf(sum.minus(p.get(x).bit(z)), 1, 0, 2, 4);
            }
        }

        private BitVector afterChi(int lane) {
            int x = lane % 5;
            int y = lane / 5;
            return afterPi(x, y).chi(afterPi((x + 1) % 5, y), afterPi((x + 2) % 5, y));
        }

        /** Lane (x, y) after rho and pi: it was (x + 3 y, x) before. */
        private BitVector afterPi(int x, int y) {
            int from = (x + 3 * y) % 5 + 5 * x;
            return b.get(from).rotateLeft(Keccak.rotation(from));
        }

        private BitVector afterIota(BitVector chi) {
            List<Expression> bits = new ArrayList<>();
            for (int z = 0; z < LANE; z++) {
                bits.add(chi.bit(z));
            }
            for (int j = 0; j < IOTA; j++) {
                int z = (1 << j) - 1;
                Expression before = row.column("s" + j);
                row.zero(before.minus(chi.bit(z)));
                Expression turns = row.constant(0);
                for (int r = 0; r < Keccak.ROUNDS; r++) {
                    if ((Keccak.constant(r) >>> z & 1) == 1) {
                        turns = turns.plus(rounds[r]);
                    }
                }
                bits.set(z, BitVector.xor(before, turns));
            }
            return BitVector.of(bits);
        }

        private void equal(BitVector bits, Expression[] limbs, int lane) {
            for (int i = 0; i < 4; i++) {
                row.zero(bits.limb(i).minus(limbs[4 * lane + i]));
            }
        }

        private Expression[] state(Expression round, Expression[] limbs) {
            List<Expression> message = new ArrayList<>(List.of(row.column("clk"), round));
            message.addAll(Arrays.asList(limbs));
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
        Filling filling = new Filling(columns);
        for (int at = from; at < to; at += TILE) {
            filling.fill(calls, at, Math.min(to, at + TILE));
        }
    }

    /** Rows of some calls as words, {@code [word][row]}, before they fall apart into bits and limbs. */
    private static final class Filling {
        private static final int ROWS = TILE * Keccak.ROUNDS;

        private final int[][] columns;
        private final Permutation permutation = new Permutation();
        private final int[][] in = new int[Keccak.WORDS][ROWS];
        private final int[][] out = new int[Keccak.WORDS][ROWS];
        private final int[][] b = new int[Keccak.WORDS][ROWS];
        private final int[][] c = new int[10][ROWS];
        private final int[][] p = new int[10][ROWS];
        private final int[] s = new int[ROWS];
        private final int[] clk = new int[ROWS];
        private final int[] round = new int[ROWS];

        Filling(int[][] columns) {
            this.columns = columns;
        }

        void fill(CallRecords calls, int from, int to) {
            int rows = 0;
            for (int call = from; call < to; call++) {
                permutation.begin(calls, call);
                for (int r = 0; r < Keccak.ROUNDS; r++) {
                    put(permutation.lanes, in, rows);
                    permutation.round(r);
                    put(permutation.lanes, out, rows);
                    put(permutation.afterTheta, b, rows);
                    put(permutation.parity, c, rows);
                    put(permutation.parityAfter, p, rows);
                    s[rows] = iotaBits(permutation.firstAfterChi);
                    clk[rows] = calls.clk[call];
                    round[rows++] = 1 << r;
                }
            }
            write(new ColumnBlock(columns, Keccak.ROUNDS * from, rows));
        }

        private void write(ColumnBlock block) {
            block.numbers(COLUMNS.at("clk"), clk);
            block.bits(COLUMNS.at("round0"), Keccak.ROUNDS, round);
            for (int i = 0; i < Keccak.WORDS; i++) {
                block.limbs(COLUMNS.at("in0") + 2 * i, in[i]);
                block.limbs(COLUMNS.at("out0") + 2 * i, out[i]);
                block.bits(COLUMNS.at("b0") + 32 * i, 32, b[i]);
            }
            for (int i = 0; i < 10; i++) {
                block.bits(COLUMNS.at("c0") + 32 * i, 32, c[i]);
                block.bits(COLUMNS.at("p0") + 32 * i, 32, p[i]);
            }
            block.bits(COLUMNS.at("s0"), IOTA, s);
        }

        private static void put(long[] lanes, int[][] words, int row) {
            for (int i = 0; i < lanes.length; i++) {
                words[2 * i][row] = (int) lanes[i];
                words[2 * i + 1][row] = (int) (lanes[i] >>> 32);
            }
        }

        private static int iotaBits(long lane) {
            int bits = 0;
            for (int j = 0; j < IOTA; j++) {
                bits |= (int) (lane >>> ((1 << j) - 1) & 1) << j;
            }
            return bits;
        }
    }
}
