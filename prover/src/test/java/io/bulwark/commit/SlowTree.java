package io.bulwark.commit;

import io.bulwark.hash.Poseidon2NodeHash;
import io.bulwark.hash.Poseidon2RowHash;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A Merkle tree one node at a time, for tests to compare with. */
final class SlowTree {
    private final List<int[]> rows;
    /** Digests by height, leaves first; the last one is the cap. */
    private final List<List<int[]>> layers = new ArrayList<>();

    SlowTree(List<int[]> rows, int capHeight) {
        this.rows = rows;
        List<int[]> layer = rows.stream().map(new Poseidon2RowHash()::hash).toList();
        layers.add(layer);
        while (layer.size() > 1 << capHeight) {
            layer = parents(layer);
            layers.add(layer);
        }
    }

    static List<int[]> parents(List<int[]> layer) {
        return IntStream.range(0, layer.size() / 2)
                .mapToObj(i -> new Poseidon2NodeHash().hash(layer.get(2 * i), layer.get(2 * i + 1)))
                .toList();
    }

    int[] row(int leaf) {
        return rows.get(leaf);
    }

    int[] cap() {
        return flat(layers.getLast());
    }

    int[] root() {
        List<int[]> layer = layers.getLast();
        while (layer.size() > 1) {
            layer = parents(layer);
        }
        return layer.getFirst();
    }

    int[] path(int leaf) {
        return flat(IntStream.range(0, layers.size() - 1)
                .mapToObj(h -> layers.get(h).get((leaf >> h) ^ 1))
                .toList());
    }

    private static int[] flat(List<int[]> digests) {
        return digests.stream().flatMapToInt(IntStream::of).toArray();
    }
}
