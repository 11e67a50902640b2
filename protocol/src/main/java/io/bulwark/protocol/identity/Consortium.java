package io.bulwark.protocol.identity;

import static io.bulwark.protocol.identity.IdentityException.Reason.EXPELLED_OPERATOR;
import static io.bulwark.protocol.identity.IdentityException.Reason.MALFORMED_LIST;
import static io.bulwark.protocol.identity.IdentityException.Reason.OTHER_JURISDICTION;
import static io.bulwark.protocol.identity.IdentityException.Reason.OTHER_LIST;
import static io.bulwark.protocol.identity.IdentityException.Reason.UNLISTED_OPERATOR;
import static io.bulwark.protocol.identity.IdentityException.Reason.UNSIGNED_LIST;
import static io.bulwark.protocol.identity.IdentityException.Reason.WRONG_AUTHORITY;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The list of operators in one version: who may run nodes, where, and who was expelled. It is in force when more than half of the operators of
 * the version before have signed it; the first, when all of its own have. So no founder is needed for ever, and none decides alone.
 *
 * @param version 1 for the first; 0 for {@link #LOOPBACK} alone
 * @param previous SHA-256 of what was signed of the version before; of 32 zeros in the first
 * @param operators in the order of their names
 * @param expelled operators that were on the list once
 * @param signatures Ed25519, of {@link #signed()}, by authorities of operators of the version before, or of this one if it is the first
 */
public record Consortium(
        int version,
        ByteString previous,
        List<Operator> operators,
        NavigableSet<OperatorId> expelled,
        NavigableMap<OperatorId, ByteString> signatures) {
    /** Operators on a list. */
    public static final int OPERATORS = 64;
    /** Operators that a list names as expelled. */
    public static final int EXPELLED = 256;
    /** Versions of a list. */
    public static final int VERSIONS = 1024;

    /** No list: whoever has a self-made certificate is admitted. For nodes on the loopback interface, where no certificates were made. */
    public static final Consortium LOOPBACK =
            new Consortium(0, noVersion(), List.of(), Collections.emptyNavigableSet(), Collections.emptyNavigableMap());

    /** @throws IdentityException if the list contradicts itself or exceeds a bound */
    public Consortium {
        operators = List.copyOf(operators);
        expelled = Collections.unmodifiableNavigableSet(new TreeSet<>(expelled));
        signatures = Collections.unmodifiableNavigableMap(new TreeMap<>(signatures));
        require(version >= 0 && version <= VERSIONS, "a version of 1 to " + VERSIONS, version);
        require(operators.size() <= OPERATORS, "at most " + OPERATORS + " operators", operators.size());
        require(version == 0 || !operators.isEmpty(), "an operator", "none");
        require(expelled.size() <= EXPELLED, "at most " + EXPELLED + " expelled operators", expelled.size());
        require(previous.size() == Sha256.BYTES, "a digest of " + Sha256.BYTES + " bytes", previous.size());
        Set<ByteString> keys = new HashSet<>();
        for (int i = 0; i < operators.size(); i++) {
            Operator operator = operators.get(i);
            require(
                    i == 0 || operators.get(i - 1).id().compareTo(operator.id()) < 0,
                    "operators in order, each once",
                    operator.id());
            require(!expelled.contains(operator.id()), "no operator that is expelled, too", operator.id());
            for (CaCertificate authority : operator.authorities()) {
                require(
                        keys.add(ByteString.copyFrom(authority.key().getEncoded())),
                        "a key for each authority",
                        "one of " + operator.id() + " twice");
            }
        }
    }

    /** The first list, not signed yet. */
    public static Consortium founding(Collection<Operator> operators) {
        return new Consortium(
                1, noVersion(), sorted(operators), Collections.emptyNavigableSet(), Collections.emptyNavigableMap());
    }

    /** The list that is to follow this one, not signed yet; who is on this list but not on that one is expelled. */
    public Consortium successor(Collection<Operator> next) {
        NavigableSet<OperatorId> out = new TreeSet<>(expelled);
        operators.forEach(operator -> out.add(operator.id()));
        next.forEach(operator -> out.remove(operator.id()));
        return new Consortium(version + 1, digest(), sorted(next), out, Collections.emptyNavigableMap());
    }

    /** The same list with a further signature. */
    public Consortium with(OperatorId operator, ByteString signature) {
        NavigableMap<OperatorId, ByteString> more = new TreeMap<>(signatures);
        more.put(operator, signature);
        return new Consortium(version, previous, operators, expelled, more);
    }

    /** The bytes that operators sign: the list as people read it, without signatures. */
    public byte[] signed() {
        return ConsortiumText.body(this).getBytes(StandardCharsets.US_ASCII);
    }

    /** SHA-256 of {@link #signed()}. */
    public ByteString digest() {
        return Sha256.of(signed());
    }

    public Optional<Operator> operator(OperatorId id) {
        return operators.stream().filter(operator -> operator.id().equals(id)).findFirst();
    }

    /** Refuses a first list that an operator on it has not signed. */
    public void checkFounding() {
        IdentityException.require(
                version == 1 && previous.equals(noVersion()),
                OTHER_LIST,
                "expected the first version of a list, got version " + version);
        checkSignatures(this, operators.size());
    }

    /** Refuses a list that is not the next version of this one, or that not more than half of this one's operators have signed. */
    public void checkSuccessor(Consortium next) {
        IdentityException.require(
                version > 0 && next.version == version + 1,
                OTHER_LIST,
                "expected version " + (version + 1) + " of the list, got version " + next.version);
        IdentityException.require(
                next.previous.equals(digest()),
                OTHER_LIST,
                "version " + next.version + " of the list follows another version " + version + " than ours");
        checkSignatures(next, operators.size() / 2 + 1);
    }

    private void checkSignatures(Consortium list, int needed) {
        byte[] bytes = list.signed();
        list.signatures.forEach((who, signature) -> {
            Optional<Operator> signer = operator(who);
            IdentityException.require(
                    signer.isPresent(),
                    UNSIGNED_LIST,
                    "version " + list.version + " of the list is signed by " + who + ", who has no say in it");
            IdentityException.require(
                    signer.get().hasSigned(bytes, signature),
                    UNSIGNED_LIST,
                    "the signature of " + who + " under version " + list.version
                            + " of the list is of other bytes or by another key");
        });
        IdentityException.require(
                list.signatures.size() >= needed,
                UNSIGNED_LIST,
                "version " + list.version + " of the list needs the signatures of " + needed + " of "
                        + operators.stream().map(Operator::id).toList() + ", got those of "
                        + list.signatures.keySet());
    }

    /**
     * Who a node's certificate says that it is, if this list admits it at that moment.
     *
     * @throws IdentityException that says why not
     */
    public Member admits(NodeCertificate certificate, Instant at) {
        Member member = certificate.member();
        if (version == 0) {
            IdentityException.require(
                    CertificateForm.isSignedBy(certificate.x509(), certificate.key()),
                    WRONG_AUTHORITY,
                    "expected a self-made certificate, got one of " + member.operator() + "'s authority");
        } else {
            CaCertificate authority = authorityOf(certificate);
            CertificateForm.checkTime(authority.x509(), member.operator() + "'s authority", at);
        }
        CertificateForm.checkTime(certificate.x509(), "node " + member.node() + " of " + member.operator(), at);
        return member;
    }

    private CaCertificate authorityOf(NodeCertificate certificate) {
        Member member = certificate.member();
        String where = ", says version " + version + " of the list";
        IdentityException.require(
                !expelled.contains(member.operator()),
                EXPELLED_OPERATOR,
                "operator " + member.operator() + " of node " + member.node() + " is expelled" + where);
        Operator operator = operator(member.operator())
                .orElseThrow(() -> new IdentityException(
                        UNLISTED_OPERATOR,
                        "operator " + member.operator() + " of node " + member.node() + " is not listed" + where));
        CaCertificate authority = operator.authorities().stream()
                .filter(candidate -> candidate.hasIssued(certificate))
                .findFirst()
                .orElseThrow(() -> new IdentityException(
                        WRONG_AUTHORITY,
                        "the certificate of node " + member.node() + " was not issued by an authority of operator "
                                + member.operator() + where));
        IdentityException.require(
                operator.jurisdictions().contains(member.jurisdiction()),
                OTHER_JURISDICTION,
                "operator " + member.operator() + " of node " + member.node() + " may run nodes in "
                        + operator.jurisdictions() + ", not in " + member.jurisdiction() + where);
        return authority;
    }

    private static List<Operator> sorted(Collection<Operator> operators) {
        return operators.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    private static ByteString noVersion() {
        return ByteString.copyFrom(new byte[Sha256.BYTES]);
    }

    private static void require(boolean holds, String expected, Object got) {
        IdentityException.require(
                holds, MALFORMED_LIST, "in a list of operators: expected " + expected + ", got " + got);
    }
}
