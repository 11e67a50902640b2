package io.bulwark.cluster.ledger;

import static io.bulwark.cluster.ledger.LmdbFile.require;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A walk of one tree of LMDB's, from its root: pages are full to the byte as LMDB keeps them, keys ascend through all of it, no page is in two places, and there are as many
 * of each kind as the tree's head says.
 */
final class LmdbTree {
    /** What a tree's keys are. */
    enum Keys {
        /** Any bytes, in their order. */
        BYTES,
        /** Likewise; they are names of other trees, and their records these trees' heads. */
        NAMES,
        /** Transactions' numbers. Records are lists of the pages that these set free. */
        TRANSACTIONS
    }

    private static final int BRANCH = 0x01;
    private static final int LEAF = 0x02;
    private static final int LARGE = 0x01;
    private static final int DATABASE = 0x02;
    private static final int NODE_HEADER = 8;
    private static final int GREATEST_DEPTH = 32;

    private final LmdbFile file;
    private final Keys keys;
    private final List<Long> freePages = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private int depth;
    private long branches;
    private long leaves;
    private long overflow;
    private long entries;
    /** The last key of a record so far. */
    private byte[] previous;
    /** Where the walk has turned right: no key after this may be less. */
    private byte[] floor;

    LmdbTree(LmdbFile file, Keys keys) {
        this.file = file;
        this.keys = keys;
    }

    /** The greatest key, of {@link Keys#TRANSACTIONS}; 0 if there is none. */
    long greatest() {
        return previous == null ? 0 : number(previous);
    }

    /** All pages that are free, of {@link Keys#TRANSACTIONS}. */
    List<Long> freePages() {
        return freePages;
    }

    /** All keys, of {@link Keys#NAMES}. */
    List<String> names() {
        return names;
    }

    /** @throws DamagedFileException if the tree is not as LMDB leaves it */
    void check(LmdbDatabase head) throws IOException, DamagedFileException {
        require(
                keys == Keys.TRANSACTIONS || head.flags() == 0,
                "expected keys in their order, got flags %d",
                head.flags());
        depth = head.depth();
        require(
                depth <= GREATEST_DEPTH && head.isEmpty() == (depth == 0),
                "a tree of %d levels at %d",
                depth,
                head.root());
        if (!head.isEmpty()) {
            page(head.root(), 1);
        }
        LmdbDatabase found = new LmdbDatabase(head.flags(), depth, branches, leaves, overflow, entries, head.root());
        require(found.equals(head), "expected %s, found %s", head, found);
    }

    private void page(long number, int level) throws IOException, DamagedFileException {
        ByteBuffer page = file.page(number);
        boolean leaf = level == depth;
        require(
                LmdbFile.kind(page) == (leaf ? LEAF : BRANCH),
                "expected level %d of %d at page %d, got kind %d",
                level,
                depth,
                number,
                LmdbFile.kind(page));
        leaves += leaf ? 1 : 0;
        branches += leaf ? 0 : 1;
        int lower = Short.toUnsignedInt(page.getShort(12));
        int upper = Short.toUnsignedInt(page.getShort(14));
        require(lower % 2 == 0 && lower > LmdbFile.HEADER && lower <= upper, "page %d is filled wrongly", number);
        int used = upper;
        for (int at = LmdbFile.HEADER; at < lower; at += Short.BYTES) {
            int node = Short.toUnsignedInt(page.getShort(at));
            require(node >= upper, "page %d points to what is no record", number);
            used += leaf ? leaf(page, node) : branch(page, node, at == LmdbFile.HEADER, level);
        }
        require(used == file.pageBytes(), "page %d is filled to %d bytes", number, used);
    }

    /** What is below a node of a branch. */
    private int branch(ByteBuffer page, int node, boolean first, int level) throws IOException, DamagedFileException {
        byte[] key = key(page, node);
        if (!first) {
            require(previous != null && order(previous, key) < 0, "a branch's key is not behind what is left of it");
            floor = key;
        }
        page(low(page, node) | (long) Short.toUnsignedInt(page.getShort(node + 4)) << 32, level + 1);
        return even(NODE_HEADER + key.length);
    }

    private int leaf(ByteBuffer page, int node) throws IOException, DamagedFileException {
        byte[] key = key(page, node);
        require(
                (previous == null || order(previous, key) < 0) && (floor == null || order(floor, key) <= 0),
                "keys do not ascend");
        previous = key;
        entries++;
        int flags = Short.toUnsignedInt(page.getShort(node + 4));
        long bytes = low(page, node);
        int data = node + NODE_HEADER + key.length;
        boolean large = flags == LARGE;
        int here = large ? Long.BYTES : (int) bytes;
        require(
                here >= 0 && here <= file.pageBytes() - data && bytes <= Integer.MAX_VALUE,
                "a record of %d bytes does not fit into its page",
                bytes);
        if (large) {
            overflow += file.large(page.getLong(data), bytes);
        }
        if (keys == Keys.TRANSACTIONS) {
            require(key.length == Long.BYTES && (flags == 0 || large), "expected a list of free pages");
            free(
                    large
                            ? file.content(page.getLong(data), bytes)
                            : page.slice(data, here).order(page.order()));
        } else if (keys == Keys.NAMES) {
            require(flags == DATABASE && bytes == LmdbDatabase.BYTES, "expected a tree's head, got flags %d", flags);
            names.add(new String(key, StandardCharsets.UTF_8));
            new LmdbTree(file, Keys.BYTES).check(LmdbDatabase.of(page, data));
        } else {
            require(flags == 0 || large, "expected a record, got flags %d", flags);
        }
        return even(NODE_HEADER + key.length + here);
    }

    private void free(ByteBuffer list) throws DamagedFileException {
        long count = list.getLong(0);
        require(
                count >= 0 && count < list.limit() / Long.BYTES,
                "a list of %d free pages in %d bytes",
                count,
                list.limit());
        for (int i = 1; i <= count; i++) {
            freePages.add(list.getLong(i * Long.BYTES));
        }
    }

    private byte[] key(ByteBuffer page, int node) throws DamagedFileException {
        int bytes = Short.toUnsignedInt(page.getShort(node + 6));
        require(bytes <= file.pageBytes() - node - NODE_HEADER, "a key of %d bytes does not fit into its page", bytes);
        byte[] key = new byte[bytes];
        page.get(node + NODE_HEADER, key);
        return key;
    }

    private int order(byte[] left, byte[] right) {
        return keys == Keys.TRANSACTIONS
                ? Long.compareUnsigned(number(left), number(right))
                : Arrays.compareUnsigned(left, right);
    }

    private static long number(byte[] key) {
        return key.length == Long.BYTES ? Long.reverseBytes(ByteBuffer.wrap(key).getLong()) : 0;
    }

    private static int even(int bytes) {
        return bytes + (bytes & 1);
    }

    private static long low(ByteBuffer page, int node) {
        return Integer.toUnsignedLong(page.getInt(node));
    }
}
