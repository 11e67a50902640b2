package io.bulwark.cluster.gateway;

import io.bulwark.cluster.membership.Membership;
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
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.cluster.ClusterEvent.CurrentClusterState;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Leave;

/** The members of the cluster, as one node sees them. */
final class Members {
    private static final Set<String> ROLES = Set.of("prover", "gateway");
    private static final String WEAKLY_UP =
            "it waits for members that cannot be reached; 'bulwark drain NODE' removes one that is gone for good";
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private final ActorSystem<?> system;
    private final Registry registry;
    private final Cluster cluster;
    private final Loads loads;

    Members(ActorSystem<?> system, Registry registry) {
        this.system = system;
        this.registry = registry;
        cluster = Cluster.get(system);
        loads = new Loads(system);
    }

    CompletionStage<List<NodeView>> all() {
        return loads.all().thenApply(known -> {
            CurrentClusterState state = cluster.state();
            List<NodeView> nodes = new ArrayList<>();
            state.getMembers().forEach(member -> nodes.add(view(member, !isOutOfReach(member, state), known)));
            nodes.sort(Comparator.comparing(NodeView::address));
            return nodes;
        });
    }

    private NodeView view(org.apache.pekko.cluster.Member at, boolean reachable, Map<NodeId, LoadView> known) {
        Optional<Member> member = who(at.address());
        Optional<NodeId> name = member.map(Member::node);
        return new NodeView(
                name,
                member.map(Member::operator),
                member.map(Member::jurisdiction),
                member.map(Member::region),
                Membership.hostPort(at.address()),
                at.status().toString().toLowerCase(Locale.ROOT),
                reachable,
                at.getRoles().stream().filter(ROLES::contains).sorted().toList(),
                name.filter(any -> reachable).map(known::get));
    }

    /**
     * Has a member hand back its work and leave. One that cannot be reached is removed from the cluster.
     *
     * @return whether there is such a member
     */
    boolean drain(NodeId node) {
        Optional<Address> address = StreamSupport.stream(
                        cluster.state().getMembers().spliterator(), false)
                .map(org.apache.pekko.cluster.Member::address)
                .filter(at ->
                        who(at).filter(member -> member.node().equals(node)).isPresent())
                .findFirst();
        address.ifPresent(this::leave);
        return address.isPresent();
    }

    /** Who is at an address, as far as is known. */
    private Optional<Member> who(Address address) {
        return address.equals(cluster.selfMember().address())
                ? Optional.of(registry.self())
                : registry.at(Membership.hostPort(address));
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
                cluster.manager().tell(isOutOfReach(member) ? new Down(member) : Leave.create(member));
            }
        });
    }

    /** Another region removes nobody whom it cannot reach, for it cannot know whether there is a cut. Whoever asks for a drain does. */
    private boolean isOutOfReach(Address address) {
        return at(address)
                .filter(member -> isOutOfReach(member, cluster.state()))
                .isPresent();
    }

    private static boolean isOutOfReach(org.apache.pekko.cluster.Member member, CurrentClusterState state) {
        return state.getUnreachable().contains(member)
                || state.getUnreachableDataCenters().contains(member.dataCenter());
    }

    private Address address(ActorRef<?> of) {
        Address address = of.path().address();
        return address.hasGlobalScope() ? address : cluster.selfMember().address();
    }

    private Optional<org.apache.pekko.cluster.Member> at(Address address) {
        return StreamSupport.stream(cluster.state().getMembers().spliterator(), false)
                .filter(member -> member.address().equals(address))
                .findFirst();
    }

    /** Why this node is no full member now; empty if it is one. */
    Optional<String> unready() {
        MemberStatus status = cluster.selfMember().status();
        if (status.equals(MemberStatus.up())) {
            return Optional.empty();
        }
        String why = "this node is no member of the cluster yet, or no longer: it is " + status;
        return Optional.of(status.equals(MemberStatus.weaklyUp()) ? why + "; " + WEAKLY_UP : why);
    }
}
