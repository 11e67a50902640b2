package io.bulwark.cluster.membership;

import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.receipts.Admission;
import java.util.List;
import java.util.Optional;

/** The members whose identity is known and right. For use from any thread: each call answers from the newest state, and costs nothing. */
public interface Registry {
    /** This node. */
    Member self();

    /** The member of that name, as its certificate says; none while it is not known, has left, or is not admitted. */
    Optional<Member> member(NodeId node);

    /** All of them, this node included, in the order of their names. */
    List<Member> members();

    /** The member at an address, "host:port", under the same conditions. */
    default Optional<Member> at(String address) {
        return Optional.empty();
    }

    /** Signs in this node's name. */
    Signer signer();

    /** The list of operators in force; {@link Consortium#LOOPBACK} where nodes run without certificates. */
    Consortium consortium();

    /** Says whose a certificate is, by {@link #consortium()}. */
    default Admission admission() {
        return Admission.now(consortium());
    }

    /** Whether the member of that name is known, and of this node's region. */
    default boolean sameRegion(NodeId node) {
        return member(node)
                .filter(member -> member.region().equals(self().region()))
                .isPresent();
    }

    /** The registry of a node that is alone, with a self-made certificate. */
    static Registry alone(Member member) {
        return new Alone(NodeIdentity.selfMade(member, List.of("127.0.0.1")));
    }
}
