package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.security.KeyPair;

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
        return new SelfSigned(member, Ed25519.newKeys());
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
        return Ed25519.sign(keys.getPrivate(), bytes);
    }
}
