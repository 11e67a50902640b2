package io.bulwark.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MerkleVerifierTest {
    private final Random random = new Random(12);
    private final MerkleVerifier<int[], Boolean> verifier = new MerkleVerifier<>(NativeBackend.INSTANCE);

    private SlowTree tree(int logLeaves, int capHeight) {
        return new SlowTree(
                Stream.generate(() -> random.ints(7, 0, KoalaBear.P).toArray())
                        .limit(1L << logLeaves)
                        .toList(),
                capHeight);
    }

    private static List<Boolean> bits(int index, int count) {
        return NativeBackend.INSTANCE.lowBits(KoalaBear.fromCanonical(index), count);
    }

    private boolean accepts(int[] cap, int index, int logLeaves, int[] row, int[] path) {
        VerificationException refused = catchThrowableOfType(
                VerificationException.class,
                () -> verifier.checkPaths(
                        cap, List.of(bits(index, logLeaves)), List.of(row), List.of(path), Reason.FRI_LEAF_PATH));
        assertThat(refused == null || refused.reason() == Reason.FRI_LEAF_PATH).isTrue();
        return refused == null;
    }

    private static int[] plusOne(int[] elements, int i) {
        int[] changed = elements.clone();
        changed[i] = KoalaBear.add(changed[i], KoalaBear.ONE);
        return changed;
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0,3", "1,0", "3,0", "3,1", "3,2", "3,3", "3,5", "4,2"})
    void everyLeafIsFoundUnderTheCapAndNoOther(int logLeaves, int capHeight) {
        SlowTree tree = tree(logLeaves, capHeight);
        int[] cap = tree.cap();
        assertThat(cap).hasSize(MerkleVerifier.capElements(logLeaves, capHeight));
        assertThat(verifier.root(cap)).isEqualTo(tree.root());
        for (int leaf = 0; leaf < 1 << logLeaves; leaf++) {
            int[] path = tree.path(leaf);
            assertThat(path).hasSize(MerkleVerifier.pathElements(logLeaves, capHeight));
            assertThat(accepts(cap, leaf, logLeaves, tree.row(leaf), path)).isTrue();
            for (int other = 0; other < 1 << logLeaves; other++) {
                assertThat(accepts(cap, other, logLeaves, tree.row(leaf), path)).isEqualTo(other == leaf);
            }
            assertThat(accepts(cap, leaf, logLeaves, plusOne(tree.row(leaf), 3), path))
                    .isFalse();
            for (int i = 0; i < path.length; i++) {
                assertThat(accepts(cap, leaf, logLeaves, tree.row(leaf), plusOne(path, i)))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"3,0", "4,2", "3,5"})
    void oneWrongPathAmongManyIsRefused(int logLeaves, int capHeight) {
        SlowTree tree = tree(logLeaves, capHeight);
        List<Integer> leaves = random.ints(20, 0, 1 << logLeaves).boxed().toList();
        List<List<Boolean>> indices =
                leaves.stream().map(i -> bits(i, logLeaves)).toList();
        List<int[]> paths = leaves.stream().map(tree::path).toList();
        List<int[]> rows = leaves.stream().map(tree::row).toList();
        verifier.checkPaths(tree.cap(), indices, rows, paths, Reason.STACK_ROW_PATH);
        for (int wrong = 0; wrong < rows.size(); wrong++) {
            int at = wrong;
            List<int[]> changed = IntStream.range(0, rows.size())
                    .mapToObj(i -> i == at ? plusOne(rows.get(i), 0) : rows.get(i))
                    .toList();
            assertThat(catchThrowableOfType(
                                    VerificationException.class,
                                    () -> verifier.checkPaths(
                                            tree.cap(), indices, changed, paths, Reason.STACK_ROW_PATH))
                            .reason())
                    .isEqualTo(Reason.STACK_ROW_PATH);
        }
    }
}
