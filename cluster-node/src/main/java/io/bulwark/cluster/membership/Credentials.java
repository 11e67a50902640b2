package io.bulwark.cluster.membership;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.certs.CertificateFiles;
import io.bulwark.cluster.certs.CertsException;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.Receipt;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.identity.IdentityException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This node's certificate and key, and the list of operators in force. They are read again when their files change, so that both can be replaced while the
 * node runs; a newer list that other nodes know is taken too, and kept in the data directory. Safe for use by many threads.
 */
public final class Credentials implements Signer {
    private static final Logger LOG = LoggerFactory.getLogger(Credentials.class);

    /** What is in force; the chain is missing where there are no certificates. */
    private record State(NodeIdentity identity, Optional<ConsortiumChain> chain) {}

    /**
     * Where it all lies.
     *
     * @param directory of the node's certificate and key
     * @param list the list of operators, which the operator of this node puts there
     * @param kept the newest list that the node knows, which it writes itself
     */
    public record Places(Path directory, Path list, Path kept) {}

    private final Optional<Places> places;
    private volatile State state;
    private String lastTrouble = "";
    private boolean troubled;
    /** What the files say that are in force, as far as they are: reading them anew takes signatures. */
    private Optional<ByteString> inForce = Optional.empty();

    private Credentials(Optional<Places> places, State state) {
        this.places = places;
        this.state = state;
    }

    /** Those of a node without certificates, for the loopback interface. */
    public static Credentials loopback(NodeIdentity identity) {
        return new Credentials(Optional.empty(), new State(identity, Optional.empty()));
    }

    /**
     * Those in files.
     *
     * @throws CertsException if one of them is missing, cannot be read, or is not what it should be
     * @throws IdentityException if the list does not admit this node
     */
    public static Credentials of(Places places) {
        ConsortiumChain chain = chain(places.list());
        if (Files.exists(places.kept())) {
            chain = merged(chain, chain(places.kept()), places);
        }
        NodeIdentity identity = CertificateFiles.node(places.directory());
        chain.newest().admits(identity.shown(), Instant.now());
        return new Credentials(Optional.of(places), new State(identity, Optional.of(chain)));
    }

    private static ConsortiumChain merged(ConsortiumChain given, ConsortiumChain kept, Places places) {
        try {
            return given.merge(kept);
        } catch (IdentityException e) {
            throw new CertsException(places.list() + " and " + places.kept() + ": " + e.getMessage(), e);
        }
    }

    private static ConsortiumChain chain(Path file) {
        try {
            return ConsortiumChain.parse(CertificateFiles.read(file, ConsortiumChain.CHARACTERS));
        } catch (IdentityException e) {
            throw new CertsException(file + ": " + e.getMessage(), e);
        }
    }

    NodeIdentity identity() {
        return state.identity();
    }

    @Override
    public Member member() {
        return state.identity().member();
    }

    @Override
    public ByteString certificate() {
        return state.identity().certificate();
    }

    @Override
    public ByteString sign(byte[] bytes) {
        return state.identity().sign(bytes);
    }

    /** With the certificate that belongs to the key, even if both are being renewed. */
    @Override
    public Receipt receipt(byte[] bytes) {
        return state.identity().receipt(bytes);
    }

    /** Whether this node has a certificate that others can check, so that it speaks TLS. */
    public boolean secure() {
        return places.isPresent();
    }

    /** The list in force. */
    public Consortium consortium() {
        return state.chain().map(ConsortiumChain::newest).orElse(Consortium.LOOPBACK);
    }

    /** All its versions; none without certificates. */
    Optional<ConsortiumChain> chain() {
        return state.chain();
    }

    /**
     * Takes the next version of the list, if it is rightly signed, and keeps it.
     *
     * @return whether it was taken; if not, the log says why
     */
    synchronized boolean learn(Consortium next) {
        if (state.chain().isEmpty() || next.version() <= consortium().version()) {
            return false;
        }
        try {
            take(state.chain().get().with(next));
            return true;
        } catch (IdentityException | CertsException e) {
            trouble("another node's list of operators is not taken: " + e.getMessage());
            return false;
        }
    }

    /**
     * Looks at the files again. What is wrong there is logged, once, and what was in force stays.
     *
     * @return whether something has changed
     */
    synchronized boolean reread() {
        if (places.isEmpty()) {
            return false;
        }
        Optional<ByteString> now = print(places.get());
        if (now.isPresent() && now.equals(inForce)) {
            return false;
        }
        troubled = false;
        boolean identity = rereadIdentity(places.get());
        boolean list = rereadList(places.get());
        inForce = troubled ? Optional.empty() : now;
        return list || identity;
    }

    /** One value for one content of the files; empty if they cannot be read. */
    private static Optional<ByteString> print(Places from) {
        try {
            String identity = CertificateFiles.nodeFiles(from.directory()).stream()
                    .map(CertificateFiles::read)
                    .collect(Collectors.joining());
            String all = identity + CertificateFiles.read(from.list(), ConsortiumChain.CHARACTERS);
            return Optional.of(Sha256.of(all.getBytes(StandardCharsets.UTF_8)));
        } catch (CertsException e) {
            return Optional.empty();
        }
    }

    private boolean rereadIdentity(Places from) {
        try {
            NodeIdentity identity = CertificateFiles.node(from.directory());
            if (identity.certificate().equals(state.identity().certificate())) {
                return false;
            }
            if (!identity.member().equals(member())) {
                throw new CertsException("the new certificate is of " + identity.member() + ", this node is " + member()
                        + "; to become another, it has to be started again");
            }
            consortium().admits(identity.shown(), Instant.now());
            state = new State(identity, state.chain());
            LOG.info(
                    "this node has a new certificate, valid until {}",
                    identity.shown().until());
            return true;
        } catch (CertsException | IdentityException e) {
            trouble("the certificate in " + from.directory() + " is not taken: " + e.getMessage());
            return false;
        }
    }

    private boolean rereadList(Places from) {
        try {
            ConsortiumChain ours = state.chain().orElseThrow();
            ConsortiumChain longer = merged(ours, chain(from.list()), from);
            if (longer.newest().version() == ours.newest().version()) {
                return false;
            }
            take(longer);
            return true;
        } catch (CertsException | IdentityException e) {
            trouble("the list of operators in " + from.list() + " is not taken: " + e.getMessage());
            return false;
        }
    }

    private void take(ConsortiumChain chain) {
        CertificateFiles.publish(places.orElseThrow().kept(), chain.text(), "rw-r--r--");
        state = new State(state.identity(), Optional.of(chain));
        LOG.info(
                "version {} of the list of operators is in force: {}, expelled {}",
                chain.newest().version(),
                chain.newest().operators().stream().map(o -> o.id().name()).toList(),
                chain.newest().expelled());
    }

    private void trouble(String what) {
        troubled = true;
        if (!what.equals(lastTrouble)) {
            lastTrouble = what;
            LOG.warn("{}", what);
        }
    }
}
