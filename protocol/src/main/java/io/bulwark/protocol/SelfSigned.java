package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/**
 * A node that nobody vouches for: it signs with a key that it made when it started, and in the place of a certificate it shows the public key. Good for
 * nodes of one machine only.
 */
public final class SelfSigned implements Signer {
    private final Member member;
    private final KeyPair keys;

    private SelfSigned(Member member, KeyPair keys) {
        this.member = member;
        this.keys = keys;
    }

    /** With a new key. */
    public static SelfSigned of(Member member) {
        try {
            return new SelfSigned(
                    member, KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no Ed25519", e);
        }
    }

    @Override
    public Member member() {
        return member;
    }

    /** The public key, in the form that X.509 certificates have within. */
    @Override
    public ByteString certificate() {
        return ByteString.copyFrom(keys.getPublic().getEncoded());
    }

    @Override
    public ByteString sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(keys.getPrivate());
            signature.update(bytes);
            return ByteString.copyFrom(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java does not sign with Ed25519", e);
        }
    }
}
