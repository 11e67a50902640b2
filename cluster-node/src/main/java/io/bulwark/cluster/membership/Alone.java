package io.bulwark.cluster.membership;

import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.identity.Consortium;
import java.util.List;
import java.util.Optional;

/** A node that knows no other. */
record Alone(NodeIdentity identity) implements Registry {
    @Override
    public Member self() {
        return identity.member();
    }

    @Override
    public Optional<Member> member(NodeId node) {
        return Optional.of(self()).filter(self -> self.node().equals(node));
    }

    @Override
    public List<Member> members() {
        return List.of(self());
    }

    @Override
    public Signer signer() {
        return identity;
    }

    @Override
    public Consortium consortium() {
        return Consortium.LOOPBACK;
    }
}
