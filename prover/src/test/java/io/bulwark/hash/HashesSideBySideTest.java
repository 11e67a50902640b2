package io.bulwark.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.field.Extension;
import io.bulwark.field.ExtensionVector;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Many hashes at once against one at a time. */
class HashesSideBySideTest {
    private static final long SEED = 21;
    private static final int[] COUNTS = {0, 1, 2, 7, 8, 9, 63, 64, 65, 130};

    private final Random random = new Random(SEED);
    private final Poseidon2RowHash rowHash = new Poseidon2RowHash();
    private final Poseidon2NodeHash nodeHash = new Poseidon2NodeHash();

    private int[] elements(int n) {
        return random.ints(n, 0, KoalaBear.P).map(KoalaBear::fromCanonical).toArray();
    }

    private int[][] columns(int width, int count) {
        int[][] columns = new int[width][];
        Arrays.setAll(columns, j -> elements(count));
        return columns;
    }

    @Test
    void rowsOfColumnsHashLikeTheSameRowsAlone() {
        for (int width : new int[] {0, 1, 14, 15, 16, 31}) {
            int count = 131;
            Rows rows = Rows.ofColumns(count, columns(width, count));
            int[][] digests = new int[Poseidon2.DIGEST][count];
            rowHash.hashRows(rows, 3, count, digests);
            for (int i = 0; i < count; i++) {
                int[] expected = i < 3 ? new int[Poseidon2.DIGEST] : rowHash.hash(rows.row(i));
                assertThat(entries(digests, i))
                        .as("row %d of width %d, seed %d", i, width, SEED)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    void aFoldedWordsRowTakesItsValuesFromEqualDistances() {
        ExtensionVector word = new ExtensionVector(40);
        for (int i = 0; i < 40; i++) {
            word.set(i, Extension.ofCoefficients(elements(Extension.DEGREE), 0));
        }
        Rows rows = Rows.ofWord(word, 8);
        assertThat(rows.count()).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            int[] row = rows.row(i);
            assertThat(row).hasSize(8 * Extension.DEGREE);
            for (int k = 0; k < 8; k++) {
                assertThat(Extension.ofCoefficients(row, k * Extension.DEGREE)).isEqualTo(word.get(i + 5 * k));
            }
        }
        int[][] digests = new int[Poseidon2.DIGEST][5];
        rowHash.hashRows(rows, 0, 5, digests);
        assertThat(entries(digests, 4)).isEqualTo(rowHash.hash(rows.row(4)));
    }

    @Test
    void aLayersParentsAreThoseOfItsPairs() {
        for (int parents : COUNTS) {
            int[][] children = columns(Poseidon2.DIGEST, 2 * parents);
            int[][] got = new int[Poseidon2.DIGEST][parents];
            int from = Math.min(1, parents);
            nodeHash.hashLayer(children, from, parents, got);
            for (int i = from; i < parents; i++) {
                assertThat(entries(got, i))
                        .as("parent %d of %d, seed %d", i, parents, SEED)
                        .isEqualTo(nodeHash.hash(entries(children, 2 * i), entries(children, 2 * i + 1)));
            }
        }
    }

    @Test
    void independentRowsOfMixedLengthsKeepTheirOrder() {
        for (int count : COUNTS) {
            List<int[]> rows = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rows.add(elements(i < count / 2 ? 17 : i % 40 == 0 ? i % 3 : 30));
            }
            List<int[]> got = rowHash.hashAll(rows);
            assertThat(got).hasSize(count);
            for (int i = 0; i < count; i++) {
                assertThat(got.get(i))
                        .as("row %d of %d, seed %d", i, count, SEED)
                        .isEqualTo(rowHash.hash(rows.get(i)));
            }
        }
    }

    @Test
    void independentNodesKeepTheirOrder() {
        for (int count : COUNTS) {
            List<int[]> left = new ArrayList<>();
            List<int[]> right = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                left.add(elements(Poseidon2.DIGEST));
                right.add(elements(Poseidon2.DIGEST));
            }
            List<int[]> got = nodeHash.hashAll(left, right);
            assertThat(got).hasSize(count);
            for (int i = 0; i < count; i++) {
                assertThat(got.get(i))
                        .as("node %d of %d, seed %d", i, count, SEED)
                        .isEqualTo(nodeHash.hash(left.get(i), right.get(i)));
            }
        }
    }

    @Test
    void rowsThatDifferInZerosAtTheirEndDiffer() {
        List<int[]> digests = new ArrayList<>();
        for (int n = 0; n <= 31; n++) {
            digests.add(rowHash.hash(new int[n]));
        }
        assertThat(digests.stream().map(Arrays::toString).distinct()).hasSize(32);
        List<int[]> together =
                rowHash.hashAll(digests.stream().map(d -> new int[0]).toList());
        assertThat(together).allSatisfy(d -> assertThat(d).isEqualTo(digests.getFirst()));
    }

    @Test
    void refusesColumnsOfUnequalLengthAndGroupsThatDoNotDivide() {
        assertThatThrownBy(() -> Rows.ofColumns(4, new int[4], new int[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3");
        assertThatThrownBy(() -> Rows.ofWord(new ExtensionVector(12), 8)).isInstanceOf(IllegalArgumentException.class);
    }

    private static int[] entries(int[][] byEntry, int i) {
        return Arrays.stream(byEntry).mapToInt(entry -> entry[i]).toArray();
    }
}
