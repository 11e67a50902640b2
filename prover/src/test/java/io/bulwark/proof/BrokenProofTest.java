package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No proof but the one that was sent is accepted, and whatever is sent, nothing but the one error comes back. */
class BrokenProofTest {
    private static final long SEED = 20_261;

    private final Random random = new Random(SEED);

    static List<String> vectors() {
        return ProofVector.NAMES;
    }

    /** Why the proof is refused. Fails on acceptance and on any other exception. */
    private static Reason refusal(Key key, int[] publicValues, byte[] proof, String what) {
        try {
            Verifier.verify(key, publicValues, proof);
        } catch (VerificationException e) {
            assertThat(e).as(what).hasMessageContaining("expected").hasMessageContaining("got");
            return e.reason();
        } catch (RuntimeException e) {
            return fail("another exception: " + what + ", seed " + SEED, e);
        }
        return fail("accepted: " + what + ", seed " + SEED);
    }

    private static Reason refusal(ProofVector vector, byte[] proof, String what) {
        return refusal(vector.key(), vector.publicValues(), proof, what);
    }

    /** Every element of the small proofs, one in eleven of the large one. */
    private static int step(String name) {
        return name.equals("mixer") ? 11 : 1;
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyElementMatters(String name) {
        ProofVector vector = ProofVector.read(name);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        for (int i = 0; i < vector.u32s(); i += step(name)) {
            int other = (vector.u32(i) + 1) % KoalaBear.P;
            reasons.add(refusal(vector, vector.with(i, other), name + ", element " + i + " plus 1"));
        }
        assertThat(reasons)
                .contains(
                        Reason.SHAPE_INDEX,
                        Reason.BUSES_DO_NOT_BALANCE,
                        Reason.GKR_LAYER_CLAIM,
                        Reason.ZEROCHECK_FINAL_CLAIM,
                        Reason.OPENING_FINAL_CLAIM,
                        Reason.STACK_ROW_PATH,
                        Reason.FRI_LEAF_PATH);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void noElementMayBeAnEdgeValueInstead(String name) {
        ProofVector vector = ProofVector.read(name);
        for (int i = 0; i < vector.u32s(); i += 2 * step(name)) {
            for (int other : new int[] {0, 1, KoalaBear.P - 1, KoalaBear.P, -1, Integer.MIN_VALUE}) {
                if (other != vector.u32(i)) {
                    refusal(vector, vector.with(i, other), name + ", element " + i + " as " + other);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void anElementHasOneEncoding(String name) {
        ProofVector vector = ProofVector.read(name);
        for (int i = 1; i < vector.u32s(); i++) {
            int again = vector.u32(i) + KoalaBear.P;
            assertThat(refusal(vector, vector.with(i, again), name + ", element " + i + " plus p"))
                    .isEqualTo(Reason.ELEMENT_NOT_CANONICAL);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void everyBitMatters(String name) {
        ProofVector vector = ProofVector.read(name);
        int bits = Byte.SIZE * vector.proof().length;
        for (int at = 0; at < bits; at += 37 * step(name)) {
            byte[] changed = vector.proof();
            changed[at / Byte.SIZE] ^= (byte) (1 << (at % Byte.SIZE));
            refusal(vector, changed, name + ", bit " + at + " flipped");
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void elementsCannotBeDroppedDoubledOrSwapped(String name) {
        ProofVector vector = ProofVector.read(name);
        byte[] proof = vector.proof();
        for (int i = 0; i + 1 < vector.u32s(); i += step(name)) {
            int at = Integer.BYTES * i;
            byte[] dropped = new byte[proof.length - Integer.BYTES];
            System.arraycopy(proof, 0, dropped, 0, at);
            System.arraycopy(proof, at + Integer.BYTES, dropped, at, dropped.length - at);
            refusal(vector, dropped, name + ", element " + i + " dropped");
            refusal(vector, Arrays.copyOf(dropped, proof.length), name + ", element " + i + " dropped, zero behind");
            byte[] doubled = Arrays.copyOf(proof, proof.length + Integer.BYTES);
            System.arraycopy(proof, at, doubled, at + Integer.BYTES, proof.length - at);
            refusal(vector, doubled, name + ", element " + i + " doubled");
            if (vector.u32(i) != vector.u32(i + 1)) {
                byte[] swapped = vector.with(i, vector.u32(i + 1));
                System.arraycopy(proof, at, swapped, at + Integer.BYTES, Integer.BYTES);
                refusal(vector, swapped, name + ", elements " + i + " and " + (i + 1) + " swapped");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"product", "walk"})
    void aProofHasOneLength(String name) {
        ProofVector vector = ProofVector.read(name);
        byte[] proof = vector.proof();
        for (int length = 0; length < 2 * proof.length; length++) {
            if (length != proof.length) {
                assertThat(refusal(vector, Arrays.copyOf(proof, length), name + ", length " + length))
                        .isIn(Reason.NO_PROOF, Reason.NOT_ELEMENTS, Reason.SHAPE_INDEX, Reason.PROOF_LENGTH);
            }
        }
    }

    @Test
    void aHugeProofIsRefusedForItsLength() {
        ProofVector vector = ProofVector.read("walk");
        assertThat(refusal(vector, Arrays.copyOf(vector.proof(), 1 << 26), "64 MiB"))
                .isEqualTo(Reason.PROOF_LENGTH);
        assertThat(refusal(vector, null, "no proof")).isEqualTo(Reason.NO_PROOF);
        assertThat(refusal(vector, new byte[0], "nothing")).isEqualTo(Reason.NO_PROOF);
        assertThat(refusal(vector, new byte[3], "three bytes")).isEqualTo(Reason.NOT_ELEMENTS);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void randomBytesAreRefused(String name) {
        ProofVector vector = ProofVector.read(name);
        for (int round = 0; round < 300; round++) {
            byte[] junk = new byte[random.nextBoolean() ? vector.proof().length : random.nextInt(400)];
            random.nextBytes(junk);
            refusal(vector, junk, name + ", random bytes, round " + round);
            // Canonical elements under a true shape index come as far as the transcript.
            ByteBuffer elements = ByteBuffer.wrap(vector.proof()).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 1 + random.nextInt(vector.u32s() - 1); i < vector.u32s(); i++) {
                elements.putInt(Integer.BYTES * i, random.nextInt(KoalaBear.P));
            }
            refusal(vector, elements.array(), name + ", random elements, round " + round);
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void severalChangesAtOnceAreRefused(String name) {
        ProofVector vector = ProofVector.read(name);
        for (int round = 0; round < 200; round++) {
            byte[] changed = vector.proof();
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                // Often near the front, where the shape index and the first cap are.
                int at = random.nextInt(random.nextBoolean() ? 44 : changed.length);
                changed[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            }
            if (!Arrays.equals(changed, vector.proof())) {
                refusal(vector, changed, name + ", round " + round);
            }
        }
    }
}
