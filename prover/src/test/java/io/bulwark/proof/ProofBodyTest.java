package io.bulwark.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.bulwark.backend.VerificationException;
import io.bulwark.backend.VerificationException.Reason;
import io.bulwark.field.KoalaBear;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes are a proof body, and then exactly one, or they are refused by the one error. */
class ProofBodyTest {
    private static final int SHAPES = 3;
    private static final long SEED = 8;

    private final Random random = new Random(SEED);

    /** U32s of a proof of a shape, the index included. */
    private static long length(int shape) {
        return 2 + 5L * shape;
    }

    private static Optional<Reason> refusal(byte[] bytes) {
        try {
            assertThat(ProofBody.decode(bytes, SHAPES, ProofBodyTest::length).encode())
                    .isEqualTo(bytes);
            return Optional.empty();
        } catch (VerificationException e) {
            return Optional.of(e.reason());
        }
    }

    private static byte[] bytes(int... u32s) {
        ByteBuffer out = ByteBuffer.allocate(Integer.BYTES * u32s.length).order(ByteOrder.LITTLE_ENDIAN);
        out.asIntBuffer().put(u32s);
        return out.array();
    }

    @Test
    void whatIsAcceptedIsWrittenBackAsItWas() {
        int accepted = 0;
        for (int round = 0; round < 3000; round++) {
            int shape = random.nextInt(SHAPES);
            int[] u32s = new int[(int) length(shape)];
            u32s[0] = shape;
            for (int i = 1; i < u32s.length; i++) {
                // Now and then a number that is not canonical.
                u32s[i] = random.nextInt(40) == 0 ? random.nextInt() : random.nextInt(KoalaBear.P);
            }
            boolean canonical = true;
            for (int i = 1; i < u32s.length; i++) {
                canonical &= Integer.compareUnsigned(u32s[i], KoalaBear.P) < 0;
            }
            assertThat(refusal(bytes(u32s)).isEmpty())
                    .as("seed %d, round %d", SEED, round)
                    .isEqualTo(canonical);
            accepted += canonical ? 1 : 0;
        }
        assertThat(accepted).isBetween(1000, 2900);
    }

    @Test
    void anyBytesAreReadOrRefused() {
        for (int round = 0; round < 20_000; round++) {
            byte[] junk = new byte[random.nextInt(64)];
            random.nextBytes(junk);
            if (junk.length >= Integer.BYTES && random.nextBoolean()) {
                ByteBuffer.wrap(junk).order(ByteOrder.LITTLE_ENDIAN).putInt(0, random.nextInt(SHAPES + 1));
            }
            refusal(junk);
        }
    }

    @Test
    void eachLieHasItsName() {
        assertThat(refusal(null)).contains(Reason.NO_PROOF);
        assertThat(refusal(bytes())).contains(Reason.NO_PROOF);
        assertThat(refusal(new byte[] {0, 0, 0})).contains(Reason.NOT_ELEMENTS);
        assertThat(refusal(new byte[] {0, 0, 0, 0, 0})).contains(Reason.NOT_ELEMENTS);
        assertThat(refusal(bytes(SHAPES, 0))).contains(Reason.SHAPE_INDEX);
        assertThat(refusal(bytes(-1, 0))).contains(Reason.SHAPE_INDEX);
        assertThat(refusal(bytes(0))).contains(Reason.PROOF_LENGTH);
        assertThat(refusal(bytes(0, 1, 2))).contains(Reason.PROOF_LENGTH);
        assertThat(refusal(bytes(1, 2))).contains(Reason.PROOF_LENGTH);
        assertThat(refusal(bytes(0, KoalaBear.P))).contains(Reason.ELEMENT_NOT_CANONICAL);
        assertThat(refusal(bytes(0, -1))).contains(Reason.ELEMENT_NOT_CANONICAL);
        assertThat(refusal(bytes(0, KoalaBear.P - 1))).isEmpty();
        assertThat(refusal(bytes(0, 0))).isEmpty();
    }

    @Test
    void aLengthBeyondAnyArrayIsRefusedWithoutAllocation() {
        VerificationException refused = catchThrowableOfType(
                VerificationException.class, () -> ProofBody.decode(bytes(0, 1), 1, i -> Long.MAX_VALUE / 8));
        assertThat(refused.reason()).isEqualTo(Reason.PROOF_LENGTH);
    }
}
