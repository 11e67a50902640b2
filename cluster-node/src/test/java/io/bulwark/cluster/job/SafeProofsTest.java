package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.Facts;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is built of a chain of two proofs waits until both are where they are not lost. */
class SafeProofsTest {
    private static final Fact FIRST = fact(0, "a");
    private static final Fact SECOND = fact(1, "b");

    private final Set<ArtifactId> safe = new HashSet<>();
    private final List<List<Fact>> built = new ArrayList<>();
    private final SafeProofs proofs = new SafeProofs(
            new ProofChain(chain -> built.add(chain.links()), why -> {
                throw new AssertionError(why);
            }),
            safe::contains);

    private static Fact fact(int segment, String proof) {
        Claim claim = new Claim(state(segment), state(segment + 1));
        TaskId task = new TaskId(new JobId(Sha256.of(new byte[] {1})), TaskName.segment(segment));
        ArtifactId artifact = new ArtifactId(Sha256.of(proof.getBytes(StandardCharsets.UTF_8)));
        return Facts.fact(task, claim, artifact, 5, new ProverId(new NodeId("maker-of-" + proof), 7), 10);
    }

    private static Checkpoint state(int at) {
        return new Checkpoint(at, ByteString.copyFrom(new byte[] {(byte) at}));
    }

    @Test
    void buildsNothingOfAProofThatOneDeathWouldLose() {
        safe.add(FIRST.proof());
        proofs.ends(2);
        proofs.add(FIRST, Optional.empty());
        proofs.add(SECOND, Optional.empty());
        proofs.look();
        assertThat(built).isEmpty();

        safe.add(SECOND.proof());
        proofs.look();
        proofs.look();
        assertThat(built).as("told once").containsExactly(List.of(FIRST, SECOND));
    }

    @Test
    void forgetsWhatIsSetAsideBeforeItIsSafe() {
        Fact again = fact(0, "c");
        safe.addAll(Set.of(SECOND.proof(), again.proof()));
        proofs.ends(2);
        proofs.add(FIRST, Optional.empty());
        proofs.add(SECOND, Optional.empty());
        proofs.setAside(TaskName.segment(0));
        safe.add(FIRST.proof());
        proofs.look();
        assertThat(built).isEmpty();

        proofs.add(again, Optional.empty());
        assertThat(built).containsExactly(List.of(again, SECOND));
    }
}
