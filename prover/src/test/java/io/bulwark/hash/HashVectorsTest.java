package io.bulwark.hash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.bulwark.field.KoalaBear;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Sections 2 and 3 of the design against vectors that an independent implementation wrote. */
class HashVectorsTest {
    private static final JsonNode PRIMITIVES = read("/vectors/primitives.json");

    private static JsonNode read(String name) {
        try (InputStream in = HashVectorsTest.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static int[] elements(JsonNode canonical) {
        return StreamSupport.stream(canonical.spliterator(), false)
                .mapToInt(x -> KoalaBear.fromCanonical(x.asInt()))
                .toArray();
    }

    @Test
    void theGeneratorGivesThePublishedConstants() {
        JsonNode poseidon = PRIMITIVES.get("poseidon2_24");
        for (int r = 0; r < Poseidon2.HALF_FULL_ROUNDS; r++) {
            assertThat(Poseidon2.fullRoundConstants(r))
                    .isEqualTo(elements(poseidon.get("first_full").get(r)));
            assertThat(Poseidon2.fullRoundConstants(Poseidon2.HALF_FULL_ROUNDS + r))
                    .isEqualTo(elements(poseidon.get("last_full").get(r)));
        }
        int[] partial = elements(poseidon.get("partial"));
        assertThat(partial).hasSize(Poseidon2.PARTIAL_ROUNDS);
        for (int r = 0; r < partial.length; r++) {
            assertThat(Poseidon2.partialRoundConstant(r)).isEqualTo(partial[r]);
        }
    }

    @Test
    void thePermutationAgrees() {
        JsonNode vector = PRIMITIVES.get("poseidon2_24").get("permutation");
        int[] state = elements(vector.get("in"));
        Poseidon2.permute(state);
        assertThat(state).isEqualTo(elements(vector.get("out")));
    }

    @Test
    void rowHashesAgreeAtEveryLengthOfTheVectors() {
        assertThat(PRIMITIVES.get("row_hash")).hasSizeGreaterThan(5);
        for (JsonNode vector : PRIMITIVES.get("row_hash")) {
            int[] row = elements(vector.get("row"));
            assertThat(new Poseidon2RowHash().hash(row))
                    .as("row of %d", row.length)
                    .isEqualTo(elements(vector.get("digest")));
        }
    }

    @Test
    void theNodeHashAgrees() {
        JsonNode vector = PRIMITIVES.get("node_hash");
        assertThat(new Poseidon2NodeHash().hash(elements(vector.get("left")), elements(vector.get("right"))))
                .isEqualTo(elements(vector.get("digest")));
    }

    /** The script absorbs 1, 2, 3, ... (a positive entry: that many) and samples (a negative one). */
    @Test
    void theTranscriptAgreesThroughoutItsScript() {
        JsonNode vector = read("/vectors/transcript.json");
        int[] expected = elements(vector.get("samples"));
        Duplex duplex = new Duplex();
        int absorbed = 0;
        int sampled = 0;
        for (JsonNode step : vector.get("script")) {
            for (int i = 0; i < step.asInt(); i++) {
                absorbed++;
                duplex.absorb(KoalaBear.fromCanonical(absorbed));
            }
            for (int i = 0; i < -step.asInt(); i++) {
                assertThat(duplex.sample()).as("sample %d", sampled).isEqualTo(expected[sampled]);
                sampled++;
            }
        }
        assertThat(sampled).isEqualTo(expected.length);
    }
}
