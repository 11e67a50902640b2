package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeyExportTest {
    static List<String> vectors() {
        return ProofVector.NAMES;
    }

    private static JsonNode file(String name) throws IOException {
        try (InputStream in = KeyExportTest.class.getResourceAsStream("/vectors/" + name + ".json")) {
            return new ObjectMapper().readTree(in);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void writesWhatTheReferenceWrites(String name) throws IOException {
        JsonNode expected = file(name);

        JsonNode got = KeyExport.of(ProofVector.read(name).key());

        assertThat(got.propertyStream().map(e -> e.getKey()))
                .containsExactlyInAnyOrder("machine", "machine_digest", "parameters", "preprocessed");
        got.propertyStream()
                .forEach(e -> assertThat((Object) e.getValue())
                        .as("%s of %s", e.getKey(), name)
                        .isEqualTo(expected.get(e.getKey())));
    }

    @Test
    void aShapeThatTheKeyRefusesHasNoCommitment() {
        Key product = ProofVector.read("product").key();
        Key refusing = new Key(product.machine(), product.parameters(), List.of(Optional.empty()));

        assertThat(KeyExport.of(refusing).get("preprocessed")).hasToString("[null]");
    }
}
