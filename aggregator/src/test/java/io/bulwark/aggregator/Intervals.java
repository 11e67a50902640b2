package io.bulwark.aggregator;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;

/** Intervals of one imagined run, whose state at step n is the number n, written out. */
final class Intervals {
    static final JobId JOB = new JobId(Sha256.of(new byte[] {1}));

    private Intervals() {}

    static Checkpoint at(long step) {
        return new Checkpoint(step, ByteString.copyFromUtf8("state " + step));
    }

    static ChainProof link(long from, long to) {
        return link(at(from), at(to));
    }

    static ChainProof link(Checkpoint from, Checkpoint to) {
        Claim claim = new Claim(from, to);
        ArtifactId proof =
                new ArtifactId(Sha256.of(claim.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return new ChainProof.Link(new Fact(
                new TaskId(JOB, (int) from.step()), claim, proof, 100, new ProverId(new NodeId("a"), 7), 1_000));
    }
}
