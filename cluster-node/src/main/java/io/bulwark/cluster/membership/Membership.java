package io.bulwark.cluster.membership;

import io.bulwark.protocol.WireMessage;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.NodeCertificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Down;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Introduces this node to every member of the cluster until each has answered, takes the introductions of others, spreads the list of operators, and removes
 * members of its region that have no right identity, or of another region nobody of which has one. The shell around {@link Roll}; it waits for the disk now and then.
 */
public final class Membership extends AbstractBehavior<Membership.Command> {
    /** The actor's name below the guardian, by which nodes find each other's. */
    public static final String NAME = "membership";

    /** What it is told. */
    public sealed interface Command {}

    /**
     * A member says who it is.
     *
     * @param list the version of the list of operators that it has; 0: none
     */
    public record Introduce(Introduction introduction, int list, ActorRef<Command> replyTo)
            implements Command, WireMessage {}

    /**
     * What the member at an address thinks of this node's introduction.
     *
     * @param refusal why it is not accepted
     * @param list the version of the list of operators that it has; 0: none
     */
    public record Introduced(String address, Optional<String> refusal, int list, ActorRef<Command> replyTo)
            implements Command, WireMessage {}

    /** Asks for the versions of the list after one. */
    public record AskLists(int after, ActorRef<Command> replyTo) implements Command, WireMessage {}

    /** A version of the list. */
    public record NextList(Consortium list) implements Command, WireMessage {}

    private record Tick() implements Command {}

    private record Look() implements Command {}

    private record Changed(ClusterEvent.MemberEvent event) implements Command {}

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final long AGAIN_AFTER = Duration.ofSeconds(1).toNanos();
    private static final int INTRODUCTIONS_AT_ONCE = 64;
    private static final int LISTS_AT_ONCE = 8;

    private final Cluster cluster;
    private final Credentials credentials;
    private final Refusals refusals;
    private final LiveRegistry registry;
    private final Runnable expelled;
    private final Roll roll;
    private final String self;
    private final Map<String, Long> told = new HashMap<>();
    /** Addresses and incarnations that have accepted the introduction as it is now. */
    private final Set<String> accepted = new HashSet<>();

