package io.bulwark.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.field.Cores;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ProverChannelTest {
    private static JsonNode read(String name) {
        try (InputStream in = ProverChannelTest.class.getResourceAsStream("/vectors/" + name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static int[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    private static int[] elements(int... canonical) {
        return Arrays.stream(canonical).map(KoalaBear::fromCanonical).toArray();
    }

    /** Sends the elements of a whole proof of the reference's prover and meets each of its challenges on the way, and its nonce. */
    @Test
    void everyChallengeAndTheNonceOfTheReferencesProofsComeAgain() {
        for (String name : new String[] {"product.json", "walk.json", "mixer.json"}) {
            JsonNode vector = read(name);
            int[] proof = numbers(vector.get("proof"));
            int workBits = vector.get("parameters").get("work_bits").asInt();
            ProverChannel channel = new ProverChannel();
            channel.agree(elements(numbers(vector.get("statement"))));
            int sent = 1;
            boolean ground = false;
            for (JsonNode entry : vector.get("challenges_after")) {
                int before = entry.get(0).asInt();
                boolean index = entry.get(1).isInt();
                if (index && !ground) {
                    channel.send(elements(Arrays.copyOfRange(proof, sent, before - 1)));
                    try (Cores cores = Cores.one()) {
                        channel.grind(workBits, cores);
                    }
                    assertThat(channel.elements()[before - 2])
                            .as("nonce of %s", name)
                            .isEqualTo(KoalaBear.fromCanonical(proof[before - 1]));
                    sent = before;
                    ground = true;
                    continue;
                }
                channel.send(elements(Arrays.copyOfRange(proof, sent, before)));
                sent = before;
                if (!index) {
                    assertThat(channel.challenge())
                            .as("challenge after %d of %s", before, name)
                            .isEqualTo(Extension.ofCoefficients(elements(numbers(entry.get(1))), 0));
                }
            }
            channel.sendAfterTheLastChallenge(elements(Arrays.copyOfRange(proof, sent, proof.length)));
            assertThat(words(channel.proof(proof[0]))).as(name).isEqualTo(proof);
        }
    }

    @Test
    void theProofIsTheShapeAndThenCanonicalLittleEndianWords() {
        ProverChannel channel = new ProverChannel();
        channel.send(elements(0, KoalaBear.P - 1));
        channel.send(Extension.ofCoefficients(elements(1, 2, 3, 4, 5), 0));
        channel.send(new Extension[] {Extension.ONE});
        channel.sendAfterTheLastChallenge(elements(258));
        assertThat(channel.length()).isEqualTo(13);
        assertThat(words(channel.proof(7))).containsExactly(7, 0, KoalaBear.P - 1, 1, 2, 3, 4, 5, 1, 0, 0, 0, 0, 258);
        assertThat(channel.proof(7)).startsWith(7, 0, 0, 0).endsWith(2, 1, 0, 0);
    }

    @Test
    void whatIsSentOrAgreedChangesTheNextChallengeAndQueryOpeningsDoNot() {
        Extension untouched = new ProverChannel().challenge();
        ProverChannel agreed = new ProverChannel();
        agreed.agree(KoalaBear.ZERO);
        ProverChannel sent = new ProverChannel();
        sent.send(KoalaBear.ZERO);
        ProverChannel opened = new ProverChannel();
        opened.sendAfterTheLastChallenge(KoalaBear.ONE);
        assertThat(agreed.length()).isZero();
        Extension next = agreed.challenge();
        assertThat(next).isNotEqualTo(untouched);
        assertThat(sent.challenge()).isEqualTo(next);
        assertThat(opened.challenge()).isEqualTo(untouched);
    }

    @Test
    void challengesAreTheSameTogetherAndOneByOne() {
        ProverChannel together = new ProverChannel();
        ProverChannel oneByOne = new ProverChannel();
        for (Extension z : together.challenges(7)) {
            assertThat(z).isEqualTo(oneByOne.challenge());
        }
        assertThat(together.index(9)).isEqualTo(oneByOne.index(9)).isBetween(0, 511);
    }

    @Test
    void aProofMayGrowFarBeyondItsFirstBuffer() {
        ProverChannel channel = new ProverChannel();
        for (int i = 0; i < 700; i++) {
            channel.sendAfterTheLastChallenge(elements(i, i + 1, i + 2));
        }
        channel.sendAfterTheLastChallenge(new int[5000]);
        assertThat(channel.elements()).hasSize(7100).startsWith(elements(0, 1, 2, 1, 2, 3));
        assertThat(channel.elements()[2099]).isEqualTo(KoalaBear.fromCanonical(701));
    }

    private static int[] words(byte[] proof) {
        int[] words = new int[proof.length / 4];
        ByteBuffer.wrap(proof).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
        return words;
    }
}
