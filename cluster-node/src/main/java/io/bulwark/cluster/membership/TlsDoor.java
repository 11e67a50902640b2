package io.bulwark.cluster.membership;

import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.NodeCertificate;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.pekko.remote.artery.tcp.SSLEngineProvider;
import scala.Option;

/**
 * TLS between nodes: version 1.3 only, both ends show a certificate, and the list of operators in force at that moment admits it. A session that is resumed
 * is checked like a new one.
 */
final class TlsDoor implements SSLEngineProvider {
    private static final String[] PROTOCOLS = {"TLSv1.3"};

    /** What new connections use until the node's certificate changes. */
    private record Made(NodeIdentity identity, SSLContext context) {}

    private final Credentials credentials;
    private final Refusals refusals;
    private volatile Optional<Made> made = Optional.empty();

    TlsDoor(Credentials credentials, Refusals refusals) {
        this.credentials = credentials;
        this.refusals = refusals;
    }

    /** A context with this node's certificate, which trusts whom the list admits. */
    SSLContext context() {
        NodeIdentity identity = credentials.identity();
        Optional<Made> last = made;
        if (last.isPresent() && last.get().identity().equals(identity)) {
            return last.get().context();
        }
        SSLContext context = context(identity, new ListTrust());
        made = Optional.of(new Made(identity, context));
        return context;
    }

    /** To find out why another node does not answer: trusts whoever it is. Nothing is ever sent over it. */
    SSLContext probe() {
        return context(credentials.identity(), new NoTrustNeeded());
    }

    private static SSLContext context(NodeIdentity identity, X509ExtendedTrustManager trust) {
        try {
            char[] none = {};
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(null, none);
            keys.setKeyEntry("node", identity.key(), none, new Certificate[] {
                identity.shown().x509()
            });
            KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            own.init(keys, none);
            SSLContext context = SSLContext.getInstance(PROTOCOLS[0]);
            context.init(own.getKeyManagers(), new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("this Java cannot do TLS with an Ed25519 certificate", e);
        }
    }

    @Override
    public SSLEngine createServerSSLEngine(String hostname, int port) {
        SSLEngine engine = engine(hostname, port);
        engine.setUseClientMode(false);
        engine.setNeedClientAuth(true);
        return engine;
    }

    @Override
    public SSLEngine createClientSSLEngine(String hostname, int port) {
        SSLEngine engine = engine(hostname, port);
        engine.setUseClientMode(true);
        return engine;
    }

    private SSLEngine engine(String hostname, int port) {
        SSLEngine engine = context().createSSLEngine(hostname, port);
        engine.setEnabledProtocols(PROTOCOLS);
        return engine;
    }

    /** On the side that has connected: the other is who it should be, and has a certificate for the host that was asked for. */
    @Override
    public Option<Throwable> verifyClientSession(String hostname, SSLSession session) {
        return verify(session, Optional.of(hostname));
    }

    /** On the side that was connected to. */
    @Override
    public Option<Throwable> verifyServerSession(String hostname, SSLSession session) {
        return verify(session, Optional.empty());
    }

    private Option<Throwable> verify(SSLSession session, Optional<String> host) {
        try {
            NodeCertificate certificate = admitted((X509Certificate) session.getPeerCertificates()[0]);
            host.ifPresent(certificate::checkHost);
            return Option.empty();
        } catch (SSLPeerUnverifiedException | CertificateException e) {
            return Option.apply(e);
        } catch (IdentityException e) {
            refusals.say("a connection is refused: " + e.getMessage());
            return Option.apply(e);
        }
    }

    private NodeCertificate admitted(X509Certificate certificate) throws CertificateException {
        NodeCertificate node = NodeCertificate.parse(certificate.getEncoded());
        credentials.consortium().admits(node, Instant.now());
        return node;
    }

    /** A way of looking at the other side's certificate, whichever side that is. */
    private abstract static class Trust extends X509ExtendedTrustManager {
        abstract void check(X509Certificate[] chain, String side) throws CertificateException;

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain, "to this node");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain, "from this node to " + engine.getPeerHost() + ":" + engine.getPeerPort());
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain, "to this node");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain, "from this node to " + socket.getRemoteSocketAddress());
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain, "to this node");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(chain, "from this node");
        }

        /** No names of authorities are sent: whoever connects has one certificate only. */
        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static final class NoTrustNeeded extends Trust {
        @Override
        void check(X509Certificate[] chain, String side) {}
    }

    /** Asks the list. */
    private final class ListTrust extends Trust {
        @Override
        void check(X509Certificate[] chain, String side) throws CertificateException {
            if (chain == null || chain.length == 0) {
                throw new CertificateException("no certificate was shown");
            }
            try {
                admitted(chain[0]);
            } catch (IdentityException e) {
                refusals.say("a connection " + side + " is refused: " + e.getMessage());
                throw new CertificateException(e.getMessage(), e);
            }
        }
    }
}
