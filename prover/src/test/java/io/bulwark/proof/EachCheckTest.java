package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.air.Layout;
import io.bulwark.air.ProofPart;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each check of the verifier refuses by itself: with all others turned off, a lie about what it looks at is still found. */
class EachCheckTest {
    /** Parts that stand alone in a proof, in order; the GKR and FRI rounds are mixed with other parts. */
    private static final List<ProofPart> IN_ORDER = List.of(
            ProofPart.MAIN_CAP,
            ProofPart.GKR_ROOT,
            ProofPart.GKR_ROUNDS,
            ProofPart.GKR_LAYER_CLAIMS,
            ProofPart.ZEROCHECK_ROUNDS,
            ProofPart.OPENED_VALUES,
            ProofPart.OPENING_ROUNDS,
            ProofPart.FRI_CAPS,
            ProofPart.FRI_ROUNDS,
            ProofPart.FINAL_ENTRIES,
            ProofPart.NONCE);

    static List<String> vectors() {
        return ProofVector.NAMES;
    }

    /** Number of the first element of a part, the first behind the shape index being 0. */
    private static Map<ProofPart, Integer> starts(ProofVector vector) {
        Layout layout = vector.key().layout(vector.shape());
        Map<ProofPart, Integer> starts = new EnumMap<>(ProofPart.class);
        int at = 0;
        for (ProofPart part : IN_ORDER) {
            starts.put(part, at);
            at += Math.toIntExact(layout.proofParts().get(part));
        }
        starts.put(ProofPart.QUERY_ROWS, at);
        starts.put(ProofPart.QUERY_ROW_PATHS, at + layout.mainWidth());
        int mainPath = Math.toIntExact(layout.pathElements(layout.logDomain()));
        int prep = layout.prepWidth() == 0 ? 0 : layout.prepWidth() + mainPath;
        starts.put(ProofPart.QUERY_FRI_LEAVES, at + layout.mainWidth() + mainPath + prep);
        return starts;
    }

    /** Verifies with one check only, after adding 1 to element {@code i}. */
    private static void verify(ProofVector vector, int i, Reason only) {
        int[] elements = vector.elements();
        elements[i] = KoalaBear.add(elements[i], KoalaBear.ONE);
        verify(vector, elements, only);
    }

    private static void verify(ProofVector vector, int[] elements, Reason only) {
        RecordingChannel channel = new RecordingChannel(new LenientBackend(Set.of(only)), elements);
        Verifier.verify(vector.key(), ProofVector.montgomery(vector.publicValues()), vector.shape(), channel);
    }

    private static void assertFound(ProofVector vector, ProofPart part, Reason reason) {
        int at = starts(vector).get(part);
        VerificationException refused =
                catchThrowableOfType(VerificationException.class, () -> verify(vector, at, reason));
        assertThat(refused).as("%s finds a lie in %s", reason, part.word()).isNotNull();
        assertThat(refused.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void eachCheckFindsALieInWhatItLooksAt(String name) {
        ProofVector vector = ProofVector.read(name);
        assertFound(vector, ProofPart.GKR_ROOT, Reason.BUSES_DO_NOT_BALANCE);
        assertFound(vector, ProofPart.GKR_ROUNDS, Reason.GKR_LAYER_CLAIM);
        assertFound(vector, ProofPart.ZEROCHECK_ROUNDS, Reason.ZEROCHECK_FINAL_CLAIM);
        assertFound(vector, ProofPart.OPENED_VALUES, Reason.ZEROCHECK_FINAL_CLAIM);
        assertFound(vector, ProofPart.OPENED_VALUES, Reason.OPENING_FINAL_CLAIM);
        if (vector.part("opening rounds") > 0) {
            assertFound(vector, ProofPart.OPENING_ROUNDS, Reason.OPENING_FINAL_CLAIM);
        }
        assertFound(vector, ProofPart.FINAL_ENTRIES, Reason.OPENING_FINAL_CLAIM);
        assertFound(vector, ProofPart.FINAL_ENTRIES, Reason.FRI_FINAL_ENTRIES);
        assertFound(vector, ProofPart.NONCE, Reason.PROOF_OF_WORK);
        assertFound(vector, ProofPart.QUERY_ROWS, Reason.STACK_ROW_PATH);
        assertFound(vector, ProofPart.QUERY_ROWS, Reason.FRI_FOLD);
        assertFound(vector, ProofPart.QUERY_ROW_PATHS, Reason.STACK_ROW_PATH);
        assertFound(vector, ProofPart.QUERY_FRI_LEAVES, Reason.FRI_LEAF_PATH);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void anHonestProofPassesWithEachCheckAlone(String name) {
        ProofVector vector = ProofVector.read(name);
        for (Reason reason : Reason.values()) {
            assertThatCode(() -> verify(vector, vector.elements(), reason)).doesNotThrowAnyException();
        }
    }

    @Test
    void aRootOfZeroOverZeroDoesNotBalanceTheBuses() {
        ProofVector vector = ProofVector.read("walk");
        int root = starts(vector).get(ProofPart.GKR_ROOT);
        int[] elements = vector.elements();
        Arrays.fill(elements, root, root + 10, 0);
        assertThat(catchThrowableOfType(
                                VerificationException.class,
                                () -> verify(vector, elements, Reason.GKR_ROOT_DENOMINATOR))
                        .reason())
                .isEqualTo(Reason.GKR_ROOT_DENOMINATOR);
        // Nothing else would find it there: 0 + public * 0 = 0.
        verify(vector, elements, Reason.BUSES_DO_NOT_BALANCE);
    }
}
