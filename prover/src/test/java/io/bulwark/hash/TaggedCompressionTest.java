package io.bulwark.hash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Tagged hashes side by side against the permutation, one at a time. */
class TaggedCompressionTest {
    private static final long SEED = 5;
    private static final int AT = 3;

    private final Random random = new Random(SEED);

    private static int[] expected(int tag, int[] inputs, int i) {
        int[] state = new int[Poseidon2.WIDTH];
        System.arraycopy(inputs, 18 * i, state, 0, 18);
        state[18] = KoalaBear.fromCanonical(tag);
        Poseidon2.permute(state);
        return Arrays.copyOf(state, 9);
    }

    @Test
    void anyNumberOfInputsHashesLikeEachAlone() {
        for (CompilationCost cost : new CompilationCost[] {new CompilationCost(0), new CompilationCost(1 << 30)}) {
            TaggedCompression compression = new TaggedCompression(cost);
            for (int count : new int[] {0, 1, 7, 8, 9, 63, 64, 65, 130, 1}) {
                int tag = 1 + random.nextInt(2);
                int[] inputs = random.ints(18L * count, 0, KoalaBear.P)
                        .map(KoalaBear::fromCanonical)
                        .toArray();
                int[] digests = new int[AT + 9 * count];
                compression.hash(tag, inputs, count, digests, AT);
                for (int i = 0; i < count; i++) {
                    assertThat(Arrays.copyOfRange(digests, AT + 9 * i, AT + 9 * i + 9))
                            .as("hash %d of %d, seed %d", i, count, SEED)
                            .isEqualTo(expected(tag, inputs, i));
                }
                assertThat(Arrays.copyOf(digests, AT)).containsOnly(0);
            }
        }
    }

    @Test
    void theTagOfANodeGivesTheNodeHash() {
        int[] pair = random.ints(18, 0, KoalaBear.P).toArray();
        int[] digest = new int[9];
        new TaggedCompression().hash(TaggedCompression.NODE, pair, 1, digest, 0);
        assertThat(digest)
                .isEqualTo(new Poseidon2NodeHash().hash(Arrays.copyOf(pair, 9), Arrays.copyOfRange(pair, 9, 18)));
    }

    @Test
    void refusesToWriteBehindAnArraysEnd() {
        TaggedCompression compression = new TaggedCompression();
        assertThatThrownBy(() -> compression.hash(1, new int[35], 2, new int[18], 0))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> compression.hash(1, new int[36], 2, new int[18], 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
