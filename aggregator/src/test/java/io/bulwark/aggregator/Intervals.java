package io.bulwark.aggregator;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SelfSigned;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.nio.charset.StandardCharsets;

/** Pieces of one imagined run, whose intervals grow by a step each, and whose state before interval n is the number n, written out. */
final class Intervals {
    static final JobSpec SPEC = new JobSpec("test", "none", 0, new ArtifactId(Sha256.of(new byte[] {1})), 1);
    static final ProverId PROVER = new ProverId(new NodeId("a"), 7);
    private static final Signer SIGNER = SelfSigned.of(Member.local(PROVER.node()));

    private Intervals() {}

    static Checkpoint before(int interval) {
        return new Checkpoint(interval * (interval + 1L) / 2, ByteString.copyFromUtf8("state " + interval));
    }

    /** What pieces from one interval to the one before another claim. */
    static Claim claim(int from, int to) {
        return new Claim(before(from), before(to));
    }

    static Piece piece(int from, int to) {
        return piece(claim(from, to), new Span(from, to - from), Width.NARROW);
    }

    static Piece piece(Claim claim, Span span, Width width) {
        TaskName name = span.count() == 1 ? TaskName.segment(span.first()) : new TaskName(Stage.JOIN, span);
        return new Piece(fact(name, claim), width);
    }

    static Fact fact(TaskName name, Claim claim) {
        ArtifactId proof =
                new ArtifactId(Sha256.of((name + " " + claim.end().step()).getBytes(StandardCharsets.UTF_8)));
        return Fact.of(new TaskId(SPEC.id(), name), claim, new Blob(proof, 100), PROVER, 1_000, SIGNER);
    }
}
