package io.bulwark.cluster.certs;

import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates as {@link io.bulwark.protocol.identity} reads them. */
final class Issue {
    private static final int SERIAL_BITS = 127;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Issue() {}

    static X500Name subject(Member member) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.C, member.jurisdiction().toString())
                .addRDN(BCStyle.O, member.operator().toString())
                .addRDN(BCStyle.OU, member.region().toString())
                .addRDN(BCStyle.CN, member.node().toString())
                .build();
    }

    static byte[] authority(OperatorId operator, KeyPair pair, Instant from, Instant until) {
        X500Name name = new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.O, operator.toString())
                .addRDN(BCStyle.CN, "Bulwark authority")
                .build();
        try {
            JcaX509v3CertificateBuilder builder = builder(name, name, pair.getPublic(), from, until);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(
                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.digitalSignature));
            return signed(builder, pair.getPrivate());
        } catch (IOException e) {
            throw new CertsException("the certificate of operator " + operator + " cannot be made", e);
        }
    }

    static byte[] node(
            Member member,
            List<String> hosts,
            PublicKey key,
            X500Name issuer,
            PrivateKey issuerKey,
            Instant from,
            Instant until) {
        try {
            JcaX509v3CertificateBuilder builder = builder(issuer, subject(member), key, from, until);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(hosts.stream().map(Issue::host).toArray(GeneralName[]::new)));
            return signed(builder, issuerKey);
        } catch (IOException e) {
            throw new CertsException("the certificate of node " + member.node() + " cannot be made", e);
        }
    }

    private static GeneralName host(String host) {
        try {
            return new GeneralName(
                    GeneralName.iPAddress, InetAddress.ofLiteral(host).getHostAddress());
        } catch (IllegalArgumentException e) {
            return new GeneralName(GeneralName.dNSName, host);
        }
    }

    private static JcaX509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, PublicKey key, Instant from, Instant until) {
        BigInteger serial = new BigInteger(SERIAL_BITS, RANDOM).add(BigInteger.ONE);
        return new JcaX509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(until), subject, key);
    }

    private static byte[] signed(JcaX509v3CertificateBuilder builder, PrivateKey key) throws IOException {
        try {
            return builder.build(new JcaContentSignerBuilder("Ed25519").build(key))
                    .getEncoded();
        } catch (OperatorCreationException e) {
            throw new CertsException("a certificate cannot be signed", e);
        }
    }
}
