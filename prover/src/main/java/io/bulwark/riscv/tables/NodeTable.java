package io.bulwark.riscv.tables;

import io.bulwark.air.Chip;
import io.bulwark.air.Expression;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Poseidon2;
import io.bulwark.riscv.memory.NodeRecords;
import java.util.ArrayList;
import java.util.List;

/**
 * The inner nodes above a segment's open blocks, in the start root's and the end root's tree at once, walked from the root down: a row takes a node with both
 * its digests and hands on those of its children that are opened.
 *
 * <p>Columns: {@code depth}, {@code index}, {@code tl, tr} whether the left and the right child are opened, and nine elements each of the parent's digest before and
 * after ({@code po, pn}), the left child's ({@code lo, ln}) and the right one's ({@code ro, rn}).
 *
 * <p>Sound: a message comes from a row one level up or from the public contribution, which sends the roots once. Depths rise by one, so every row hangs
 * on a path from the root (a cycle needs p rows) and has the index that the path spells; and as a row hands on each child at most once, every (depth, index)
 * occurs at most once. Digests before are, as far as the hash is free of collisions, those under the start root. An unopened child has the same digest before
 * and after, lane by lane, so the end root differs from the start root under opened blocks only. A node's tag 1 and a leaf's 2 keep a path from ending early or
 * running on below the leaves.
 */
public final class NodeTable {
    private static final int DIGEST = Poseidon2.DIGEST;
    /** Lane 18 of a node's permutation. */
    private static final int TAG = 1;

    private static final Columns COLUMNS = Columns.of("depth index real tl tr")
            .with("po", DIGEST)
            .with("pn", DIGEST)
            .with("lo", DIGEST)
            .with("ln", DIGEST)
            .with("ro", DIGEST)
            .with("rn", DIGEST);
    private static final int DEPTH = COLUMNS.at("depth");
    private static final int INDEX = COLUMNS.at("index");
    private static final int REAL = COLUMNS.at("real");
    private static final int OPEN_LEFT = COLUMNS.at("tl");
    private static final int OPEN_RIGHT = COLUMNS.at("tr");
    private static final int BEFORE = COLUMNS.at("po0");
    private static final int AFTER = COLUMNS.at("pn0");
    private static final int LEFT_BEFORE = COLUMNS.at("lo0");
    private static final int LEFT_AFTER = COLUMNS.at("ln0");
    private static final int RIGHT_BEFORE = COLUMNS.at("ro0");
    private static final int RIGHT_AFTER = COLUMNS.at("rn0");

    /** Names of the chip's columns. */
    public Columns columns() {
        return COLUMNS;
    }

    public Chip chip() {
        RowBuilder row = new RowBuilder("Node", COLUMNS);
        row.selectors("real");
        Expression[] before = row.columns("po", DIGEST);
        Expression[] after = row.columns("pn", DIGEST);
        Expression[] leftBefore = row.columns("lo", DIGEST);
        Expression[] leftAfter = row.columns("ln", DIGEST);
        Expression[] rightBefore = row.columns("ro", DIGEST);
        Expression[] rightAfter = row.columns("rn", DIGEST);
        child(row, row.column("tl"), leftBefore, leftAfter);
        child(row, row.column("tr"), rightBefore, rightAfter);
        row.send(Buses.HASH9, hash(row, leftBefore, rightBefore, before).toArray(Expression[]::new));
        row.send(Buses.HASH9, hash(row, leftAfter, rightAfter, after).toArray(Expression[]::new));
        Expression depth = row.column("depth");
        Expression index = row.column("index");
        Expression left = index.times(2);
        row.receive(Buses.NODE, row.real(), node(depth, index, before, after));
        row.send(Buses.NODE, row.column("tl"), node(depth.plus(1), left, leftBefore, leftAfter));
        row.send(Buses.NODE, row.column("tr"), node(depth.plus(1), left.plus(1), rightBefore, rightAfter));
        return row.build();
    }

    private static void child(RowBuilder row, Expression open, Expression[] before, Expression[] after) {
        row.zero(open.times(row.real().subtractedFrom(1)));
        for (int k = 0; k < DIGEST; k++) {
            row.zero(row.real().minus(open).times(before[k].minus(after[k])));
        }
    }

    private static List<Expression> node(Expression depth, Expression index, Expression[] before, Expression[] after) {
        List<Expression> message = new ArrayList<>(List.of(depth, index));
        message.addAll(List.of(before));
        message.addAll(List.of(after));
        return message;
    }

    /** (left | right | 1, 0, 0, 0, 0, 0 | digest). */
    private static List<Expression> hash(RowBuilder row, Expression[] left, Expression[] right, Expression[] digest) {
        List<Expression> message = new ArrayList<>(List.of(left));
        message.addAll(List.of(right));
        for (int lane = 2 * DIGEST; lane < Poseidon2.WIDTH; lane++) {
            message.add(row.constant(lane == 2 * DIGEST ? TAG : 0));
        }
        message.addAll(List.of(digest));
        return message;
    }

    /**
     * Fills rows from, .., to - 1 and asks for their hashes. Several threads may fill different rows.
     *
     * @param nodes row i is node i
     * @param columns {@code int[column][row]}, zero before, elements in Montgomery form after
     */
    public void fill(NodeRecords nodes, int from, int to, int[][] columns, HashRequests hashes) {
        int[] lanes = new int[Poseidon2.WIDTH];
        lanes[2 * DIGEST] = KoalaBear.fromCanonical(TAG);
        for (int i = from; i < to; i++) {
            columns[DEPTH][i] = KoalaBear.fromCanonical(nodes.depth[i]);
            columns[INDEX][i] = KoalaBear.fromCanonical(nodes.index[i]);
            columns[REAL][i] = KoalaBear.ONE;
            columns[OPEN_LEFT][i] = nodes.openLeft[i] ? KoalaBear.ONE : KoalaBear.ZERO;
            columns[OPEN_RIGHT][i] = nodes.openRight[i] ? KoalaBear.ONE : KoalaBear.ZERO;
            fillDigest(nodes.before, i, columns, BEFORE);
            fillDigest(nodes.after, i, columns, AFTER);
            fillDigest(nodes.leftBefore, i, columns, LEFT_BEFORE);
            fillDigest(nodes.leftAfter, i, columns, LEFT_AFTER);
            fillDigest(nodes.rightBefore, i, columns, RIGHT_BEFORE);
            fillDigest(nodes.rightAfter, i, columns, RIGHT_AFTER);
            ask(nodes.leftBefore, nodes.rightBefore, i, lanes, hashes);
            ask(nodes.leftAfter, nodes.rightAfter, i, lanes, hashes);
        }
    }

    private static void fillDigest(int[] digests, int row, int[][] columns, int first) {
        for (int k = 0; k < DIGEST; k++) {
            columns[first + k][row] = digests[DIGEST * row + k];
        }
    }

    private static void ask(int[] left, int[] right, int row, int[] lanes, HashRequests hashes) {
        System.arraycopy(left, DIGEST * row, lanes, 0, DIGEST);
        System.arraycopy(right, DIGEST * row, lanes, DIGEST, DIGEST);
        hashes.add(lanes, 0, false);
    }
}
