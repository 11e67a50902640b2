package io.bulwark.cluster.cli;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.certs.NodeIdentity;
import io.bulwark.cluster.certs.TestConsortium;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.receipts.ReceiptFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Receipts of a run of three intervals by nodes with real certificates, beside the list of operators by which they are admitted. */
final class KeptReceipts {
    static final String LIST = "consortium.txt";
    static final String RECEIPTS = "run.receipts";
    static final Policy POLICY = new Policy(Set.of(), Set.of(new Jurisdiction("XX")), 3, 3, 34);
    static final Blob PROOF = new Blob(new ArtifactId(Sha256.of(new byte[] {9})), 1234);

    private KeptReceipts() {}

    static JobSpec spec() {
        return new JobSpec("sponge", "none", 0, new ArtifactId(Sha256.of(new byte[] {1})), 100).under(POLICY);
    }

    static TestConsortium consortium() {
        TestConsortium consortium = TestConsortium.of("alpine", "baltic", "coral");
        return consortium.next(consortium.operators(), "alpine", "baltic");
    }

    /** @param makers of the three intervals, each the name of an operator */
    static void write(TestConsortium consortium, Path directory, List<String> makers) throws IOException {
        consortium.writeList(directory);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < makers.size(); i++) {
            facts.add(fact(TaskName.segment(i), i, i + 1, node(consortium, makers.get(i))));
        }
        facts.add(fact(TaskName.join(new Span(0, 3)), 0, 3, node(consortium, "alpine")));
        facts.add(fact(TaskName.finish(3), 0, 3, node(consortium, "coral")));
        ByteString list = ByteString.copyFromUtf8(ConsortiumChain.text(consortium.newest()));
        try (OutputStream out = Files.newOutputStream(directory.resolve(RECEIPTS))) {
            new ReceiptFile(spec(), new Outcome(claim(0, 3), PROOF), list, facts).write(out);
        }
    }

    private static NodeIdentity node(TestConsortium consortium, String operator) {
        return consortium.node(operator, operator + "-1");
    }

    private static Fact fact(TaskName name, int from, int to, NodeIdentity maker) {
        ProverId prover = new ProverId(maker.member().node(), 7);
        return Fact.of(new TaskId(spec().id(), name), claim(from, to), PROOF, prover, 1_000_000_000L, maker);
    }

    private static Claim claim(int from, int to) {
        return new Claim(state(from), state(to));
    }

    private static Checkpoint state(int number) {
        return new Checkpoint(10L * number, ByteString.copyFromUtf8("state " + number));
    }

    /** Writes a new version's folder. */
    public static void main(String[] folder) throws IOException {
        write(consortium(), Files.createDirectories(Path.of(folder[0])), List.of("alpine", "baltic", "coral"));
    }
}
