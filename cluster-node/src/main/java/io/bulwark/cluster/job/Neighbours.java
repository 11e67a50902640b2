package io.bulwark.cluster.job;

import io.bulwark.cluster.membership.Registry;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import java.util.Collection;
import java.util.Optional;

/** Those around a job's actor: who they are by the registry, who has come by the circle, and who is believed. */
record Neighbours(Registry registry, Trust trust, Circle circle) implements Workforce {
    @Override
    public Optional<Member> member(NodeId node) {
        return registry.member(node);
    }

    @Override
    public Collection<ProverId> processes() {
        return circle.processes();
    }

    @Override
    public boolean takesWork(ProverId prover) {
        return trust.takesWork(prover);
    }

    @Override
    public boolean rests(NodeId node, long now) {
        return trust.rests(node, now);
    }
}
