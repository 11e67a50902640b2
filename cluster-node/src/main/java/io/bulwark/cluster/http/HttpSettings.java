package io.bulwark.cluster.http;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import io.bulwark.cluster.gateway.AdmissionControl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a node serves the API.
 *
 * @param open the public listener
 * @param management the one for health and metrics
 * @param tls the public listener's certificate and key
 * @param keys the file of API keys; without one the public listener asks for none, and has to be on loopback
 * @param bounds what may be open at once, in all
 */
public record HttpSettings(
        Listener open,
        Listener management,
        Optional<TlsFiles> tls,
        Optional<Path> keys,
        AdmissionControl.Bounds bounds) {
    /** Where the public listener is unless told otherwise. */
    public static final int PUBLIC_PORT = 8480;
    /** Where the management listener is unless told otherwise. */
    public static final int MANAGEMENT_PORT = 8558;

    /**
     * PEM files.
     *
     * @param certificates the server's own first, then those that lead to a root
     */
    public record TlsFiles(Path certificates, Path key) {}

    /** What to do about a port. */
    public sealed interface Port {
        /** No listener. */
        record Off() implements Port {}

        /** This one if it is free, else no listener, with a word in the log: several nodes on one machine need no settings. */
        record Usual(int number) implements Port {}

        /** This one and no other; 0: any that is free. */
        record Exactly(int number) implements Port {}
    }

    /** Where to listen. */
    public record Listener(String host, Port port) {
        /**
         * Whether only this machine reaches it.
         *
         * @throws HttpStartException if there is no such host
         */
        boolean loopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                throw new HttpStartException("there is no host " + host + " to serve HTTP on", e);
            }
        }
    }

    /** A public listener on any free port of the loopback interface, without keys, and nothing else. */
    public static HttpSettings loopback() {
        return new HttpSettings(
                new Listener("127.0.0.1", new Port.Exactly(0)),
                new Listener("127.0.0.1", new Port.Off()),
                Optional.empty(),
                Optional.empty(),
                AdmissionControl.Bounds.STANDARD);
    }

    /**
     * The settings under {@code bulwark.http}.
     *
     * @throws ConfigException if a key is of the wrong type
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static HttpSettings of(Config config) {
        Config own = config.getConfig("bulwark.http");
        Optional<Path> certificates = path(own, "tls.certificates");
        Optional<Path> key = path(own, "tls.key");
        if (certificates.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("expected both of http.tls.certificates and http.tls.key, or none");
        }
        return new HttpSettings(
                new Listener(own.getString("host"), port(own.getString("port"), PUBLIC_PORT)),
                new Listener(own.getString("management-host"), port(own.getString("management-port"), MANAGEMENT_PORT)),
                certificates.map(c -> new TlsFiles(c, key.orElseThrow())),
                path(own, "keys"),
                new AdmissionControl.Bounds(own.getInt("open-jobs"), own.getBytes("open-bytes")));
    }

    private static Optional<Path> path(Config config, String key) {
        String value = config.getString(key);
        return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
    }

    private static Port port(String text, int usual) {
        if (text.equals("off")) {
            return new Port.Off();
        }
        if (text.equals("auto")) {
            return new Port.Usual(usual);
        }
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("expected auto, off or a port from 0 to 65535, got " + text);
        }
        return new Port.Exactly(Integer.parseInt(text));
    }

    /**
     * Refuses what would let strangers in.
     *
     * @throws HttpStartException if the public listener is not on loopback and asks for no keys, or would be sent them in the clear
     */
    void requireSafe() {
        boolean served = !(open.port() instanceof Port.Off);
        if (served && !open.loopback() && (tls.isEmpty() || keys.isEmpty())) {
            throw new HttpStartException("the public listener on " + open.host()
                    + " can be reached from elsewhere: it needs http.tls.certificates, http.tls.key and http.keys;"
                    + " only on loopback may they be left out");
        }
    }
}
