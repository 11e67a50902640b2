package io.bulwark.cluster;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SelfSigned;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.TaskId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Facts signed by nodes that nobody vouches for; each node keeps its key as long as the tests run. */
public final class Facts {
    private static final Map<NodeId, Signer> SIGNERS = new ConcurrentHashMap<>();

    private Facts() {}

    public static Signer signer(NodeId node) {
        return SIGNERS.computeIfAbsent(node, any -> SelfSigned.of(Member.local(node)));
    }

    public static Fact fact(TaskId task, Claim claim, ArtifactId proof, long bytes, ProverId prover, long nanos) {
        return Fact.of(task, claim, new Blob(proof, bytes), prover, nanos, signer(prover.node()));
    }
}
