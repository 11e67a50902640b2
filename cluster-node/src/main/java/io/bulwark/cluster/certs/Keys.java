package io.bulwark.cluster.certs;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.identity.NodeCertificate;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;

/** Ed25519 keys of the JDK. */
final class Keys {
    private static final String CURVE = "Ed25519";
    private static final byte[] PROBE = "bulwark key probe".getBytes(StandardCharsets.US_ASCII);

    private Keys() {}

    static KeyPair make() {
        try {
            return KeyPairGenerator.getInstance(CURVE).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + CURVE, e);
        }
    }

    /** @throws CertsException unless these bytes are such a private key in PKCS 8 */
    static PrivateKey read(byte[] bytes) {
        try {
            return KeyFactory.getInstance(CURVE).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException e) {
            throw new CertsException("expected a private key for " + CURVE + " in PKCS 8", e);
        }
    }

    /** The 64 bytes of a signature. */
    static ByteString sign(PrivateKey key, byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(CURVE);
            signature.initSign(key);
            signature.update(bytes);
            return ByteString.copyFrom(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot sign", e);
        }
    }

    /** Whether the two are the halves of one key. */
    static boolean match(PrivateKey own, PublicKey other) {
        return NodeCertificate.verifies(other, PROBE, sign(own, PROBE).toByteArray());
    }
}
