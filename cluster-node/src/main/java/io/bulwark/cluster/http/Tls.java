package io.bulwark.cluster.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.HttpsConnectionContext;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/** The public listener's TLS: 1.3 or 1.2, with the certificate of two PEM files. */
final class Tls {
    private static final char[] NO_PASSWORD = {};
    private static final byte[] PROBE = "bulwark tls probe".getBytes(StandardCharsets.US_ASCII);
    private static final String NO_MATCH = "the key is not that of the first certificate";

    private Tls() {}

    /** @throws HttpStartException if a file cannot be read or used */
    static HttpsConnectionContext of(HttpSettings.TlsFiles files) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            PrivateKey key = key(files.key());
            Certificate[] certificates = certificates(files.certificates());
            requireMatch(key, certificates[0]);
            store.setKeyEntry("public", key, NO_PASSWORD, certificates);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, NO_PASSWORD);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return ConnectionContext.httpsServer(() -> {
                var engine = context.createSSLEngine();
                engine.setUseClientMode(false);
                engine.setEnabledProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
                return engine;
            });
        } catch (IOException | GeneralSecurityException e) {
            throw new HttpStartException(
                    "the certificate in " + files.certificates() + " and the key in " + files.key()
                            + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private static Certificate[] certificates(Path file) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            Certificate[] all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(in)
                    .toArray(Certificate[]::new);
            if (all.length == 0) {
                throw new IOException("there is no certificate in it");
            }
            return all;
        }
    }

    /** The first private key in a file; what stands before it, as the curve's parameters that OpenSSL writes, is passed over. */
    private static PrivateKey key(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file);
                PEMParser parser = new PEMParser(reader)) {
            for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
                switch (part) {
                    case PrivateKeyInfo key -> {
                        return new JcaPEMKeyConverter().getPrivateKey(key);
                    }
                    case PEMKeyPair pair -> {
                        return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
                    }
                    default -> {}
                }
            }
            throw new IOException("there is no unencrypted private key in " + file);
        }
    }

    /** With halves of two keys the server would start, and no client could ever connect. */
    private static void requireMatch(PrivateKey key, Certificate certificate)
            throws IOException, GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "EC" -> "SHA256withECDSA";
            case "RSA" -> "SHA256withRSA";
            default -> key.getAlgorithm();
        };
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(PROBE);
        byte[] signed = signature.sign();
        try {
            signature.initVerify(certificate);
            signature.update(PROBE);
            if (signature.verify(signed)) {
                return;
            }
        } catch (InvalidKeyException | SignatureException e) {
            throw new IOException(NO_MATCH, e);
        }
        throw new IOException(NO_MATCH);
    }
}
