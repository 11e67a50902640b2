package io.bulwark.cluster.headers;

import io.bulwark.cluster.membership.InReach;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** The headers of the nodes that can be reached, by node once they have said on which they are. Plain state. */
final class Peers {
    private final Registry registry;
    private final InReach<Headers.Command> inReach;
    private final ActorRef<Headers.Command> self;
    private final ActorRef<Headers.Here> introductions;
    private Set<ActorRef<Headers.Command>> listed = Set.of();
    private final Map<NodeId, ActorRef<Headers.Command>> byNode = new HashMap<>();

    Peers(HeadersHome home, ActorRef<Headers.Command> self, ActorRef<Headers.Here> introductions) {
        registry = home.registry();
        inReach = new InReach<>(home.cutOff());
        this.self = self;
        this.introductions = introductions;
        byNode.put(registry.self().node(), self);
    }

    /** These are listed now. */
    void listed(Set<ActorRef<Headers.Command>> now) {
        reached(inReach.listed(now));
    }

    /** Sees whether others of them can be reached than before, and asks those again that have not said where they are. */
    void look() {
        inReach.changed().ifPresent(this::reached);
        askWho(listed);
    }

    private void reached(Set<ActorRef<Headers.Command>> reachable) {
        Collection<ActorRef<Headers.Command>> added = new ArrayList<>(reachable);
        added.removeAll(listed);
        listed = Set.copyOf(reachable);
        byNode.values().removeIf(headers -> !headers.equals(self) && !listed.contains(headers));
        askWho(added);
    }

    /** A question, or its answer, may be lost: a node hears nobody who has not introduced himself to it yet. */
    private void askWho(Collection<ActorRef<Headers.Command>> headers) {
        headers.stream()
                .filter(one -> !byNode.containsValue(one))
                .forEach(one -> one.tell(new Headers.Who(introductions)));
    }

    void met(Headers.Here here) {
        if (listed.contains(here.headers())) {
            byNode.put(here.node(), here.headers());
        }
    }

    Headers.Here here() {
        return new Headers.Here(registry.self().node(), self);
    }

    /** The members whose headers can be reached, this one included. */
    List<Member> reachable() {
        return byNode.keySet().stream().flatMap(node -> member(node).stream()).toList();
    }

    private Optional<Member> member(NodeId node) {
        return node.equals(registry.self().node()) ? Optional.of(registry.self()) : registry.member(node);
    }

    Optional<ActorRef<Headers.Command>> headers(Member member) {
        return Optional.ofNullable(byNode.get(member.node()));
    }
}
