package io.bulwark.cluster.certs;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Ed25519;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.identity.NodeCertificate;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;

/** A node's certificate with its key. */
public record NodeIdentity(NodeCertificate shown, PrivateKey key) implements Signer {
    private static final Duration BEFORE = Duration.ofDays(1);
    private static final Duration AFTER = Duration.ofDays(3650);

    /** An identity that no authority has issued; nobody but nodes on the loopback interface believes it. */
    public static NodeIdentity selfMade(Member member, List<String> hosts) {
        KeyPair pair = Ed25519.newKeys();
        X500Name subject = Issue.subject(member);
        Instant now = Instant.now();
        byte[] der = Issue.node(
                member, hosts, pair.getPublic(), subject, pair.getPrivate(), now.minus(BEFORE), now.plus(AFTER));
        return new NodeIdentity(NodeCertificate.parse(der), pair.getPrivate());
    }

    @Override
    public Member member() {
        return shown.member();
    }

    @Override
    public ByteString certificate() {
        return shown.der();
    }

    @Override
    public ByteString sign(byte[] bytes) {
        return Ed25519.sign(key, bytes);
    }
}
