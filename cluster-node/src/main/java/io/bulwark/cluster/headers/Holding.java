package io.bulwark.cluster.headers;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Has this node's keeper hold all that was handed in for a job, then tells how that ended, and ends. */
final class Holding {
    private Holding() {}

    /** @param replyTo is told why it is not held, or nothing if it is */
    static Behavior<Keeper.Kept> create(
            JobSpec spec,
            ActorRef<Keeper.Command> keeper,
            List<ActorRef<Keeper.Command>> sources,
            ActorRef<Optional<String>> replyTo) {
        return Behaviors.setup(context -> {
            Set<ArtifactId> missing = new HashSet<>();
            for (Blob artifact : spec.artifacts()) {
                missing.add(artifact.id());
                keeper.tell(new Keeper.Keep(
                        artifact.id(),
                        artifact.bytes(),
                        sources,
                        Optional.empty(),
                        Optional.of(spec),
                        context.getSelf()));
            }
            return Behaviors.receiveMessage(kept -> {
                missing.remove(kept.artifact());
                if (kept.failure().isEmpty() && !missing.isEmpty()) {
                    return Behaviors.same();
                }
                replyTo.tell(kept.failure());
                return Behaviors.stopped();
            });
        });
    }
}
