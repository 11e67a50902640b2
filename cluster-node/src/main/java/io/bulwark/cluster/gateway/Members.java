package io.bulwark.cluster.gateway;

import io.bulwark.cluster.headers.Headers;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.cluster.prover.NodeReport;
import io.bulwark.cluster.prover.NodeReporter;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.api.LoadView;
import io.bulwark.protocol.api.NodeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Leave;

/** The members of the cluster, as one node sees them. */
final class Members {
    private static final Set<String> ROLES = Set.of("prover", "gateway");
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final Registry registry;
    private final Cluster cluster;
    private final Loads loads;
    /** Which node is where, as its headers have said. */
    private final Map<Address, NodeId> names = new ConcurrentHashMap<>();

    Members(ActorSystem<?> system, Registry registry) {
        this.system = system;
        this.registry = registry;
        cluster = Cluster.get(system);
        loads = new Loads(system);
        names.put(cluster.selfMember().address(), registry.self().node());
    }

    CompletionStage<List<NodeView>> all() {
        return learnNames().thenCompose(done -> loads.all()).thenApply(known -> {
            CurrentClusterState state = cluster.state();
            List<NodeView> nodes = new ArrayList<>();
            state.getMembers()
                    .forEach(member ->
                            nodes.add(view(member, !state.getUnreachable().contains(member), known)));
            nodes.sort(Comparator.comparing(NodeView::address));
            return nodes;
        });
    }

    private NodeView view(org.apache.pekko.cluster.Member at, boolean reachable, Map<NodeId, LoadView> known) {
        Optional<NodeId> name = Optional.ofNullable(names.get(at.address()));
        Optional<Member> member = name.flatMap(registry::member);
        return new NodeView(
                name,
                member.map(Member::operator),
                member.map(Member::jurisdiction),
                member.map(Member::region),
                at.address().getHost().orElse("") + ":" + at.address().getPort().orElse(0),
                at.status().toString().toLowerCase(Locale.ROOT),
                reachable,
                at.getRoles().stream().filter(ROLES::contains).sorted().toList(),
                name.filter(any -> reachable).map(known::get));
    }

    /** Asks those whose names are not known; who does not answer stays nameless for now. */
    private CompletionStage<Void> learnNames() {
        return Services.find(system, Headers.KEY, ANSWER)
                .thenCompose(there -> CompletableFuture.allOf(there.stream()
                        .filter(headers -> headers.path().address().hasGlobalScope())
                        .filter(headers -> !names.containsKey(headers.path().address()))
                        .map(this::who)
                        .map(CompletionStage::toCompletableFuture)
                        .toArray(CompletableFuture<?>[]::new)))
                .exceptionally(silence -> {
                    throw new NetworkException(
                            NetworkException.Kind.NO_ANSWER, "this node does not say who is there now", silence);
                });
    }

    private CompletionStage<Object> who(ActorRef<Headers.Command> headers) {
        return AskPattern.<Headers.Command, Headers.Here>ask(headers, Headers.Who::new, ANSWER, system.scheduler())
                .<Object>thenApply(here -> names.put(headers.path().address(), here.node()))
                .exceptionally(silent -> null);
    }

    /**
     * Has a member hand back its work and leave.
     *
     * @return whether there is such a member
     */
    CompletionStage<Boolean> drain(NodeId node) {
        return learnNames().thenApply(done -> {
            Optional<Address> address = names.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(node))
                    .map(Map.Entry::getKey)
                    .filter(this::isMember)
                    .findFirst();
            address.ifPresent(this::leave);
            return address.isPresent();
        });
    }

    /** The member is told so itself, for it can hand its jobs over only as long as it is one. A gateway has none; and who does not answer is put out by the cluster. */
    private void leave(Address member) {
        CompletionStage<NodeReport> answer = Services.find(system, NodeReporter.KEY, ANSWER)
                .thenApply(there -> there.stream()
                        .filter(reporter -> address(reporter).equals(member))
                        .findFirst()
                        .orElseThrow())
                .thenCompose(reporter -> AskPattern.ask(reporter, NodeReporter.Leave::new, ANSWER, system.scheduler()));
        answer.whenComplete((report, silence) -> {
            if (silence != null) {
                cluster.manager().tell(Leave.create(member));
            }
        });
    }

    private Address address(ActorRef<?> of) {
        Address address = of.path().address();
        return address.hasGlobalScope() ? address : cluster.selfMember().address();
    }

    private boolean isMember(Address address) {
        for (var member : cluster.state().getMembers()) {
            if (member.address().equals(address)) {
                return true;
            }
        }
        return false;
    }

    /** Why this node is no full member now; empty if it is one. */
    Optional<String> unready() {
        MemberStatus status = cluster.selfMember().status();
        return status.equals(MemberStatus.up())
                ? Optional.empty()
                : Optional.of("this node is no member of the cluster yet, or no longer: it is " + status);
    }
}
