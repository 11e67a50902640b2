package io.bulwark.cluster.membership;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Finds out why another node does not let this one in: connects to it as nodes do, and says what comes of that. */
final class Knock {
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(3).toMillis();

    private final SSLContext tls;
    private final boolean secure;

    /**
     * Knocks at doors.
     *
     * @param tls with the node's certificate, or the self-made one that nobody believes
     * @param secure whether the node speaks TLS itself
     */
    Knock(SSLContext tls, boolean secure) {
        this.tls = tls;
        this.secure = secure;
    }

    /** Why the node at the address keeps this one out; nothing if it does not, as far as can be seen from here. Takes some seconds. */
    Optional<String> at(String host, int port) {
        String place = "the node at " + host + ":" + port;
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            return handshake(plain, host, port, place);
        } catch (IOException e) {
            return Optional.of(place + " cannot be reached (" + e.getMessage() + ")");
        }
    }

    private Optional<String> handshake(Socket plain, String host, int port, String place) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true)) {
            socket.startHandshake();
            // In TLS 1.3 the other side's verdict on our certificate comes after our side is done.
            socket.getInputStream().read();
            return Optional.empty();
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } catch (SSLException e) {
            return secure ? withCertificate(e, place) : withoutCertificate(e, place);
        }
    }

    private static Optional<String> withCertificate(SSLException e, String place) {
        String what = String.valueOf(e.getMessage());
        if (isAlert(e)) {
            return Optional.of(place + " refuses this node's certificate (" + what + "); its log says why");
        }
        if (what.contains("nrecognized") || what.contains("terminated")) {
            return Optional.of(place + " speaks no TLS: it runs without certificates");
        }
        return Optional.of(place + " is refused by this node: " + what);
    }

    private static Optional<String> withoutCertificate(SSLException e, String place) {
        return isAlert(e)
                ? Optional.of(place + " speaks TLS, and this node has no certificate (bulwark.certs)")
                : Optional.empty();
    }

    private static boolean isAlert(SSLException e) {
        return String.valueOf(e.getMessage()).contains("alert");
    }
}
