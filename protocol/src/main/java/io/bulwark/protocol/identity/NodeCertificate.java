package io.bulwark.protocol.identity;

import static io.bulwark.protocol.identity.CertificateForm.check;
import static io.bulwark.protocol.identity.IdentityException.Reason.MALFORMED_CERTIFICATE;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Ed25519;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import java.net.InetAddress;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A node's certificate: X.509 version 3, Ed25519, subject {@code CN=node, OU=region, O=operator, C=jurisdiction} and nothing else, hosts as subject
 * alternative names, for signing and for both ends of TLS, and no authority. That it is well formed says nothing about who issued it:
 * {@link Consortium#admits} does.
 *
 * @param member what its subject says
 * @param hosts names and addresses under which the node is reached
 */
public record NodeCertificate(X509Certificate x509, Member member, List<String> hosts) {
    private static final int HOSTS = 16;
    private static final int DNS = 2;
    private static final int IP = 7;
    private static final Set<String> PURPOSES = Set.of("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    private static final Set<String> SUBJECT = Set.of("CN", "OU", "O", "C");
    private static final Set<Integer> USAGE = Set.of(CertificateForm.DIGITAL_SIGNATURE);

    public NodeCertificate {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads a node's certificate.
     *
     * @throws IdentityException unless these bytes are such a certificate in DER
     */
    public static NodeCertificate parse(byte[] der) {
        X509Certificate x509 = CertificateForm.read(der);
        Map<String, String> subject = CertificateForm.subject(x509, SUBJECT);
        Member member;
        try {
            member = new Member(
                    new NodeId(subject.get("CN")),
                    new OperatorId(subject.get("O")),
                    new Jurisdiction(subject.get("C")),
                    new Region(subject.get("OU")));
        } catch (MalformedMessageException e) {
            throw new IdentityException(MALFORMED_CERTIFICATE, "in the subject of a certificate: " + e.getMessage());
        }
        check(x509.getBasicConstraints() < 0, "a node's certificate", "an authority's, of " + subject.get("CN"));
        check(CertificateForm.usable(x509, USAGE, USAGE), "a key for signatures only", "another usage");
        try {
            List<String> purposes = x509.getExtendedKeyUsage();
            check(
                    purposes != null && Set.copyOf(purposes).equals(PURPOSES),
                    "a certificate for both ends of TLS",
                    purposes);
            return new NodeCertificate(x509, member, hosts(x509));
        } catch (CertificateParsingException e) {
            throw new IdentityException(MALFORMED_CERTIFICATE, "a certificate cannot be read: " + e.getMessage());
        }
    }

    private static List<String> hosts(X509Certificate x509) throws CertificateParsingException {
        Collection<List<?>> names = x509.getSubjectAlternativeNames();
        check(names != null && names.size() <= HOSTS, "1 to " + HOSTS + " hosts", names == null ? 0 : names.size());
        List<String> hosts = new ArrayList<>();
        for (List<?> name : names) {
            int kind = (Integer) name.getFirst();
            check(kind == DNS || kind == IP, "hosts by name or by address", "an alternative name of kind " + kind);
            hosts.add(plain((String) name.getLast()));
        }
        return hosts;
    }

    /** One form for each host: an address as Java writes it, a name in small letters. */
    private static String plain(String host) {
        try {
            return InetAddress.ofLiteral(host).getHostAddress();
        } catch (IllegalArgumentException e) {
            return host.toLowerCase(Locale.ROOT);
        }
    }

    /** The certificate's canonical bytes. */
    public ByteString der() {
        try {
            return ByteString.copyFrom(x509.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no bytes", e);
        }
    }

    public PublicKey key() {
        return x509.getPublicKey();
    }

    /** The last moment at which it is valid. */
    public Instant until() {
        return x509.getNotAfter().toInstant();
    }

    /** Whether the certificate's key has made this signature of these bytes. */
    public boolean hasSigned(byte[] bytes, byte[] signature) {
        return Ed25519.verifies(key(), bytes, signature);
    }

    /** Refuses the certificate at a host that it is not for. */
    public void checkHost(String host) {
        IdentityException.require(
                hosts.contains(plain(host)),
                IdentityException.Reason.OTHER_HOST,
                "the certificate of " + member.node() + " is for the hosts " + hosts + ", not for " + host);
    }
}
