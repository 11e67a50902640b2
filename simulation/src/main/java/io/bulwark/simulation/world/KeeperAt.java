package io.bulwark.simulation.world;

import io.bulwark.cluster.artifact.Keeper;
import org.apache.pekko.actor.ActorPath;
import org.apache.pekko.actor.ActorPaths;
import org.apache.pekko.actor.typed.ActorRef;

/** Where a proof can be had, in the form in which an offer names it. Nothing is ever told to it: the simulated network carries the messages. */
record KeeperAt(Node node) implements ActorRef<Keeper.Command> {
    @Override
    public void tell(Keeper.Command command) {
        throw new UnsupportedOperationException("messages between simulated nodes go through the simulated network");
    }

    @Override
    @SuppressWarnings("unchecked")
    public <U extends Keeper.Command> ActorRef<U> narrow() {
        return (ActorRef<U>) this;
    }

    @Override
    @SuppressWarnings("unchecked")
    public <U> ActorRef<U> unsafeUpcast() {
        return (ActorRef<U>) this;
    }

    @Override
    public ActorPath path() {
        return ActorPaths.fromString("pekko://simulated/user/" + node.member().node());
    }

    @Override
    public int compareTo(ActorRef<?> other) {
        return path().compareTo(other.path());
    }
}
