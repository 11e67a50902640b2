package io.bulwark.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Section 1 of the design against vectors that an independent implementation wrote. */
class VectorsTest {
    private static final JsonNode VECTORS = read("/vectors/primitives.json");

    private static JsonNode read(String name) {
        try (InputStream in = VectorsTest.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new AssertionError(name, e);
        }
    }

    private static Extension element(JsonNode coefficients) {
        return Extension.ofCoefficients(elements(coefficients), 0);
    }

    private static int[] elements(JsonNode canonical) {
        return StreamSupport.stream(canonical.spliterator(), false)
                .mapToInt(c -> KoalaBear.fromCanonical(c.asInt()))
                .toArray();
    }

    @Test
    void theFieldIsTheOneOfTheVectors() {
        JsonNode field = VECTORS.get("field");
        assertThat(KoalaBear.P).isEqualTo(field.get("p").asInt());
        assertThat(KoalaBear.toCanonical(KoalaBear.rootOfUnity(24)))
                .isEqualTo(field.get("two_adic_generator_2_24").asInt());
    }

    @Test
    void productsAndInversesOfTheExtensionAgree() {
        JsonNode k = VECTORS.get("extension");
        Extension a = element(k.get("a"));
        assertThat(a.mul(element(k.get("b")))).isEqualTo(element(k.get("a_times_b")));
        assertThat(a.inverse()).isEqualTo(element(k.get("a_inverse")));
        assertThat(a.frobenius()).isEqualTo(a.pow(KoalaBear.P));
    }

    @Test
    void theTransformOfEightAgrees() {
        JsonNode vector = VECTORS.get("ntt_8");
        int[] a = elements(vector.get("coefficients"));
        Ntt.forward(a, 0, 3);
        assertThat(a).isEqualTo(elements(vector.get("values_in_natural_order")));
        assertThat(KoalaBear.toCanonical(KoalaBear.rootOfUnity(3)))
                .isEqualTo(vector.get("root").asInt());
    }
}
