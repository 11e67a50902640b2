package io.bulwark.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Signatures, against the JDK's own and RFC 8032, section 7.1. */
class Ed25519Test {
    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SECRET_HEAD = HEX.parseHex("302e020100300506032b657004220420");
    private static final byte[] PUBLIC_HEAD = HEX.parseHex("302a300506032b6570032100");
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final KeyPair keys = Ed25519.newKeys();

    @Test
    void signsAsTheStandardsThirdExampleDoes() throws GeneralSecurityException {
        PrivateKey secret = KeyFactory.getInstance("Ed25519")
                .generatePrivate(new PKCS8EncodedKeySpec(
                        joined(SECRET_HEAD, "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")));
        PublicKey key = publicKey("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");
        byte[] message = HEX.parseHex("af82");
        String expected = "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a";

        assertThat(HEX.formatHex(Ed25519.sign(secret, message).toByteArray())).isEqualTo(expected);
        assertThat(Ed25519.verifies(key, message, HEX.parseHex(expected))).isTrue();
    }

    @Test
    void agreesWithTheJdkBothWays() throws GeneralSecurityException {
        Random random = new Random(8032);
        for (int length = 0; length < 200; length += 7) {
            byte[] message = new byte[length];
            random.nextBytes(message);
            byte[] ours = Ed25519.sign(keys.getPrivate(), message).toByteArray();
            Signature jdk = Signature.getInstance("Ed25519");
            jdk.initSign(keys.getPrivate());
            jdk.update(message);
            assertThat(ours).as("%d bytes", length).isEqualTo(jdk.sign());
            assertThat(Ed25519.verifies(keys.getPublic(), message, ours)).isTrue();
        }
    }

    @Test
    void refusesEveryChangedBitAndEveryOtherLength() {
        byte[] message = {1, 2, 3};
        byte[] signature = Ed25519.sign(keys.getPrivate(), message).toByteArray();
        for (int bit = 0; bit < 8 * signature.length; bit++) {
            byte[] changed = signature.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Ed25519.verifies(keys.getPublic(), message, changed))
                    .as("bit %d", bit)
                    .isFalse();
        }
        for (int length : new int[] {0, 1, 32, 63, 65, 128}) {
            assertThat(Ed25519.verifies(keys.getPublic(), message, Arrays.copyOf(signature, length)))
                    .as("%d bytes", length)
                    .isFalse();
        }
        assertThat(Ed25519.verifies(keys.getPublic(), new byte[] {1, 2, 4}, signature))
                .isFalse();
        assertThat(Ed25519.verifies(Ed25519.newKeys().getPublic(), message, signature))
                .isFalse();
    }

    /** The second half of a signature plus the group's order would make a second signature of the same words. */
    @Test
    void refusesASecondFormOfASignature() {
        byte[] message = {1, 2, 3};
        byte[] signature = Ed25519.sign(keys.getPrivate(), message).toByteArray();
        BigInteger scalar = new BigInteger(1, reversed(Arrays.copyOfRange(signature, 32, 64)));
        byte[] other = reversed(scalar.add(ORDER).toByteArray());
        System.arraycopy(Arrays.copyOf(other, 32), 0, signature, 32, 32);

        assertThat(Ed25519.verifies(keys.getPublic(), message, signature)).isFalse();
    }

    @Test
    void refusesKeysOfAnotherKind() throws GeneralSecurityException {
        KeyPair other = KeyPairGenerator.getInstance("Ed448").generateKeyPair();
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        assertThat(Ed25519.verifies(other.getPublic(), new byte[1], new byte[64]))
                .isFalse();
        assertThat(Ed25519.verifies(rsa.getPublic(), new byte[1], new byte[64])).isFalse();
        assertThatThrownBy(() -> Ed25519.sign(rsa.getPrivate(), new byte[1]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected a private key for Ed25519, got one for RSA");
        assertThatThrownBy(() -> Ed25519.sign(other.getPrivate(), new byte[1]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesBytesThatAreNoPointOfTheCurve() throws GeneralSecurityException {
        PublicKey none = publicKey("0200000000000000000000000000000000000000000000000000000000000000");

        assertThat(Ed25519.verifies(none, new byte[1], new byte[64])).isFalse();
    }

    private static PublicKey publicKey(String hex) throws GeneralSecurityException {
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(joined(PUBLIC_HEAD, hex)));
    }

    private static byte[] joined(byte[] head, String hex) {
        byte[] tail = HEX.parseHex(hex);
        byte[] all = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, all, head.length, tail.length);
        return all;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }
}
