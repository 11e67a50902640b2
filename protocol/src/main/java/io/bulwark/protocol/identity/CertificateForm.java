package io.bulwark.protocol.identity;

import static io.bulwark.protocol.identity.IdentityException.Reason.MALFORMED_CERTIFICATE;

import io.bulwark.protocol.Ed25519;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.EdECPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;

/** What certificates of nodes and of authorities have in common: X.509 version 3, Ed25519 throughout, few bytes, no extension that we do not know. */
final class CertificateForm {
    private static final int SIGNATURE_BYTES = 64;
    /** A string of bits, its length, and no unused bits. */
    private static final byte[] SIGNATURE = {3, SIGNATURE_BYTES + 1, 0};

    /** Bytes of the largest certificate. */
    static final int BYTES = 2048;

    static final int DIGITAL_SIGNATURE = 0;
    static final int SIGN_CERTIFICATES = 5;
    static final int SIGN_REVOCATIONS = 6;

    private static final int VERSION = 3;
    /** Key usage, subject alternative names, basic constraints, extended key usage. */
    private static final Set<String> KNOWN = Set.of("2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.37");

    private CertificateForm() {}

    /** @throws IdentityException unless these bytes, all of them, are such a certificate */
    static X509Certificate read(byte[] der) {
        check(der.length <= BYTES, "a certificate of at most " + BYTES + " bytes", der.length);
        X509Certificate certificate = parsed(der);
        try {
            check(Arrays.equals(certificate.getEncoded(), der), "one certificate in DER", "something around it");
            check(endsInWholeSignature(der), "a signature of 64 whole bytes at the end", "another form of it");
        } catch (CertificateException e) {
            throw none(e);
        }
        check(certificate.getVersion() == VERSION, "a certificate of version 3", certificate.getVersion());
        PublicKey key = certificate.getPublicKey();
        check(isEd25519(key), "a certificate of an Ed25519 key", key.getAlgorithm());
        check(
                certificate.getSigAlgName().equals(Ed25519.NAME),
                "a certificate signed with Ed25519",
                certificate.getSigAlgName());
        Set<String> critical = certificate.getCriticalExtensionOIDs();
        check(critical != null && KNOWN.containsAll(critical), "only critical extensions " + KNOWN, critical);
        return certificate;
    }

    /** The JDK's reader lets exceptions of its own arithmetic out, for instance at a key of no bytes: they are refusals, too. */
    private static X509Certificate parsed(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException | RuntimeException e) {
            throw none(e);
        }
    }

    private static IdentityException none(Exception e) {
        return new IdentityException(
                MALFORMED_CERTIFICATE, "expected an X.509 certificate, got bytes that are none: " + e.getMessage());
    }

    private static boolean isEd25519(PublicKey key) {
        return key instanceof EdECPublicKey edwards
                && edwards.getParams().getName().equals(Ed25519.NAME);
    }

    /** The parts of the subject, by their names: exactly these, each once. */
    static Map<String, String> subject(X509Certificate certificate, Set<String> parts) {
        String name = certificate.getSubjectX500Principal().getName();
        Map<String, String> found = new TreeMap<>();
        try {
            for (Rdn part : new LdapName(name).getRdns()) {
                check(part.size() == 1 && part.getValue() instanceof String, "a subject of plain parts", name);
                String before = found.put(part.getType(), (String) part.getValue());
                check(before == null, "each part of a subject once", name);
            }
        } catch (InvalidNameException e) {
            throw new IdentityException(MALFORMED_CERTIFICATE, "expected a subject with a name, got \"" + name + '"');
        }
        check(found.keySet().equals(parts), "a subject with the parts " + parts, '"' + name + '"');
        return found;
    }

    /** Whether the usages of the certificate's key are at least these, and none outside of the others. */
    static boolean usable(X509Certificate certificate, Set<Integer> needed, Set<Integer> allowed) {
        boolean[] usage = certificate.getKeyUsage();
        if (usage == null) {
            return false;
        }
        for (int i = 0; i < usage.length; i++) {
            if (usage[i] ? !allowed.contains(i) : needed.contains(i)) {
                return false;
            }
        }
        return true;
    }

    static boolean isSignedBy(X509Certificate certificate, PublicKey key) {
        try {
            certificate.verify(key);
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Refuses a certificate before its first and after its last moment. */
    static void checkTime(X509Certificate certificate, String whose, Instant at) {
        Instant from = certificate.getNotBefore().toInstant();
        Instant until = certificate.getNotAfter().toInstant();
        IdentityException.require(
                !at.isBefore(from),
                IdentityException.Reason.NOT_YET_VALID,
                "the certificate of " + whose + " is valid from " + from + " on; it is " + at);
        IdentityException.require(
                !at.isAfter(until),
                IdentityException.Reason.EXPIRED,
                "the certificate of " + whose + " has expired, at " + until);
    }

    static void check(boolean holds, String expected, Object got) {
        IdentityException.require(holds, MALFORMED_CERTIFICATE, "expected " + expected + ", got " + got);
    }

    /** The signature is no part of what is signed, and readers forgive a count of unused bits: here one certificate has one form. */
    private static boolean endsInWholeSignature(byte[] der) {
        int at = der.length - SIGNATURE.length - SIGNATURE_BYTES;
        return at >= 0 && Arrays.equals(der, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
    }
}
