package io.bulwark.cluster.certs;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.identity.Operator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A consortium whose authorities' keys are all at hand: each operator runs nodes in one jurisdiction and one region of its own. */
public final class TestConsortium {
    private static final Duration YEAR = Duration.ofDays(365);
    private static final Map<String, String> JURISDICTIONS =
            Map.of("alpine", "CH", "baltic", "EE", "coral", "PT", "delta", "NL", "evil", "XX");

    private final Map<String, Authority> authorities = new LinkedHashMap<>();
    private ConsortiumChain chain;

    private TestConsortium(List<String> operators) {
        operators.forEach(name -> authorities.put(name, authority(name)));
        Consortium first =
                Consortium.founding(operators.stream().map(this::operator).toList());
        chain = new ConsortiumChain(List.of(signed(first, operators)));
    }

    /** One that these have founded. */
    public static TestConsortium of(String... operators) {
        return new TestConsortium(List.of(operators));
    }

    /** A new authority of that operator, on no list. */
    public static Authority authority(String operator) {
        Instant now = Instant.now();
        return Authority.make(new OperatorId(operator), now.minus(YEAR), now.plus(YEAR));
    }

    public Authority authorityOf(String operator) {
        return authorities.get(operator);
    }

    /** Makes the authority known under the operator's name, on no list yet. */
    public TestConsortium knows(String operator, Authority authority) {
        authorities.put(operator, authority);
        return this;
    }

    public Operator operator(String name) {
        return Operator.of(authorities.get(name).certificate(), List.of(jurisdiction(name)));
    }

    public ConsortiumChain chain() {
        return chain;
    }

    public Consortium newest() {
        return chain.newest();
    }

    /** The next list, of these operators, signed by those. */
    public TestConsortium next(List<Operator> operators, String... signers) {
        chain = chain.with(signed(newest().successor(operators), List.of(signers)));
        return this;
    }

    /** The operators on the list now. */
    public List<Operator> operators() {
        return new ArrayList<>(newest().operators());
    }

    public Consortium signed(Consortium list, List<String> signers) {
        Consortium signed = list;
        for (String signer : signers) {
            signed = signed.with(new OperatorId(signer), authorities.get(signer).sign(list.signed()));
        }
        return signed;
    }

    public static Member member(String operator, String node) {
        return new Member(
                new NodeId(node), new OperatorId(operator), jurisdiction(operator), new Region(operator + "-region"));
    }

    private static Jurisdiction jurisdiction(String operator) {
        return new Jurisdiction(JURISDICTIONS.get(operator));
    }

    /** A node's identity for the loopback interface, valid now. */
    public NodeIdentity node(String operator, String node) {
        return node(authorities.get(operator), member(operator, node));
    }

    public static NodeIdentity node(Authority authority, Member member) {
        Instant now = Instant.now();
        return authority.issue(
                member,
                List.of("127.0.0.1", "localhost"),
                now.minus(Duration.ofDays(1)),
                now.plus(Duration.ofDays(30)));
    }

    /** Writes a node's directory: its certificate, its key, and the list as it is now. */
    public Path write(NodeIdentity identity, Path directory) {
        CertificateFiles.write(identity, directory, true);
        writeList(directory);
        return directory;
    }

    public void writeList(Path directory) {
        CertificateFiles.publish(directory.resolve(CertificateFiles.CONSORTIUM), chain.text(), "rw-r--r--");
    }
}
