package io.bulwark.cluster.cli;

import io.bulwark.client.BulwarkClient;
import io.bulwark.client.ClientSettings;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.MalformedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import picocli.CommandLine.Option;

/** The options of verbs that speak to a cluster. */
final class Server {
    private static final String USUAL = "http://127.0.0.1:8480";

    @Option(
            names = "--server",
            paramLabel = "URL",
            split = ",",
            description = "gateways, while one of which lives the verb is served (BULWARK_SERVER, else " + USUAL + ")")
    private List<String> servers = List.of();

    @Option(
            names = "--key-file",
            paramLabel = "F",
            description = "a file with the API key, for gateways that ask for one (else BULWARK_API_KEY)")
    private Optional<Path> keyFile = Optional.empty();

    @Option(names = "--ca", paramLabel = "PEM", description = "certificates to trust instead of the JDK's")
    private Optional<Path> ca = Optional.empty();

    @Option(
            names = "--patience",
            paramLabel = "S",
            defaultValue = "15",
            description = "how many seconds to look for a gateway that can serve (15)")
    private int patience;

    /** @throws UsageException if an option is not as it should be */
    BulwarkClient client() {
        List<String> named = servers.isEmpty()
                ? List.of(environment("BULWARK_SERVER").orElse(USUAL).split(","))
                : servers;
        if (patience < 0) {
            throw new UsageException("expected a patience from 0 seconds on, got " + patience);
        }
        try {
            ClientSettings settings = new ClientSettings(
                    named.stream().map(url -> URI.create(url.strip())).toList(),
                    key(),
                    ca.map(Server::trust),
                    Duration.ofSeconds(patience));
            return new BulwarkClient(settings);
        } catch (IllegalArgumentException e) {
            throw new UsageException("--server: " + e.getMessage(), e);
        }
    }

    private Optional<String> key() {
        if (keyFile.isEmpty()) {
            return environment("BULWARK_API_KEY");
        }
        try {
            return Optional.of(Files.readString(keyFile.get()).strip());
        } catch (IOException e) {
            throw new UsageException("the key file " + keyFile.get() + " cannot be read", e);
        }
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isBlank());
    }

    private static SSLContext trust(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + count++, certificate);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new UsageException("the certificates in " + pem + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** @throws UsageException if this names no job */
    static JobId job(String hex) {
        try {
            return JobId.parse(hex);
        } catch (MalformedMessageException e) {
            throw new UsageException(e.getMessage(), e);
        }
    }
}
