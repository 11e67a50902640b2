package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.Words;
import io.bulwark.riscv.memory.BlockRecords;
import java.util.ArrayList;
import java.util.List;

/**
 * The leaves of the memory tree that a segment opens: eight words each, with what they hold at its start and at its end.
 *
 * <p>Columns: {@code index} of the block, {@code rest}, 16 half-words before {@code i0 ..}, 16 after {@code f0 ..}, times of the last accesses {@code s0 ..},
 * leaf before {@code o0 ..}, leaf after {@code n0 ..}.
 *
 * <p>Sound: the Node message comes from the path below the roots, where each (depth, index) occurs once, so a block is opened once, and the leaves under both
 * roots are those of these words, as far as the hash is free of collisions. Words go out on Memory at time 0 and come back at their last time; one that is not
 * accessed comes back as it went. Half-words before were canonical under the start root, those after come from accesses, so neither needs a range check. The
 * index is below 3 * 2^26, by 3 * 2^26 - 1 - index = rest + 2^16 h with h below 2^12, since the path gives index below 2^28: beyond, 8 index + i could be the
 * same as another word's modulo p.
 */
public final class BlockTable {
    /** The depth of leaves: 2^28 blocks of eight words. */
    public static final int DEPTH = 28;
    /** Blocks from here on do not exist. */
    public static final int END = 3 << 26;

    private static final int HALVES = 2 * Words.BLOCK;
    /** Lane 18 of a leaf's permutation; a node has 1 there. */
    private static final int TAG = 2;

    private static final Columns COLUMNS = Columns.of("index rest real")
            .with("i", HALVES)
            .with("f", HALVES)
            .with("s", Words.BLOCK)
            .with("o", Poseidon2.DIGEST)
            .with("n", Poseidon2.DIGEST);
    private static final int INDEX = COLUMNS.at("index");
    private static final int REST = COLUMNS.at("rest");
    private static final int REAL = COLUMNS.at("real");
    private static final int BEFORE = COLUMNS.at("i0");
    private static final int AFTER = COLUMNS.at("f0");
    private static final int TIME = COLUMNS.at("s0");
    private static final int DIGEST_BEFORE = COLUMNS.at("o0");
    private static final int DIGEST_AFTER = COLUMNS.at("n0");

    /** Names of the chip's columns. */
    public Columns columns() {
        return COLUMNS;
    }

    public Chip chip() {
        RowBuilder row = new RowBuilder("Block", COLUMNS);
        row.selectors("real");
        Expression index = row.column("index");
        Expression rest = row.column("rest");
        Expression[] before = row.columns("i", HALVES);
        Expression[] after = row.columns("f", HALVES);
        Expression[] times = row.columns("s", Words.BLOCK);
        Expression[] digestBefore = row.columns("o", Poseidon2.DIGEST);
        Expression[] digestAfter = row.columns("n", Poseidon2.DIGEST);
        row.range(16, rest);
        row.range(DEPTH - 16, RowBuilder.over(index.subtractedFrom(END - 1).minus(rest), Word.W));
        for (int j = 0; j < Words.BLOCK; j++) {
            Expression word = index.times(Words.BLOCK).plus(j);
            row.send(Buses.MEMORY, word, before[2 * j], before[2 * j + 1], row.constant(0));
            row.receive(Buses.MEMORY, word, after[2 * j], after[2 * j + 1], times[j]);
        }
        row.send(Buses.HASH9, leaf(row, before, digestBefore));
        row.send(Buses.HASH9, leaf(row, after, digestAfter));
        List<Expression> node = new ArrayList<>(List.of(row.constant(DEPTH), index));
        node.addAll(List.of(digestBefore));
        node.addAll(List.of(digestAfter));
        row.receive(Buses.NODE, node.toArray(Expression[]::new));
        return row.build();
    }

    /** (16 half-words, 0, 0 | 2, 0, 0, 0, 0, 0 | digest). */
    private static Expression[] leaf(RowBuilder row, Expression[] halves, Expression[] digest) {
        List<Expression> message = new ArrayList<>(List.of(halves));
        for (int lane = HALVES; lane < Poseidon2.WIDTH; lane++) {
            message.add(row.constant(lane == 2 * Poseidon2.DIGEST ? TAG : 0));
        }
        message.addAll(List.of(digest));
        return message.toArray(Expression[]::new);
    }

    /**
     * Fills rows from, .., to - 1, counts what they look up and asks for their hashes. Several threads may fill different rows.
     *
     * @param blocks row i is block i
     * @param columns {@code int[column][row]}, zero before, elements in Montgomery form after
     */
    public void fill(BlockRecords blocks, int from, int to, int[][] columns, LookupCounts counts, HashRequests hashes) {
        int[] lanes = new int[Poseidon2.WIDTH];
        lanes[2 * Poseidon2.DIGEST] = KoalaBear.fromCanonical(TAG);
        for (int i = from; i < to; i++) {
            int above = END - 1 - blocks.index[i];
            counts.range(16, above & 0xffff);
            counts.range(DEPTH - 16, above >>> 16);
            columns[INDEX][i] = KoalaBear.fromCanonical(blocks.index[i]);
            columns[REST][i] = KoalaBear.fromCanonical(above & 0xffff);
            columns[REAL][i] = KoalaBear.ONE;
            fillWords(blocks.before, i, columns, BEFORE, lanes);
            hashes.add(lanes, 0, false);
            fillWords(blocks.after, i, columns, AFTER, lanes);
            hashes.add(lanes, 0, false);
            for (int j = 0; j < Words.BLOCK; j++) {
                columns[TIME + j][i] = KoalaBear.fromCanonical(blocks.time[Words.BLOCK * i + j]);
            }
            for (int k = 0; k < Poseidon2.DIGEST; k++) {
                columns[DIGEST_BEFORE + k][i] = blocks.digestBefore[Poseidon2.DIGEST * i + k];
                columns[DIGEST_AFTER + k][i] = blocks.digestAfter[Poseidon2.DIGEST * i + k];
            }
        }
    }

    private static void fillWords(int[] words, int block, int[][] columns, int first, int[] lanes) {
        for (int j = 0; j < Words.BLOCK; j++) {
            int word = words[Words.BLOCK * block + j];
            lanes[2 * j] = KoalaBear.fromCanonical(word & 0xffff);
            lanes[2 * j + 1] = KoalaBear.fromCanonical(word >>> 16);
        }
        for (int j = 0; j < HALVES; j++) {
            columns[first + j][block] = lanes[j];
        }
    }
}
