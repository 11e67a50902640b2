package io.bulwark.cluster.headers;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.protocol.Acknowledgement;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.WireMessage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.ddata.typed.javadsl.DistributedData;
import org.apache.pekko.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * What every node knows of every job. One on each node. A record that is told to one is on that node's disk before it answers, and with all others soon
 * after; records of one job merge. A job is accepted when enough nodes have said that they hold its record and all that was handed in
 * ({@link Acceptance}).
 */
public final class Headers extends AbstractBehavior<Headers.Command> {
    /** Under which they find each other. */
    public static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "headers");
    /** How many jobs one page lists at most. */
    public static final int PAGE = 1000;

    /** What it is told. */
    public sealed interface Command {}

    /** Asks for a job to be accepted whose artifacts this node's keeper holds. Accepting twice is accepting once. */
    public record Accept(JobHeader header, ActorRef<Answer> replyTo) implements Command {}

    /** Something became known of a job. */
    public record Merge(JobRecord record, ActorRef<Merged> replyTo) implements Command {}

    /** Asks for a job's record. */
    public record Get(JobId job, ActorRef<Optional<JobRecord>> replyTo) implements Command {}

    /** Asks for at most {@link #PAGE} jobs that pass the filter, the newest first, behind the given place. */
    public record ListJobs(
            Predicate<JobRecord> filter, Optional<Cursor> after, int count, ActorRef<List<JobRecord>> replyTo)
            implements Command {}

    /** Whoever subscribes is told each record that is known, and each one that changes, until it ends. */
    public record Subscribe(ActorRef<JobRecord> subscriber) implements Command {}

    /** From one node's headers to another's: hold the record, and the artifacts that {@code source} has. */
    public record Hold(JobRecord record, ActorRef<Keeper.Command> source, ActorRef<HoldAnswer> replyTo)
            implements Command, WireMessage {}

    /** From one node's headers to another's: which node are you on? */
    public record Who(ActorRef<Here> replyTo) implements Command, WireMessage {}

    /** The answer to {@link Who}. */
    public record Here(NodeId node, ActorRef<Command> headers) implements WireMessage {}

    /** The answer to {@link Hold}. */
    public sealed interface HoldAnswer extends WireMessage {}

    /** It is held, on the disk. */
    public record Held(Acknowledgement acknowledgement) implements HoldAnswer {}

    /** It is not held. */
    public record NotHeld(JobId job, NodeId node, String cause) implements HoldAnswer {}

    /** The answer to {@link Accept}. */
    public sealed interface Answer {}

    /** The job will be done. Each of these nodes has it on its disk, and says so under its signature. */
    public record Accepted(JobRecord record, List<Acknowledgement> holders) implements Answer {}

    /** The job is not accepted; nothing is promised. */
    public record Refused(JobId job, Refusal refusal) implements Answer {}

    /** The answer to {@link Merge}: on this node's disk, and on two others' where these answer soon; or not, and why. */
    public record Merged(JobId job, Optional<String> failure) {}

    private record Written(JobRecord record, Optional<String> failure, Consumer<Optional<String>> then)
            implements Command {}

    private record HasArtifacts(Hold hold, Optional<String> failure) implements Command {}

    private record Answered(HoldAnswer answer) implements Command {}

    private record Learnt(int number, Bucket bucket) implements Command {}

    private record Listed(Receptionist.Listing listing) implements Command {}

    private record Met(Here here) implements Command {}

    private record Tick() implements Command {}

    private record Age() implements Command {}

    private record Ignored() implements Command {}

    private static final Duration TICK = Duration.ofMillis(500);
    private static final Duration AGEING = Duration.ofMinutes(10);

    private final HeadersHome home;
    private final Cluster cluster;
    private final Replica replica;
    private final Peers peers;
    private final Acceptances acceptances;
    private final Buckets buckets = new Buckets();
    private final Set<ActorRef<JobRecord>> subscribers = new HashSet<>();

    public static Behavior<Command> create(HeadersHome home) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), TICK);
            timers.startTimerWithFixedDelay(new Age(), AGEING);
            return DistributedData.withReplicatorMessageAdapter(
                    (ReplicatorMessageAdapter<Command, Bucket> adapter) -> new Headers(context, home, adapter));
        }));
    }

    private Headers(
            ActorContext<Command> context, HeadersHome home, ReplicatorMessageAdapter<Command, Bucket> adapter) {
        super(context);
        this.home = home;
        cluster = Cluster.get(context.getSystem());
        replica = new Replica(adapter);
        peers = new Peers(home, context.getSelf(), context.messageAdapter(Here.class, Met::new));
        acceptances = new Acceptances(home, peers, cluster, context.messageAdapter(HoldAnswer.class, Answered::new));
        context.watch(DistributedData.get(context.getSystem()).replicator());
        replica.subscribe(Learnt::new, new Ignored());
        var receptionist = context.getSystem().receptionist();
        receptionist.tell(Receptionist.register(KEY, context.getSelf()));
        receptionist.tell(Receptionist.subscribe(KEY, context.messageAdapter(Receptionist.Listing.class, Listed::new)));
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Accept.class, this::accept)
                .onMessage(Merge.class, this::merge)
                .onMessage(Get.class, get -> then(() -> get.replyTo().tell(buckets.get(get.job()))))
                .onMessage(ListJobs.class, this::list)
                .onMessage(Subscribe.class, this::subscribe)
                .onMessage(Hold.class, this::hold)
                .onMessage(HasArtifacts.class, this::hasArtifacts)
                .onMessage(Answered.class, answered -> then(() -> acceptances.answered(answered.answer())))
                .onMessage(Written.class, this::written)
                .onMessage(Learnt.class, learnt -> then(() -> learn(learnt.number(), learnt.bucket())))
                .onMessage(
                        Listed.class,
                        listed -> then(() -> peers.listed(listed.listing().getServiceInstances(KEY))))
                .onMessage(Who.class, who -> then(() -> who.replyTo().tell(peers.here())))
                .onMessage(Met.class, met -> then(() -> peers.met(met.here())))
                .onMessage(Tick.class, tick -> then(this::tick))
                .onMessage(Age.class, age -> then(this::age))
                .onMessage(Ignored.class, nothing -> this)
                .onSignal(Terminated.class, this::ended)
                .build();
    }

    private Behavior<Command> then(Runnable act) {
        act.run();
        return this;
    }

    private void tick() {
        peers.look();
        acceptances.drive();
    }

    private Behavior<Command> accept(Accept accept) {
        JobHeader header = accept.header();
        Optional<Refusal> refusal = buckets.refusal(header);
        if (refusal.isPresent()) {
            accept.replyTo().tell(new Refused(header.id(), refusal.get()));
        } else {
            JobRecord known = buckets.get(header.id()).orElseGet(() -> JobRecord.accepted(header));
            acceptances.begin(known, accept.replyTo());
        }
        return this;
    }

    private Behavior<Command> merge(Merge merge) {
        write(
                Buckets.brief(merge.record()),
                Math.min(Acceptance.COPIES, peers.reachable().size()),
                failure -> merge.replyTo().tell(new Merged(merge.record().id(), failure)));
        return this;
    }

    private Behavior<Command> list(ListJobs list) {
        list.replyTo().tell(buckets.list(list.filter(), list.after(), Math.clamp(list.count(), 0, PAGE)));
        return this;
    }

    private Behavior<Command> subscribe(Subscribe subscribe) {
        if (subscribers.add(subscribe.subscriber())) {
            getContext().watch(subscribe.subscriber());
        }
        buckets.all().forEach(subscribe.subscriber()::tell);
        return this;
    }

    private Behavior<Command> hold(Hold hold) {
        if (buckets.canHold(hold.record())) {
            ActorRef<Optional<String>> ended = getContext().spawnAnonymous(Behaviors.receiveMessage(failure -> {
                getContext().getSelf().tell(new HasArtifacts(hold, failure));
                return Behaviors.stopped();
            }));
            getContext()
                    .spawnAnonymous(Holding.create(
                            hold.record().header().spec(), home.keeper(), List.of(hold.source()), ended));
        } else {
            notHeld(hold, "it has no room for more jobs");
        }
        return this;
    }

    private Behavior<Command> hasArtifacts(HasArtifacts has) {
        Hold hold = has.hold();
        if (has.failure().isPresent()) {
            notHeld(hold, has.failure().get());
            return this;
        }
        write(hold.record(), 1, failure -> {
            if (failure.isPresent()) {
                notHeld(hold, failure.get());
            } else {
                JobHeader header = hold.record().header();
                hold.replyTo()
                        .tell(new Held(Acknowledgement.of(
                                header.id(),
                                header.acceptedAt(),
                                home.registry().signer())));
            }
        });
        return this;
    }

    private void notHeld(Hold hold, String cause) {
        hold.replyTo()
                .tell(new NotHeld(hold.record().id(), home.registry().self().node(), Limits.cause(cause)));
    }

    private void write(JobRecord record, int disks, Consumer<Optional<String>> then) {
        replica.write(record, disks, failure -> new Written(record, failure, then));
    }

    private Behavior<Command> written(Written written) {
        if (written.failure().isEmpty()) {
            // It will be told of it by the replica, too, but only later; who asks now must see it.
            learn(Buckets.of(written.record().id()), Bucket.EMPTY.with(written.record()));
        }
        written.then().accept(written.failure());
        return this;
    }

    private void learn(int number, Bucket bucket) {
        List<JobRecord> changes = buckets.learn(number, bucket);
        changes.forEach(record -> subscribers.forEach(subscriber -> subscriber.tell(record)));
    }

    /** Raises the floors; not while somebody cannot be reached, who may know of an open job that this node does not know. */
    private void age() {
        boolean leads = cluster.selfMember().address().equals(cluster.state().getLeader());
        if (leads && cluster.state().getUnreachable().isEmpty()) {
            long now = System.currentTimeMillis();
            for (int i = 0; i < Buckets.COUNT; i++) {
                long floor = buckets.floor(i, now, home.keep().toMillis());
                if (floor > buckets.floor(i)) {
                    replica.raise(i, floor, failure -> new Ignored());
                }
            }
        }
    }

    private Behavior<Command> ended(Terminated end) {
        if (!subscribers.removeIf(
                subscriber -> subscriber.path().equals(end.getRef().path()))) {
            getContext()
                    .getLog()
                    .error(
                            "the jobs' records on this node's disk cannot be read; it leaves the cluster and ends. Move its"
                                    + " directory ddata away and start it again: it then learns them from the others");
            getContext().getSystem().terminate();
        }
        return this;
    }
}
