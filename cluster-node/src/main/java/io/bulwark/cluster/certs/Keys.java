package io.bulwark.cluster.certs;

import io.bulwark.protocol.Ed25519;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;

/** Ed25519 keys of the JDK. */
final class Keys {
    private static final byte[] PROBE = "bulwark key probe".getBytes(StandardCharsets.US_ASCII);

    private Keys() {}

    /** @throws CertsException unless these bytes are such a private key in PKCS 8 */
    static PrivateKey read(byte[] bytes) {
        try {
            return KeyFactory.getInstance(Ed25519.NAME).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
            throw new CertsException("expected a private key for " + Ed25519.NAME + " in PKCS 8", e);
        }
    }

    /** Whether the two are the halves of one key. */
    static boolean match(PrivateKey own, PublicKey other) {
        return Ed25519.verifies(other, PROBE, Ed25519.sign(own, PROBE).toByteArray());
    }
}
