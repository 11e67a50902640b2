package io.bulwark.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.Extension;
import io.bulwark.field.KoalaBear;
import io.bulwark.hash.Duplex;
import io.bulwark.hash.Poseidon2NodeHash;
import io.bulwark.hash.Poseidon2RowHash;
import io.bulwark.poly.DenseMultilinear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeBackendTest {
    private static final NativeBackend BACKEND = NativeBackend.INSTANCE;

    private final Random random = new Random(77);

    private int[] elements(int n) {
        return random.ints(n, 0, KoalaBear.P).toArray();
    }

    private List<int[]> rows(int count, int width) {
        return Stream.generate(() -> elements(width)).limit(count).toList();
    }

    private static Reason refusal(Runnable check) {
        return catchThrowableOfType(VerificationException.class, check::run).reason();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 15, 16, 17, 33, 261})
    void hashesOfManyRowsAreThoseOfEach(int count) {
        for (int width : new int[] {0, 1, 9, 14, 15, 16, 30, 40, 250}) {
            List<int[]> rows = rows(count, width);
            assertThat(BACKEND.rowHashes(rows))
                    .usingElementComparator(Arrays::compare)
                    .isEqualTo(rows.stream().map(new Poseidon2RowHash()::hash).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 8, 15, 16, 17, 33, 261})
    void stepsOfManyPathsAreThoseOfEach(int count) {
        List<int[]> digests = rows(count, 9);
        List<int[]> siblings = rows(count, 9);
        List<Boolean> sides =
                IntStream.range(0, count).mapToObj(i -> random.nextBoolean()).toList();
        Poseidon2NodeHash hash = new Poseidon2NodeHash();
        List<int[]> expected = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int[] left = sides.get(i) ? siblings.get(i) : digests.get(i);
            int[] right = sides.get(i) ? digests.get(i) : siblings.get(i);
            expected.add(hash.hash(left, right));
        }
        assertThat(BACKEND.climb(sides, digests, siblings))
                .usingElementComparator(Arrays::compare)
                .isEqualTo(expected);
    }

    @Test
    void aTurnIsOneBlockOfTheTranscript() {
        int[] block = elements(15);
        Duplex duplex = new Duplex();
        for (int x : block) {
            duplex.absorb(x);
        }
        int[] state = BACKEND.turn(new int[24], block);
        for (int i = 0; i < 15; i++) {
            assertThat(duplex.sample()).isEqualTo(state[i]);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 15, 16, 17, 250})
    void weightedSumsAreDotProducts(int width) {
        List<Extension> weights = DenseMultilinear.randomPoint(random, width);
        List<int[]> rows = rows(5, width);
        List<Extension> expected = rows.stream()
                .map(row -> IntStream.range(0, width)
                        .mapToObj(j -> weights.get(j).scale(row[j]))
                        .reduce(Extension.ZERO, Extension::add))
                .toList();
        assertThat(BACKEND.weightedSums(weights, rows)).isEqualTo(expected);
    }

    @Test
    void bitsAreThoseOfTheCanonicalForm() {
        assertThat(BACKEND.lowBits(KoalaBear.fromCanonical(5), 31).subList(0, 4))
                .containsExactly(true, false, true, false);
        for (int canonical : new int[] {0, 1, KoalaBear.P - 1, 0x55555555, 1 << 24}) {
            List<Boolean> bits = BACKEND.lowBits(KoalaBear.fromCanonical(canonical), 31);
            assertThat(IntStream.range(0, 31).map(i -> bits.get(i) ? 1 << i : 0).sum())
                    .isEqualTo(canonical);
        }
    }

    @Test
    void aPowerHasTheExponentsBits() {
        int root = KoalaBear.rootOfUnity(20);
        for (int exponent : new int[] {0, 1, 2, 5, 0xFFFFF, 0x80000}) {
            List<Boolean> bits = BACKEND.lowBits(KoalaBear.fromCanonical(exponent), 20);
            assertThat(BACKEND.power(root, bits)).isEqualTo(KoalaBear.pow(root, exponent));
        }
    }

    @Test
    void anEntryIsChosenByItsNumbersBits() {
        List<int[]> table = rows(8, 3);
        List<Extension> extensions = DenseMultilinear.randomPoint(random, 8);
        for (int i = 0; i < 8; i++) {
            List<Boolean> number = BACKEND.lowBits(KoalaBear.fromCanonical(i), 3);
            assertThat(BACKEND.entry(table, number)).isEqualTo(table.get(i));
            assertThat(BACKEND.extensionEntry(extensions, number)).isEqualTo(extensions.get(i));
        }
    }

    @Test
    void zeroHasNoInverse() {
        assertThat(refusal(() -> BACKEND.inverse(Extension.ZERO, Reason.GKR_ROOT_DENOMINATOR)))
                .isEqualTo(Reason.GKR_ROOT_DENOMINATOR);
        assertThat(refusal(() -> BACKEND.assertNotZero(Extension.ZERO, Reason.PUBLIC_FINGERPRINT)))
                .isEqualTo(Reason.PUBLIC_FINGERPRINT);
        Extension x = DenseMultilinear.random(random);
        assertThat(BACKEND.inverse(x, Reason.PUBLIC_FINGERPRINT).mul(x)).isEqualTo(Extension.ONE);
    }

    @Test
    void onlyZeroAndOneAreBits() {
        assertThat(BACKEND.bit(KoalaBear.ZERO, Reason.PUBLIC_MULTIPLICITY)).isFalse();
        assertThat(BACKEND.bit(KoalaBear.ONE, Reason.PUBLIC_MULTIPLICITY)).isTrue();
        for (int canonical : new int[] {2, KoalaBear.P - 1, 1 << 24}) {
            assertThat(refusal(() -> BACKEND.bit(KoalaBear.fromCanonical(canonical), Reason.PUBLIC_MULTIPLICITY)))
                    .isEqualTo(Reason.PUBLIC_MULTIPLICITY);
        }
    }

    @Test
    void aRefusalSaysWhatWasExpectedAndWhatCame() {
        VerificationException refused = catchThrowableOfType(
                VerificationException.class,
                () -> BACKEND.assertEqual(
                        Extension.ONE, Extension.of(KoalaBear.fromCanonical(7)), Reason.ZEROCHECK_FINAL_CLAIM));
        assertThat(refused.expected()).isEqualTo("[1, 0, 0, 0, 0]");
        assertThat(refused.got()).isEqualTo("[7, 0, 0, 0, 0]");
        assertThat(refused).hasMessageContaining(Reason.ZEROCHECK_FINAL_CLAIM.subject());
    }
}
