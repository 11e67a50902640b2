package io.bulwark.protocol.identity;

import static io.bulwark.protocol.identity.CertificateForm.check;
import static io.bulwark.protocol.identity.IdentityException.Reason.MALFORMED_CERTIFICATE;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Ed25519;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Sha256;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;

/**
 * The certificate of an operator's authority: X.509 version 3, Ed25519, signed by itself, subject {@code CN=any, O=operator}, for issuing certificates
 * of nodes but not of further authorities. Its key also signs lists of operators.
 */
public record CaCertificate(X509Certificate x509, OperatorId operator) {
    /** Bytes of the largest: a list with all of its operators goes into one message. */
    static final int BYTES = 1024;

    private static final Set<String> SUBJECT = Set.of("CN", "O");
    private static final Set<Integer> NEEDED = Set.of(CertificateForm.SIGN_CERTIFICATES);
    private static final Set<Integer> ALLOWED = Set.of(
            CertificateForm.DIGITAL_SIGNATURE, CertificateForm.SIGN_CERTIFICATES, CertificateForm.SIGN_REVOCATIONS);

    /**
     * Reads an authority's certificate.
     *
     * @throws IdentityException unless these bytes are such a certificate in DER
     */
    public static CaCertificate parse(byte[] der) {
        check(der.length <= BYTES, "an authority's certificate of at most " + BYTES + " bytes", der.length);
        X509Certificate x509 = CertificateForm.read(der);
        Map<String, String> subject = CertificateForm.subject(x509, SUBJECT);
        check(
                x509.getBasicConstraints() == 0,
                "an authority that makes no further authorities (path length 0)",
                x509.getBasicConstraints() < 0 ? "a certificate of no authority" : "another path length");
        check(CertificateForm.usable(x509, NEEDED, ALLOWED), "a key for issuing certificates", "another usage");
        check(CertificateForm.isSignedBy(x509, x509.getPublicKey()), "an authority signed by itself", "another signer");
        try {
            return new CaCertificate(x509, new OperatorId(subject.get("O")));
        } catch (MalformedMessageException e) {
            throw new IdentityException(MALFORMED_CERTIFICATE, "in the subject of a certificate: " + e.getMessage());
        }
    }

    /** The certificate's canonical bytes. */
    public byte[] der() {
        try {
            return x509.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read has no bytes", e);
        }
    }

    public PublicKey key() {
        return x509.getPublicKey();
    }

    /** SHA-256 of the certificate in hexadecimal digits, by which people compare it over another channel. */
    public String fingerprint() {
        return HexFormat.of().formatHex(Sha256.of(der()).toByteArray());
    }

    /** The last moment at which it is valid. */
    public Instant until() {
        return x509.getNotAfter().toInstant();
    }

    boolean hasSigned(byte[] bytes, ByteString signature) {
        return Ed25519.verifies(key(), bytes, signature.toByteArray());
    }

    boolean hasIssued(NodeCertificate certificate) {
        return certificate.x509().getIssuerX500Principal().equals(x509.getSubjectX500Principal())
                && CertificateForm.isSignedBy(certificate.x509(), key());
    }
}
