package io.bulwark.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.field.Cores;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {
    private static final long SEED = 31;
    private static final int DIGEST = Poseidon2.DIGEST;

    private final Poseidon2RowHash rowHash = new Poseidon2RowHash();
    private final Poseidon2NodeHash nodeHash = new Poseidon2NodeHash();

    private static Rows rows(int count) {
        Random random = new Random(SEED);
        int[][] columns = new int[3][];
        Arrays.setAll(columns, j -> random.ints(count, 0, KoalaBear.P).toArray());
        return Rows.ofColumns(count, columns);
    }

    /** The verifier's walk, one hash at a time. */
    private boolean leadsToTheCap(int[] row, int index, int[] path, int[] cap) {
        int[] digest = rowHash.hash(row);
        int i = index;
        for (int at = 0; at < path.length; at += DIGEST) {
            int[] sibling = Arrays.copyOfRange(path, at, at + DIGEST);
            digest = (i & 1) == 1 ? nodeHash.hash(sibling, digest) : nodeHash.hash(digest, sibling);
            i >>= 1;
        }
        return Arrays.equals(digest, Arrays.copyOfRange(cap, i * DIGEST, (i + 1) * DIGEST));
    }

    @Test
    void everyPathLeadsToTheCapWhateverItsHeight() {
        try (Cores cores = new Cores(2)) {
            for (int log : new int[] {0, 1, 4, 7}) {
                Rows rows = rows(1 << log);
                for (int capHeight = 0; capHeight <= log + 1; capHeight++) {
                    MerkleTree tree = MerkleTree.of(rows, capHeight, cores);
                    int effective = Math.min(log, capHeight);
                    assertThat(tree.logLeaves()).isEqualTo(log);
                    assertThat(tree.cap()).hasSize(DIGEST << effective);
                    for (int i = 0; i < rows.count(); i++) {
                        assertThat(tree.path(i)).hasSize(DIGEST * (log - effective));
                        assertThat(leadsToTheCap(rows.row(i), i, tree.path(i), tree.cap()))
                                .as("leaf %d of 2^%d, cap %d, seed %d", i, log, capHeight, SEED)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void aWrongRowSiblingOrIndexDoesNotLeadToTheCap() {
        Rows rows = rows(16);
        try (Cores cores = Cores.one()) {
            MerkleTree tree = MerkleTree.of(rows, 1, cores);
            for (int i = 0; i < 16; i++) {
                int[] row = rows.row(i);
                int[] path = tree.path(i);
                for (int j = 0; j < 16; j++) {
                    assertThat(leadsToTheCap(row, j, path, tree.cap())).isEqualTo(i == j);
                    assertThat(leadsToTheCap(rows.row(j), i, path, tree.cap())).isEqualTo(i == j);
                }
                for (int at = 0; at < path.length; at++) {
                    int[] changed = path.clone();
                    changed[at] = KoalaBear.add(changed[at], KoalaBear.ONE);
                    assertThat(leadsToTheCap(row, i, changed, tree.cap())).isFalse();
                }
            }
        }
    }

    @Test
    void theRootIsTheSameWhateverTheCapsHeightAndTheThreads() {
        Rows rows = rows(2048);
        int[] root;
        try (Cores cores = Cores.one()) {
            root = MerkleTree.of(rows, 0, cores).cap();
        }
        try (Cores cores = new Cores(3)) {
            for (int capHeight : new int[] {0, 1, 4, 11, 12}) {
                int[] cap = MerkleTree.of(rows, capHeight, cores).cap();
                assertThat(MerkleTree.rootOfCap(cap)).as("cap %d", capHeight).isEqualTo(root);
            }
        }
    }

    @Test
    void theRootOfNothingIsZeros() {
        assertThat(MerkleTree.rootOfCap(new int[0])).isEqualTo(new int[DIGEST]);
    }

    @Test
    void refusesCapsAndRowsThatAreNoPowerOfTwo() {
        assertThatThrownBy(() -> MerkleTree.rootOfCap(new int[3 * DIGEST]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MerkleTree.rootOfCap(new int[DIGEST + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        try (Cores cores = Cores.one()) {
            assertThatThrownBy(() -> MerkleTree.of(rows(12), 0, cores)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> MerkleTree.of(rows(8), -1, cores)).isInstanceOf(IllegalArgumentException.class);
            MerkleTree tree = MerkleTree.of(rows(8), 0, cores);
            assertThatThrownBy(() -> tree.path(8)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
