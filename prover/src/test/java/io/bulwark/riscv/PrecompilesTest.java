package io.bulwark.riscv;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PrecompilesTest {
    private static final long SEED = 256;

    @Test
    void productsModuloANumberAreThoseOfBigIntegers() {
        SplittableRandom random = new SplittableRandom(SEED);
        int done = 0;
        for (int i = 0; i < 20_000; i++) {
            int[] a = number(random);
            int[] b = number(random);
            int[] m = number(random);
            int[] result = new int[8];
            BigInteger product = big(a).multiply(big(b));
            boolean exists = big(m).signum() > 0 && product.divide(big(m)).bitLength() <= 256;
            assertThat(MulMod256.mulMod(result, a, b, m))
                    .as("seed %d, case %d", SEED, i)
                    .isEqualTo(exists);
            if (exists) {
                assertThat(big(result)).as("seed %d, case %d", SEED, i).isEqualTo(product.mod(big(m)));
                done++;
            }
        }
        assertThat(done).isGreaterThan(5000);
    }

    @Test
    void aQuotientOf2To256HasNoResult() {
        int[] top = new int[8];
        top[7] = 1 << 31;
        int[] two = {2, 0, 0, 0, 0, 0, 0, 0};
        int[] one = {1, 0, 0, 0, 0, 0, 0, 0};
        assertThat(MulMod256.mulMod(new int[8], top, two, one)).isFalse();
        assertThat(MulMod256.mulMod(new int[8], top, one, one)).isTrue();
    }

    /** Of any length, with words of all zeros and all ones more often than by chance: where division estimates go wrong. */
    private static int[] number(SplittableRandom random) {
        int[] words = new int[8];
        int length = random.nextInt(9);
        for (int i = 0; i < length; i++) {
            int kind = random.nextInt(4);
            words[i] = kind == 0 ? 0 : kind == 1 ? -1 : kind == 2 ? 1 << 31 : random.nextInt();
        }
        return words;
    }

    private static BigInteger big(int[] words) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 7; i >= 0; i--) {
            sum = sum.shiftLeft(32).add(BigInteger.valueOf(words[i] & 0xffffffffL));
        }
        return sum;
    }

    @Test
    void aCompressionOfThePaddedBlockIsSha256() throws NoSuchAlgorithmException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int length = 0; length < 56; length++) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            ByteBuffer padded =
                    ByteBuffer.allocate(64).put(message).put((byte) 0x80).putLong(56, 8L * length);
            int[] block = new int[16];
            padded.rewind().asIntBuffer().get(block);
            int[] state = {
                0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
            };
            Sha256.compress(state, block);
            ByteBuffer digest = ByteBuffer.allocate(32);
            digest.asIntBuffer().put(state);
            assertThat(digest.array())
                    .as("seed %d, length %d", SEED, length)
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(message));
        }
    }

    @Test
    void thePermutationInASpongeIsSha3() throws NoSuchAlgorithmException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int length = 0; length < 136; length += 5) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            byte[] sponge = new byte[200];
            System.arraycopy(message, 0, sponge, 0, length);
            sponge[length] ^= 6;
            sponge[135] ^= (byte) 0x80;
            int[] words = new int[50];
            ByteBuffer.wrap(sponge).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(words);
            Keccak.permute(words);
            ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
            out.asIntBuffer().put(words, 0, 8);
            assertThat(out.array())
                    .as("seed %d, length %d", SEED, length)
                    .isEqualTo(MessageDigest.getInstance("SHA3-256").digest(message));
        }
    }
}
