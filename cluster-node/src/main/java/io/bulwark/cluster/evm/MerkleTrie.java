package io.bulwark.cluster.evm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import org.web3j.crypto.Hash;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * A Merkle Patricia trie of values under keys of 32 bytes, built whole; it tells its root and the nodes on the way to some keys.
 *
 * <p>Source: Ethereum Yellow Paper, appendix D. Keys are the hashes of what they stand for, as in all of Ethereum's state.
 */
final class MerkleTrie {
    private static final RlpString NOTHING = RlpString.create(new byte[0]);
    private static final byte[] EMPTY_ROOT = Hash.sha3(RlpEncoder.encode(NOTHING));

    private static final int NIBBLES = 64;
    private static final int BRANCHES = 16;
    private static final int HASH = 32;

    /** What hangs on a leaf: more nodes of a witness, which follow it. */
    interface Below {
        List<byte[]> of(byte[] key);
    }

    /** A node with its RLP. */
    private static final class Node {
        /** A key that passes here. */
        private final byte[] key;

        /** The depth of the branch, or of what is below an extension; all nibbles for a leaf. */
        private final int end;

        /** 16 of a branch, one of an extension, none of a leaf. */
        private final List<Optional<Node>> children;

        private final RlpList rlp;
        private final byte[] encoded;

        private Node(byte[] key, int end, List<Optional<Node>> children, RlpList rlp) {
            this.key = key;
            this.end = end;
            this.children = children;
            this.rlp = rlp;
            this.encoded = RlpEncoder.encode(rlp);
        }

        /** As the node above shows it: its hash, or itself where it is shorter than that. */
        private RlpType reference() {
            return encoded.length < HASH ? rlp : RlpString.create(Hash.sha3(encoded));
        }
    }

    private final TreeMap<byte[], byte[]> values = new TreeMap<>(Arrays::compareUnsigned);

    /** Gives a key a value, which is not empty. */
    void put(byte[] key, byte[] value) {
        values.put(key.clone(), value.clone());
    }

    byte[] root() {
        return values.isEmpty() ? EMPTY_ROOT.clone() : Hash.sha3(build(values, 0).encoded);
    }

    /**
     * The nodes on the way to keys, present or not, in the order of a walk that takes children from 0 to 15 and, behind a leaf, what hangs on it.
     *
     * <p>A key that is to be removed may need a node beside its way; no block of this package removes one.
     */
    List<byte[]> witness(NavigableSet<byte[]> keys, Below below) {
        List<byte[]> nodes = new ArrayList<>();
        if (!values.isEmpty() && !keys.isEmpty()) {
            Node root = build(values, 0);
            if (root.encoded.length < HASH) {
                nodes.add(root.encoded);
            }
            show(root, keys, below, nodes);
        }
        return nodes;
    }

    private static Node build(NavigableMap<byte[], byte[]> part, int depth) {
        byte[] key = part.firstKey();
        if (part.size() == 1) {
            RlpString value = RlpString.create(part.firstEntry().getValue());
            return new Node(key, NIBBLES, List.of(), new RlpList(path(key, depth, NIBBLES, true), value));
        }
        int fork = fork(key, part.lastKey(), depth);
        List<Optional<Node>> children = new ArrayList<>();
        List<RlpType> items = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            NavigableMap<byte[], byte[]> there =
                    part.subMap(bound(key, fork, i, 0), true, bound(key, fork, i, 15), true);
            Optional<Node> child = there.isEmpty() ? Optional.empty() : Optional.of(build(there, fork + 1));
            children.add(child);
            items.add(child.map(Node::reference).orElse(NOTHING));
        }
        items.add(NOTHING);
        Node branch = new Node(key, fork, children, new RlpList(items));
        if (fork == depth) {
            return branch;
        }
        RlpList extension = new RlpList(path(key, depth, fork, false), branch.reference());
        return new Node(key, fork, List.of(Optional.of(branch)), extension);
    }

    private static void show(Node node, NavigableSet<byte[]> keys, Below below, List<byte[]> nodes) {
        if (node.encoded.length >= HASH) {
            nodes.add(node.encoded);
        }
        switch (node.children.size()) {
            case 0 -> {
                if (keys.contains(node.key)) {
                    nodes.addAll(below.of(node.key));
                }
            }
            case 1 -> showChild(node, node.end - 1, nibble(node.key, node.end - 1), 0, keys, below, nodes);
            default -> {
                for (int i = 0; i < BRANCHES; i++) {
                    showChild(node, node.end, i, i, keys, below, nodes);
                }
            }
        }
    }

    /** Shows a child if a key has that nibble at that place. */
    private static void showChild(
            Node node, int at, int nibble, int child, NavigableSet<byte[]> keys, Below below, List<byte[]> nodes) {
        NavigableSet<byte[]> there =
                keys.subSet(bound(node.key, at, nibble, 0), true, bound(node.key, at, nibble, 15), true);
        if (!there.isEmpty()) {
            node.children.get(child).ifPresent(shown -> show(shown, there, below, nodes));
        }
    }

    private static int nibble(byte[] key, int at) {
        return (key[at / 2] >> (4 * (1 - at % 2))) & 15;
    }

    /** The first nibble from {@code from} on in which two keys differ. */
    private static int fork(byte[] a, byte[] b, int from) {
        int at = from;
        while (nibble(a, at) == nibble(b, at)) {
            at++;
        }
        return at;
    }

    /** The key's nibbles before {@code at}, then one, then only {@code rest}: a bound of all keys that begin so. */
    private static byte[] bound(byte[] key, int at, int nibble, int rest) {
        byte[] bound = key.clone();
        for (int i = at; i < NIBBLES; i++) {
            int shift = 4 * (1 - i % 2);
            int value = i == at ? nibble : rest;
            bound[i / 2] = (byte) ((bound[i / 2] & ~(15 << shift)) | (value << shift));
        }
        return bound;
    }

    /** Nibbles in hex-prefix form (appendix C). */
    private static RlpString path(byte[] key, int from, int end, boolean leaf) {
        int odd = (end - from) % 2;
        byte[] path = new byte[1 + (end - from) / 2];
        path[0] = (byte) ((((leaf ? 2 : 0) + odd) << 4) | (odd == 1 ? nibble(key, from) : 0));
        for (int i = 1; i < path.length; i++) {
            int at = from + odd + 2 * (i - 1);
            path[i] = (byte) ((nibble(key, at) << 4) | nibble(key, at + 1));
        }
        return RlpString.create(path);
    }
}
