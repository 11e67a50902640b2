package io.bulwark.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier's channel hears what the prover's said, whatever the order of sending, agreeing and sampling. */
class VerifierChannelTest {
    private static VerifierChannel<Integer, Extension, int[], Boolean> channel(int... elements) {
        return new VerifierChannel<>(NativeBackend.INSTANCE, elements);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void samplesWhatTheProverSampled(long seed) {
        Random random = new Random(seed);
        ProverChannel prover = new ProverChannel();
        List<Runnable> verifierSteps = new ArrayList<>();
        List<VerifierChannel<Integer, Extension, int[], Boolean>> verifier = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            int[] values = random.ints(random.nextInt(40), 0, KoalaBear.P).toArray();
            switch (random.nextInt(4)) {
                case 0 -> {
                    prover.agree(values);
                    verifierSteps.add(() -> verifier.getFirst().agree(values));
                }
                case 1 -> {
                    prover.send(values);
                    verifierSteps.add(() -> assertThat(verifier.getFirst().receive(values.length))
                            .isEqualTo(values));
                }
                case 2 -> {
                    List<Extension> expected = List.of(prover.challenges(random.nextInt(5)));
                    verifierSteps.add(() -> assertThat(verifier.getFirst().challenges(expected.size()))
                            .isEqualTo(expected));
                }
                default -> {
                    int expected = prover.index(17);
                    verifierSteps.add(() ->
                            assertThat(number(verifier.getFirst().index(17))).isEqualTo(expected));
                }
            }
        }
        verifier.add(channel(prover.elements()));
        verifierSteps.forEach(Runnable::run);
    }

    private static int number(List<Boolean> bits) {
        int number = 0;
        for (int i = 0; i < bits.size(); i++) {
            number |= bits.get(i) ? 1 << i : 0;
        }
        return number;
    }

    @Test
    void checksTheWork() {
        ProverChannel prover = new ProverChannel();
        prover.agree(1, 2, 3);
        prover.grind(6, Cores.one());
        int nonce = prover.elements()[0];
        VerifierChannel<Integer, Extension, int[], Boolean> honest = channel(nonce);
        honest.agree(new int[] {1, 2, 3});
        honest.checkWork(6);
        assertThat(number(honest.index(20))).isEqualTo(prover.index(20));
        VerifierChannel<Integer, Extension, int[], Boolean> other = channel(nonce);
        other.agree(new int[] {1, 2, 4});
        assertThat(catchThrowableOfType(VerificationException.class, () -> other.checkWork(20))
                        .reason())
                .isEqualTo(Reason.PROOF_OF_WORK);
    }

    @Test
    void hasNothingBehindTheLastElement() {
        VerifierChannel<Integer, Extension, int[], Boolean> channel = channel(1, 2, 3);
        assertThat(channel.receive(2)).containsExactly(1, 2);
        assertThat(catchThrowableOfType(VerificationException.class, () -> channel.receive(2))
                        .reason())
                .isEqualTo(Reason.READ_PAST_THE_END);
    }
}
