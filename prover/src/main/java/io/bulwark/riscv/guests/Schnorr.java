package io.bulwark.riscv.guests;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Makes keys and signatures for inputs of the batch guest. For test and demonstration data only: nothing here is safe against someone who measures time.
 *
 * <p>Source: BIP 340 (Schnorr signatures for secp256k1); curve parameters from SEC 2, section 2.4.1.
 */
public final class Schnorr {
    private static final BigInteger FIELD =
            BigInteger.TWO.pow(256).subtract(BigInteger.TWO.pow(32)).subtract(BigInteger.valueOf(977));
    private static final BigInteger ORDER =
            new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    private static final Point GENERATOR = new Point(
            new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16),
            new BigInteger("483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8", 16));

    private static final int BYTES = 32;

    /** A finite point of the curve. */
    private record Point(BigInteger x, BigInteger y) {
        /** This plus that, which must not be its negative. */
        Point plus(Point that) {
            BigInteger slope = equals(that)
                    ? x.pow(2)
                            .multiply(BigInteger.valueOf(3))
                            .multiply(y.shiftLeft(1).modInverse(FIELD))
                    : that.y.subtract(y).multiply(that.x.subtract(x).modInverse(FIELD));
            BigInteger sumX = slope.pow(2).subtract(x).subtract(that.x).mod(FIELD);
            return new Point(sumX, slope.multiply(x.subtract(sumX)).subtract(y).mod(FIELD));
        }

        /** This n times, 0 < n < order. */
        Point times(BigInteger n) {
            Point result = this;
            for (int bit = n.bitLength() - 2; bit >= 0; bit--) {
                result = result.plus(result);
                if (n.testBit(bit)) {
                    result = result.plus(this);
                }
            }
            return result;
        }

        boolean hasOddY() {
            return y.testBit(0);
        }
    }

    private final BigInteger secret;
    private final Point key;

    /**
     * The key pair of a secret number.
     *
     * @throws IllegalArgumentException unless 0 < secret < order
     */
    public Schnorr(BigInteger secret) {
        if (secret.signum() <= 0 || secret.compareTo(ORDER) >= 0) {
            throw new IllegalArgumentException("expected a secret between 0 and the group's order");
        }
        Point point = GENERATOR.times(secret);
        this.secret = point.hasOddY() ? ORDER.subtract(secret) : secret;
        this.key = point.hasOddY() ? new Point(point.x, FIELD.subtract(point.y)) : point;
    }

    /** The key's x, 32 bytes, most significant first. */
    public byte[] x() {
        return bytes(key.x);
    }

    /** The key's y, which is even; 32 bytes, most significant first. */
    public byte[] y() {
        return bytes(key.y);
    }

    /** The signature r, s (64 bytes) of a message of 32 bytes, with auxiliary randomness of 32 bytes. */
    public byte[] sign(byte[] message, byte[] auxiliary) {
        byte[] mask = tagged("BIP0340/aux", auxiliary);
        byte[] masked = bytes(secret);
        for (int i = 0; i < BYTES; i++) {
            masked[i] ^= mask[i];
        }
        BigInteger nonce = number(tagged("BIP0340/nonce", masked, x(), message)).mod(ORDER);
        Point commitment = GENERATOR.times(nonce);
        if (commitment.hasOddY()) {
            nonce = ORDER.subtract(nonce);
        }
        byte[] r = bytes(commitment.x);
        BigInteger challenge = number(tagged("BIP0340/challenge", r, x(), message));
        byte[] s = bytes(nonce.add(challenge.multiply(secret)).mod(ORDER));
        byte[] signature = Arrays.copyOf(r, 2 * BYTES);
        System.arraycopy(s, 0, signature, BYTES, BYTES);
        return signature;
    }

    /** The even y of the point whose x is given, 32 bytes; something else where x belongs to no point. */
    static byte[] evenY(byte[] x) {
        BigInteger square = number(x).modPow(BigInteger.valueOf(3), FIELD).add(BigInteger.valueOf(7));
        BigInteger y = square.modPow(FIELD.add(BigInteger.ONE).shiftRight(2), FIELD);
        return bytes(y.testBit(0) ? FIELD.subtract(y) : y);
    }

    private static byte[] tagged(String tag, byte[]... parts) {
        byte[] name = Sha256Digest.of(tag.getBytes(StandardCharsets.US_ASCII));
        byte[][] all = new byte[parts.length + 2][];
        all[0] = name;
        all[1] = name;
        System.arraycopy(parts, 0, all, 2, parts.length);
        return Sha256Digest.of(all);
    }

    private static BigInteger number(byte[] bytes) {
        return new BigInteger(1, bytes);
    }

    private static byte[] bytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        byte[] bytes = new byte[BYTES];
        int length = Math.min(signed.length, BYTES);
        System.arraycopy(signed, signed.length - length, bytes, BYTES - length, length);
        return bytes;
    }
}
