package io.bulwark.backend;

import io.bulwark.hash.Poseidon2NodeHash;
import io.bulwark.hash.Poseidon2RowHash;
import java.util.ArrayList;
import java.util.List;

/** Hashes of many independent inputs at once. */
final class SideBySide {
    private SideBySide() {}

    static List<int[]> rowHashes(List<int[]> rows) {
        Poseidon2RowHash hash = new Poseidon2RowHash();
        return rows.stream().map(hash::hash).toList();
    }

    static List<int[]> nodeHashes(List<int[]> left, List<int[]> right) {
        Poseidon2NodeHash hash = new Poseidon2NodeHash();
        List<int[]> out = new ArrayList<>(left.size());
        for (int i = 0; i < left.size(); i++) {
            out.add(hash.hash(left.get(i), right.get(i)));
        }
        return out;
    }
}
