package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.backend.NativeBackend;
import io.bulwark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reference's proofs: accepted, with every challenge as it was there. */
class VerifierVectorsTest {
    /** Records what goes into the sponge. */
    private static final class Absorbed extends NativeBackend {
        private final List<Integer> elements = new ArrayList<>();

        @Override
        public int[] turn(int[] state, int[] block) {
            Arrays.stream(block).map(KoalaBear::toCanonical).forEach(elements::add);
            return super.turn(state, block);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void acceptsAProofOfTheReference(String name) {
        ProofVector vector = ProofVector.read(name);
        Verifier.verify(vector.key(), vector.publicValues(), vector.proof());
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void drawsEveryChallengeOfTheReference(String name) {
        ProofVector vector = ProofVector.read(name);
        Absorbed backend = new Absorbed();
        RecordingChannel channel = new RecordingChannel(backend, vector.elements());
        Verifier.verify(vector.key(), ProofVector.montgomery(vector.publicValues()), vector.shape(), channel);
        assertThat(channel.sampled()).isEqualTo(vector.challenges());
        assertThat(backend.elements)
                .startsWith(Arrays.stream(vector.statement()).boxed().toArray(Integer[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void absorbsTheStatementAndAllThatIsSentBeforeTheQueries(String name) {
        ProofVector vector = ProofVector.read(name);
        Absorbed backend = new Absorbed();
        RecordingChannel channel = new RecordingChannel(backend, vector.elements());
        Verifier.verify(vector.key(), ProofVector.montgomery(vector.publicValues()), vector.shape(), channel);
        int queryElements = 0;
        for (String part : List.of("query rows", "query row paths", "query fri leaves", "query fri paths")) {
            queryElements += vector.part(part);
        }
        List<Integer> expected = new ArrayList<>();
        Arrays.stream(vector.statement()).forEach(expected::add);
        for (int i = 1; i < vector.u32s() - queryElements; i++) {
            expected.add(vector.u32(i));
        }
        assertThat(backend.elements).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk", "mixer"})
    void readsBackWhatItWrote(String name) {
        ProofVector vector = ProofVector.read(name);
        ProofBody body = ProofBody.decode(
                vector.proof(),
                vector.key().machine().shapes().size(),
                i -> vector.key().layout(i).proofElements());
        assertThat(body.encode()).isEqualTo(vector.proof());
        byte[] file = ProofFile.encode(vector.key().machineDigest(), vector.proof());
        assertThat(ProofFile.decode(file, vector.key().machineDigest())).isEqualTo(vector.proof());
        Verifier.verifyFile(vector.key(), vector.publicValues(), file);
    }
}
