package io.bulwark.cluster.membership;

import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;

/** The actors that are listed under a key, but for those of nodes that are {@linkplain Reach cut off}. Plain state. */
public final class InReach<T> {
    private final Supplier<Set<Address>> reach;
    private Set<ActorRef<T>> listed = Set.of();
    private Set<Address> cutOff = Set.of();

    /** @param reach the nodes that are cut off, at any time */
    public InReach(Supplier<Set<Address>> reach) {
        this.reach = reach;
    }

    /** These are listed now; answers those that can be reached. */
    public Set<ActorRef<T>> listed(Set<ActorRef<T>> now) {
        listed = Set.copyOf(now);
        cutOff = Set.copyOf(reach.get());
        return reachable();
    }

    /** Those that can be reached, if nodes have been cut off, or can be reached again, since anything was asked here. */
    public Optional<Set<ActorRef<T>>> changed() {
        Set<Address> now = reach.get();
        if (now.equals(cutOff)) {
            return Optional.empty();
        }
        cutOff = Set.copyOf(now);
        return Optional.of(reachable());
    }

    private Set<ActorRef<T>> reachable() {
        return cutOff.isEmpty()
                ? listed
                : listed.stream()
                        .filter(actor -> !cutOff.contains(actor.path().address()))
                        .collect(Collectors.toUnmodifiableSet());
    }
}
