package io.bulwark.cluster.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.junit.jupiter.api.Test;

/** One job, and keepers that remember what was proved before, played by the test. */
class JobRecallTest extends OneJob {
    /** Who was asked for bytes, one after the other: a keeper that takes long to answer is not the only one that is. */
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void fetchesAProofFromWhoCanBeReachedNotFromWhoRememberedItFirst() {
        Hand hand = crew.hand("maker");
        SegmentTask task = hand.plan(0, Crew.INTERVALS).task(crew.spec, 0);
        Workload.Proof proof = hand.make(task);
        Blob blob = new Blob(
                new ArtifactId(Sha256.of(proof.bytes().toByteArray())),
                proof.bytes().size());
        Fact fact = Fact.of(task.id(), proof.claim(), blob, hand.id, 1, hand.identity);
        ActorRef<Keeper.Command> gone = keeper("gone", fact, Optional.empty());
        crew.await(job, status -> status.kept().nodes() == 2);
        keeper("there", fact, Optional.of(proof.bytes()));
        crew.await(job, status -> status.kept().nodes() == 3);
        crew.kit.system().receptionist().tell(Receptionist.deregister(Keeper.KEY, gone));
        crew.await(job, status -> status.kept().nodes() == 2);

        hand.pull(job);
        hand.tellUntilTaken(job, hand.plan(0, Crew.INTERVALS));

        crew.await(job, status -> status.proven() == 1);
        assertThat(asked).first().isEqualTo("there");
    }

    /** One that remembers the fact, and gives the bytes, if it has them. */
    private ActorRef<Keeper.Command> keeper(String name, Fact fact, Optional<ByteString> bytes) {
        NodeId node = crew.member(name, "operator-" + name).member().node();
        ActorRef<Keeper.Command> keeper =
                crew.kit.spawn(Behaviors.setup(context -> Behaviors.receive(Keeper.Command.class)
                        .onMessage(Keeper.Recall.class, recall -> {
                            recall.replyTo()
                                    .tell(new Keeper.Recalled(
                                            recall.job(),
                                            Optional.of(crew.spec),
                                            List.of(fact),
                                            0,
                                            1,
                                            context.getSelf(),
                                            node,
                                            false));
                            return Behaviors.same();
                        })
                        .onMessage(Keeper.Read.class, read -> give(name, read, bytes))
                        .onAnyMessage(any -> Behaviors.same())
                        .build()));
        crew.kit.system().receptionist().tell(Receptionist.register(Keeper.KEY, keeper));
        return keeper;
    }

    private Behavior<Keeper.Command> give(String name, Keeper.Read read, Optional<ByteString> bytes) {
        asked.add(name);
        bytes.ifPresent(all -> crew.keeperOf(all.toByteArray()).tell(read));
        return Behaviors.same();
    }
}
