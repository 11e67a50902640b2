package io.bulwark.cluster.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.bulwark.cluster.demo.Disturbance.Role;
import io.bulwark.cluster.demo.Disturbance.Victim;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.JobStatus.Phase;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Sha256;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisturbanceTest {
    private static final NodeId A = new NodeId("a");
    private static final NodeId B = new NodeId("b");
    private static final NodeId C = new NodeId("c");
    private static final int MEMBERS = 4;

    private final Disturbance disturbance =
            new Disturbance(List.of(member(A, "zurich"), member(B, "tallinn"), member(C, "zurich")), MEMBERS);

    @Test
    void waitsUntilSomethingIsProven() {
        assertThat(disturbance.next(status(Phase.GATHERING, "a", 0), MEMBERS)).isEmpty();
        assertThat(disturbance.next(status(Phase.PROVING, "a", 0), MEMBERS)).isEmpty();
    }

    @Test
    void killsAProverFirstAndTheJobsNodeWhenTheOthersHaveRemovedIt() {
        assertThat(disturbance.next(status(Phase.PROVING, "c", 1), MEMBERS))
                .as("one of another region")
                .contains(new Victim(B, Role.PROVER));
        assertThat(disturbance.next(status(Phase.PROVING, "c", 2), MEMBERS)).isEmpty();
        assertThat(disturbance.done()).isFalse();

        assertThat(disturbance.next(status(Phase.PROVING, "a", 3, 0, MEMBERS), MEMBERS - 1))
                .as("the job still counts what the dead one held")
                .isEmpty();
        assertThat(disturbance.next(status(Phase.PROVING, "a", 3, 0, MEMBERS - 1), MEMBERS - 1))
                .as("the job's node at that time")
                .contains(new Victim(A, Role.JOB));
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
        assertThat(disturbance.next(status(Phase.PROVING, "a", 10, 2), MEMBERS)).contains(new Victim(B, Role.PROVER));
    }

    @Test
    void killsOneOfTheSameRegionWhereThereIsNoOther() {
        Disturbance inOneRegion = new Disturbance(List.of(member(A, "zurich"), member(C, "zurich")), MEMBERS);

        assertThat(inOneRegion.next(status(Phase.PROVING, "a", 1), MEMBERS)).contains(new Victim(C, Role.PROVER));
    }

    private static Member member(NodeId node, String region) {
        return new Member(node, new OperatorId("operator"), new Jurisdiction("CH"), new Region(region));
    }

    private static JobStatus status(Phase phase, String home, int proven) {
        return status(phase, home, proven, 0);
    }

    private static JobStatus status(Phase phase, String home, int proven, int pieces) {
        return status(phase, home, proven, pieces, MEMBERS);
    }

    private static JobStatus status(Phase phase, String home, int proven, int pieces, int keepers) {
        return new JobStatus(
                new JobId(Sha256.of(new byte[1])),
                phase,
                new ProverId(new NodeId(home), 1),
                10,
                10,
                proven,
                new JobStatus.Kept(proven, keepers),
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
