package io.bulwark.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.demo.Disturbance.Role;
import io.bulwark.cluster.demo.Disturbance.Victim;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.JobStatus.Phase;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DisturbanceTest {
    private static final List<NodeId> NODES =
            Stream.of("a", "b", "c").map(NodeId::new).toList();
    private static final int MEMBERS = 4;

    private final Disturbance disturbance = new Disturbance(NODES, MEMBERS);

    @Test
    void waitsUntilSomethingIsProven() {
        assertThat(disturbance.next(status(Phase.GATHERING, "a", 0), MEMBERS)).isEmpty();
        assertThat(disturbance.next(status(Phase.PROVING, "a", 0), MEMBERS)).isEmpty();
    }

    @Test
    void killsAProverFirstAndTheJobsNodeWhenTheOthersHaveRemovedIt() {
        assertThat(disturbance.next(status(Phase.PROVING, "c", 1), MEMBERS))
                .contains(new Victim(NODES.get(1), Role.PROVER));
        assertThat(disturbance.next(status(Phase.PROVING, "c", 2), MEMBERS)).isEmpty();
        assertThat(disturbance.done()).isFalse();

        assertThat(disturbance.next(status(Phase.PROVING, "a", 3), MEMBERS - 1))
                .as("the job's node at that time")
                .contains(new Victim(NODES.get(0), Role.JOB));
        assertThat(disturbance.done()).isTrue();
        assertThat(disturbance.next(status(Phase.PROVING, "c", 4), MEMBERS - 2)).isEmpty();
    }

    @Test
    void killsNobodyWhenAllIsProven() {
        assertThat(disturbance.next(status(Phase.PROVING, "a", 10), MEMBERS)).isEmpty();
        assertThat(disturbance.next(status(Phase.SUCCEEDED, "a", 10), MEMBERS)).isEmpty();
    }

    @Test
    void killsWhilePiecesAreJoinedToo() {
        assertThat(disturbance.next(status(Phase.PROVING, "a", 10, 1), MEMBERS)).isEmpty();
        assertThat(disturbance.next(status(Phase.PROVING, "a", 10, 2), MEMBERS))
                .contains(new Victim(NODES.get(2), Role.PROVER));
    }

    private static JobStatus status(Phase phase, String home, int proven) {
        return status(phase, home, proven, 0);
    }

    private static JobStatus status(Phase phase, String home, int proven, int pieces) {
        return new JobStatus(
                new JobId(Sha256.of(new byte[1])),
                phase,
                new ProverId(new NodeId(home), 1),
                10,
                10,
                proven,
                new JobStatus.Folds(pieces, List.of(), 0),
                0,
                0,
                0,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
