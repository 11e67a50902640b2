package io.bulwark.cluster.certs;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Ed25519;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.identity.CaCertificate;
import io.bulwark.protocol.identity.NodeCertificate;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;

/** An operator's authority with its key: issues certificates of nodes and signs lists of operators. */
public record Authority(CaCertificate certificate, PrivateKey key) {
    /** A new one, with a new key. */
    public static Authority make(OperatorId operator, Instant from, Instant until) {
        KeyPair pair = Ed25519.newKeys();
        byte[] der = Issue.authority(operator, pair, from, until);
        return new Authority(CaCertificate.parse(der), pair.getPrivate());
    }

    /**
     * A node's identity with a new key.
     *
     * @param hosts names and addresses under which it is reached; at least one
     */
    public NodeIdentity issue(Member member, List<String> hosts, Instant from, Instant until) {
        KeyPair pair = Ed25519.newKeys();
        X500Name issuer = X500Name.getInstance(
                certificate.x509().getSubjectX500Principal().getEncoded());
        byte[] der = Issue.node(member, hosts, pair.getPublic(), issuer, key, from, until);
        return new NodeIdentity(NodeCertificate.parse(der), pair.getPrivate());
    }

    /** The operator's signature of a list's {@code signed()} bytes. */
    public ByteString sign(byte[] list) {
        return Ed25519.sign(key, list);
    }
}
