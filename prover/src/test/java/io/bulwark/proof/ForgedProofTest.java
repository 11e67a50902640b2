package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.air.ProofPart;
import io.bulwark.backend.NativeBackend;
import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.logup.Fingerprints;
import io.bulwark.logup.PublicSum;
import io.bulwark.proof.ProofVector.Challenge;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** False statements with all checks up to one made to pass: the next link of the chain refuses. */
class ForgedProofTest {
    private static final NativeBackend BACKEND = NativeBackend.INSTANCE;

    /** First element of a part, behind the shape index; for parts up to the opened values. */
    private static int start(ProofVector vector, ProofPart part) {
        return Math.toIntExact(vector.key().layout(vector.shape()).proofParts().entrySet().stream()
                .filter(e -> e.getKey() != ProofPart.SHAPE_INDEX && e.getKey().compareTo(part) < 0)
                .mapToLong(Map.Entry::getValue)
                .sum());
    }

    private static List<Extension> challenges(ProofVector vector, int[] publicValues, int[] elements, int count) {
        RecordingChannel channel = new RecordingChannel(new LenientBackend(Set.of()), elements);
        Verifier.verify(vector.key(), publicValues, vector.shape(), channel);
        return channel.sampled().subList(0, count).stream()
                .map(Challenge::numbers)
                .map(c -> Extension.ofCoefficients(
                        c.stream().mapToInt(KoalaBear::fromCanonical).toArray(), 0))
                .toList();
    }

    private static Reason refusal(ProofVector vector, int[] publicValues, int[] elements) {
        return catchThrowableOfType(
                        VerificationException.class,
                        () -> Verifier.verify(
                                vector.key(), publicValues, vector.shape(), new RecordingChannel(BACKEND, elements)))
                .reason();
    }

    private static Extension read(int[] elements, int at) {
        return Extension.ofCoefficients(elements, at);
    }

    private static void write(int[] elements, int at, Extension value) {
        System.arraycopy(value.coefficients(), 0, elements, at, Extension.DEGREE);
    }

    @Test
    void aRootThatBalancesWrongPublicValuesIsRefusedByTheLayers() {
        ProofVector walk = ProofVector.read("walk");
        int[] values = walk.publicValues();
        values[3]++;
        int[] wrong = ProofVector.montgomery(values);
        int[] elements = walk.elements();
        assertThat(refusal(walk, wrong, elements)).isEqualTo(Reason.BUSES_DO_NOT_BALANCE);
        List<Extension> drawn = challenges(walk, wrong, elements, 3);
        Extension publicSum = new PublicSum<>(BACKEND, walk.key().machine().publicContributions())
                .of(new Fingerprints<>(BACKEND.extension(), drawn.getFirst(), drawn.subList(1, 3)), wrong);
        int root = start(walk, ProofPart.GKR_ROOT);
        write(elements, root, publicSum.neg().mul(read(elements, root + Extension.DEGREE)));
        assertThat(refusal(walk, wrong, elements)).isEqualTo(Reason.GKR_LAYER_CLAIM);
        // A denominator of zero would balance anything.
        write(elements, root, Extension.ZERO);
        write(elements, root + Extension.DEGREE, Extension.ZERO);
        assertThat(refusal(walk, wrong, elements)).isEqualTo(Reason.GKR_ROOT_DENOMINATOR);
    }

    @Test
    void openedValuesThatKeepTheConstraintsAreRefusedByTheOpening() {
        ProofVector product = ProofVector.read("product");
        int[] elements = product.elements();
        int at = start(product, ProofPart.OPENED_VALUES);
        Extension b = read(elements, at + Extension.DEGREE);
        // a b - c stays what it was when a grows by 1 and c by b.
        write(elements, at, read(elements, at).add(Extension.ONE));
        int[] publicValues = new int[0];
        assertThat(refusal(product, publicValues, elements)).isEqualTo(Reason.ZEROCHECK_FINAL_CLAIM);
        write(
                elements,
                at + 2 * Extension.DEGREE,
                read(elements, at + 2 * Extension.DEGREE).add(b));
        assertThat(refusal(product, publicValues, elements)).isEqualTo(Reason.OPENING_FINAL_CLAIM);
    }
}
