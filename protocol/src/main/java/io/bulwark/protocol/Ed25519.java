package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Signatures of 64 bytes by Ed25519 (RFC 8032), with keys of the JDK. The arithmetic is Bouncy Castle's: docs/decisions/025 says why. */
public final class Ed25519 {
    /** The name by which Java and certificates know it. */
    public static final String NAME = "Ed25519";

    private Ed25519() {}

    /** A new pair of keys. */
    public static KeyPair newKeys() {
        try {
            return KeyPairGenerator.getInstance(NAME).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + NAME, e);
        }
    }

    /**
     * The signature of these bytes.
     *
     * @throws IllegalArgumentException if the key is of another kind, or does not tell its bytes
     */
    public static ByteString sign(PrivateKey key, byte[] bytes) {
        if (!(key instanceof EdECPrivateKey edwards)) {
            throw new IllegalArgumentException(
                    "expected a private key for " + NAME + ", got one for " + key.getAlgorithm());
        }
        byte[] seed = edwards.getBytes()
                .orElseThrow(() -> new IllegalArgumentException("the private key does not tell its bytes"));
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, new Ed25519PrivateKeyParameters(seed));
        signer.update(bytes, 0, bytes.length);
        return ByteString.copyFrom(signer.generateSignature());
    }

    /** Whether a signature is that key's of these bytes. One of another length, or by a key of another kind, is not. */
    public static boolean verifies(PublicKey key, byte[] bytes, byte[] signature) {
        try {
            AsymmetricKeyParameter point = PublicKeyFactory.createKey(key.getEncoded());
            if (!(point instanceof Ed25519PublicKeyParameters)) {
                return false;
            }
            Ed25519Signer verifier = new Ed25519Signer();
            verifier.init(false, point);
            verifier.update(bytes, 0, bytes.length);
            return verifier.verifySignature(signature);
        } catch (IOException | IllegalArgumentException e) {
            // The key's bytes are no point of the curve.
            return false;
        }
    }
}
