package io.bulwark.protocol.receipts;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SelfSigned;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Signer;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A run of four segments by three operators, its receipts, and the list that admits the three. */
final class SomeReceipts {
    static final int SEGMENTS = 4;
    static final ArtifactId INPUT = new ArtifactId(Sha256.of(new byte[] {1}));
    static final Signer ACME = signer("a", "acme", "DE");
    static final Signer BOLT = signer("b", "bolt", "FR");
    static final Signer CORD = signer("c", "cord", "JP");
    /** Of nobody's list. */
    static final Signer STRANGER = signer("a", "acme", "DE");

    static final Map<ByteString, Member> LIST = new HashMap<>();

    static {
        List.of(ACME, BOLT, CORD).forEach(signer -> LIST.put(signer.certificate(), signer.member()));
    }

    static final Policy POLICY = new Policy(Set.of(), Set.of(new Jurisdiction("US")), 3, 3, 50);
    static final JobSpec SPEC = new JobSpec("test", "none", 0, INPUT, 100).under(POLICY);
    static final Blob PROOF = new Blob(INPUT, 9);
    static final Outcome OUTCOME = new Outcome(claim(0, SEGMENTS), PROOF);

    static Signer signer(String node, String operator, String jurisdiction) {
        return SelfSigned.of(new Member(
                new NodeId(node), new OperatorId(operator), new Jurisdiction(jurisdiction), new Region("here")));
    }

    static Admission.Admitted admit(ByteString certificate) {
        Member member = LIST.get(certificate);
        if (member == null) {
            throw new IllegalArgumentException("no operator on the list has issued the certificate");
        }
        try {
            return new Admission.Admitted(
                    member,
                    KeyFactory.getInstance("Ed25519")
                            .generatePublic(new X509EncodedKeySpec(certificate.toByteArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Segment n has n + 1 steps. */
    static Checkpoint before(int segment) {
        return new Checkpoint(segment * (segment + 1L) / 2, ByteString.copyFromUtf8("state " + segment));
    }

    static Claim claim(int from, int to) {
        return new Claim(before(from), before(to));
    }

    static Fact fact(TaskName name, Claim claim, Signer signer) {
        return fact(SPEC, name, claim, signer);
    }

    static Fact fact(JobSpec spec, TaskName name, Claim claim, Signer signer) {
        ProverId prover = new ProverId(signer.member().node(), 7);
        return Fact.of(new TaskId(spec.id(), name), claim, PROOF, prover, 1_000, signer);
    }

    static Fact segment(int number, Signer signer) {
        return fact(TaskName.segment(number), claim(number, number + 1), signer);
    }

    static List<Fact> facts() {
        return List.of(
                segment(0, ACME),
                segment(1, BOLT),
                segment(2, CORD),
                segment(3, ACME),
                fact(TaskName.join(new Span(0, SEGMENTS)), claim(0, SEGMENTS), BOLT),
                fact(TaskName.finish(SEGMENTS), claim(0, SEGMENTS), CORD));
    }

    static ReceiptFile file(UnaryOperator<List<Fact>> change) {
        return new ReceiptFile(SPEC, OUTCOME, ByteString.copyFromUtf8("list"), change.apply(new ArrayList<>(facts())));
    }

    private SomeReceipts() {}
}
