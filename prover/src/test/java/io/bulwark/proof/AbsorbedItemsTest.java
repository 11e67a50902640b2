package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.field.KoalaBear;
import io.bulwark.proof.ProofVector.Challenge;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever the transcript absorbs, perturbed on the verifier's side alone, changes every later challenge and no earlier one. The items are not listed
 * here: they are counted where they enter the sponge, so a new one cannot be forgotten.
 */
class AbsorbedItemsTest {
    /** Adds 1 to one of the elements that enter the sponge, and knows how many entered before each challenge. */
    private static final class Perturbing extends LenientBackend {
        private final int target;
        private int absorbed;

        Perturbing(int target) {
            super(Set.of());
            this.target = target;
        }

        @Override
        public int[] turn(int[] state, int[] block) {
            int[] perturbed = block.clone();
            if (absorbed <= target && target < absorbed + block.length) {
                perturbed[target - absorbed] = KoalaBear.add(perturbed[target - absorbed], KoalaBear.ONE);
            }
            absorbed += block.length;
            return super.turn(state, perturbed);
        }
    }

    private record Run(List<Challenge> challenges, int absorbed) {}

    private static Run run(ProofVector vector, int target) {
        Perturbing backend = new Perturbing(target);
        RecordingChannel channel = new RecordingChannel(backend, vector.elements());
        Verifier.verify(vector.key(), ProofVector.montgomery(vector.publicValues()), vector.shape(), channel);
        return new Run(channel.sampled(), backend.absorbed);
    }

    /** Elements of a challenge that differ from the true ones. */
    private static boolean differs(Challenge a, Challenge b) {
        return !a.numbers().equals(b.numbers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void everyAbsorbedElementChangesAllLaterChallengesAndNoEarlierOne(String name) {
        ProofVector vector = ProofVector.read(name);
        Run honest = run(vector, -1);
        assertThat(honest.challenges()).isEqualTo(vector.challenges());
        int statement = vector.statement().length;
        // The statement is absorbed before the proof's first element; a challenge's place counts the shape index.
        IntUnaryOperator absorbedBefore =
                i -> statement + honest.challenges().get(i).elementsBefore() - 1;
        assertThat(honest.absorbed())
                .isEqualTo(absorbedBefore.applyAsInt(honest.challenges().size() - 1));
        for (int target = 0; target < honest.absorbed(); target++) {
            Run perturbed = run(vector, target);
            List<Integer> unchangedLater = new ArrayList<>();
            for (int i = 0; i < honest.challenges().size(); i++) {
                boolean differs = differs(
                        honest.challenges().get(i), perturbed.challenges().get(i));
                if (absorbedBefore.applyAsInt(i) <= target) {
                    assertThat(differs)
                            .as("challenge %d before element %d", i, target)
                            .isFalse();
                } else if (!differs) {
                    unchangedLater.add(i);
                }
            }
            // An index has few bits and may come out the same by chance; an element of K does not.
            assertThat(unchangedLater)
                    .as("challenges that element %d leaves as they are", target)
                    .allMatch(i -> honest.challenges().get(i).numbers().size() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void theNonceDecidesThePositions(String name) {
        ProofVector vector = ProofVector.read(name);
        Run honest = run(vector, -1);
        Run perturbed = run(vector, honest.absorbed() - 1);
        int n = honest.challenges().size();
        int positions = vector.key().parameters().queries() + 1;
        assertThat(perturbed.challenges().subList(0, n - positions))
                .isEqualTo(honest.challenges().subList(0, n - positions));
        assertThat(perturbed.challenges().subList(n - positions, n))
                .isNotEqualTo(honest.challenges().subList(n - positions, n));
    }
}
