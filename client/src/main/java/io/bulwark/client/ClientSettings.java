package io.bulwark.client;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What a client is told.
 *
 * @param gateways URLs of gateways, the one to begin with first; the client is served while one of them lives
 * @param key an API key, for gateways that ask for one
 * @param trust for gateways whose certificates the JDK does not trust by itself
 * @param patience how long to look for a gateway that can serve, and to wait where one says "later"
 */
public record ClientSettings(List<URI> gateways, Optional<String> key, Optional<SSLContext> trust, Duration patience) {
    /** How long a client is patient unless told otherwise. */
    public static final Duration PATIENCE = Duration.ofSeconds(15);

    /** @throws IllegalArgumentException unless there are gateways, each an http or https URL with a host */
    public ClientSettings {
        gateways = List.copyOf(gateways);
        if (gateways.isEmpty()) {
            throw new IllegalArgumentException("expected URLs of gateways, got none");
        }
        for (URI gateway : gateways) {
            boolean http = "http".equals(gateway.getScheme()) || "https".equals(gateway.getScheme());
            boolean bare = gateway.getPath().isEmpty() || gateway.getPath().equals("/");
            if (!http || gateway.getHost() == null || !bare || gateway.getQuery() != null) {
                throw new IllegalArgumentException("expected a URL like http://127.0.0.1:8480, got " + gateway);
            }
        }
    }

    /** For gateways that ask for no keys. */
    public static ClientSettings of(URI... gateways) {
        return new ClientSettings(List.of(gateways), Optional.empty(), Optional.empty(), PATIENCE);
    }

    /** The same with a key. */
    public ClientSettings withKey(String key) {
        return new ClientSettings(gateways, Optional.of(key), trust, patience);
    }

    /** The same with other trust. */
    public ClientSettings trusting(SSLContext context) {
        return new ClientSettings(gateways, key, Optional.of(context), patience);
    }

    /** The same with other patience. */
    public ClientSettings patient(Duration other) {
        return new ClientSettings(gateways, key, trust, other);
    }
}