    static Behavior<Command> create(
            Credentials credentials, LiveRegistry registry, Refusals refusals, Duration patience, Runnable expelled) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), Duration.ZERO, TICK);
            timers.startTimerWithFixedDelay(new Look(), LOOK);
            return new Membership(context, credentials, registry, refusals, patience, expelled);
        }));
    }

    private Membership(
            ActorContext<Command> context,
            Credentials credentials,
            LiveRegistry registry,
            Refusals refusals,
            Duration patience,
            Runnable expelled) {
        super(context);
        this.credentials = credentials;
        this.registry = registry;
        this.refusals = refusals;
        this.expelled = expelled;
        cluster = Cluster.get(context.getSystem());
        self = hostPort(cluster.selfMember().address());
        roll = new Roll(self, cluster.selfMember().dataCenter(), patience.toNanos());
        ActorRef<ClusterEvent.MemberEvent> events =
                context.messageAdapter(ClusterEvent.MemberEvent.class, Changed::new);
        cluster.subscriptions().tell(Subscribe.create(events, ClusterEvent.MemberEvent.class));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Introduce.class, this::introduce)
                .onMessage(Introduced.class, this::introduced)
                .onMessage(AskLists.class, this::askLists)
                .onMessage(NextList.class, next -> {
                    if (credentials.learn(next.list())) {
                        changed();
                    }
                    return this;
                })
                .onMessage(Tick.class, tick -> round())
                .onMessage(Changed.class, changed -> round())
                .onMessage(Look.class, look -> look())
                .build();
    }

    private Behavior<Command> introduce(Introduce introduce) {
        seat();
        if (!roll.seats(introduce.introduction())) {
            // It joins before the news of its joining comes here, and will introduce itself again.
            return this;
        }
        Optional<String> refusal =
                roll.introduced(introduce.introduction(), credentials.consortium(), Instant.now(), System.nanoTime());
        refusal.ifPresent(why ->
                refusals.say("the member at " + introduce.introduction().address() + " is not accepted: " + why));
        introduce
                .replyTo()
                .tell(new Introduced(self, refusal, version(), getContext().getSelf()));
        catchUp(introduce.list(), introduce.replyTo());
        registry.show(roll.members());
        return this;
    }

    private Behavior<Command> introduced(Introduced answer) {
        if (answer.refusal().isEmpty()) {
            roll.others().stream()
                    .filter(seat -> seat.address().equals(answer.address()))
                    .forEach(seat -> accepted.add(key(seat)));
        } else {
            refusals.say("the member at " + answer.address() + " does not accept this node: "
                    + answer.refusal().get());
        }
        catchUp(answer.list(), answer.replyTo());
        return this;
    }

    private void catchUp(int theirs, ActorRef<Command> peer) {
        if (version() > 0 && theirs > version()) {
            peer.tell(new AskLists(version(), getContext().getSelf()));
        }
    }

    private Behavior<Command> askLists(AskLists ask) {
        List<Consortium> missing =
                credentials.chain().map(chain -> chain.after(ask.after())).orElse(List.of());
        missing.stream().limit(LISTS_AT_ONCE).forEach(list -> ask.replyTo().tell(new NextList(list)));
        return this;
    }

    private Behavior<Command> look() {
        if (credentials.reread()) {
            changed();
        }
        NodeCertificate shown = credentials.identity().shown();
        Duration left = Duration.between(Instant.now(), shown.until());
        Duration whole = Duration.between(shown.x509().getNotBefore().toInstant(), shown.until());
        if (credentials.secure() && left.multipliedBy(3).compareTo(whole) < 0) {
            refusals.remind("this node's certificate expires in " + Math.max(0, left.toDays())
                    + " days; bulwark certs node --replace renews it while the node runs");
        }
        return this;
    }

    /** The certificate or the list is another: everybody is told. */
    private void changed() {
        accepted.clear();
        told.clear();
        try {
            credentials.consortium().admits(credentials.identity().shown(), Instant.now());
        } catch (IdentityException e) {
            getContext().getLog().error("this node is admitted no longer: {}; it leaves", e.getMessage());
            expelled.run();
        }
        round();
    }

    private Behavior<Command> round() {
        seat();
        long now = System.nanoTime();
        for (Roll.Ruling ruling : roll.review(credentials.consortium(), Instant.now(), now)) {
            getContext().getLog().warn("{}", ruling.line());
            if (ruling.down()) {
                cluster.manager().tell(new Down(address(ruling.address())));
            }
        }
        registry.show(roll.members());
        List<Roll.Seat> untold = roll.others().stream()
                .filter(seat -> seat.reachable() && !accepted.contains(key(seat)))
                .filter(seat -> now - told.getOrDefault(seat.address(), now - AGAIN_AFTER) >= AGAIN_AFTER)
                .limit(INTRODUCTIONS_AT_ONCE)
                .toList();
        if (!untold.isEmpty()) {
            introduce(untold, now);
        }
        return this;
    }

    private void introduce(List<Roll.Seat> untold, long now) {
        Introduction own = Introduction.of(
                credentials,
                self,
                incarnation(cluster.selfMember()),
                cluster.selfMember().dataCenter());
        for (Roll.Seat seat : untold) {
            told.put(seat.address(), now);
            peer(seat.address()).tell(new Introduce(own, version(), getContext().getSelf()));
        }
    }

    private void seat() {
        ClusterEvent.CurrentClusterState state = cluster.state();
        Set<Member> unreachable = state.getUnreachable();
        List<Roll.Seat> seats = new ArrayList<>();
        for (Member member : state.getMembers()) {
            if (!member.status().equals(MemberStatus.down()) && !member.status().equals(MemberStatus.removed())) {
                seats.add(new Roll.Seat(
                        hostPort(member.address()),
                        incarnation(member),
                        member.dataCenter(),
                        !unreachable.contains(member)));
            }
        }
        roll.seated(seats, heard(state), System.nanoTime());
        Set<String> present = new HashSet<>();
        roll.others().forEach(seat -> present.add(key(seat)));
        accepted.retainAll(present);
    }

    /** This node's region, and those that it reaches. A region watches others by its full members, and only these know what they have found. */
    private Set<String> heard(ClusterEvent.CurrentClusterState state) {
        Set<String> regions = new HashSet<>();
        if (cluster.selfMember().status().equals(MemberStatus.up())) {
            state.getMembers().forEach(member -> regions.add(member.dataCenter()));
            regions.removeAll(state.getUnreachableDataCenters());
        }
        regions.add(cluster.selfMember().dataCenter());
        return regions;
    }

    private int version() {
        return credentials.consortium().version();
    }

    private ActorRef<Command> peer(String hostPort) {
        return ActorRefResolver.get(getContext().getSystem()).resolveActorRef(address(hostPort) + "/user/" + NAME);
    }

    private Address address(String hostPort) {
        return AddressFromURIString.parse("pekko://" + getContext().getSystem().name() + "@" + hostPort);
    }

    private static String key(Roll.Seat seat) {
        return seat.address() + "#" + seat.incarnation();
    }

    private static long incarnation(Member member) {
        UniqueAddress unique = member.uniqueAddress();
        return unique.longUid();
    }

    /** An address as introductions and the registry have it. */
    public static String hostPort(Address address) {
        return address.getHost().orElse("") + ":" + address.getPort().orElse(0);
    }
}
