package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Subscribe;

/**
 * Keeps a region's jobs awake, one in each region: those whose home it is, also after the whole cluster was started again, and those that it adopts, as
 * {@link Adoption} decides. A job that is awake already takes no notice. Tells them what becomes known of them elsewhere: that somebody wants them cancelled, or
 * what another region has come to.
 */
public final class Adopter extends AbstractBehavior<Adopter.Command> {
    /** What it is told. */
    public sealed interface Command {}

    private record Changed(JobRecord record) implements Command {}

    private record Removed(MemberRemoved member) implements Command {}

    private record Tick() implements Command {}

    private static final Duration TICK = Duration.ofMillis(500);
    /** A job that went to sleep without anybody's noticing is woken after this time. */
    private static final Duration AGAIN = Duration.ofSeconds(5);
    /** So many jobs are woken at a time, that have been woken before. */
    private static final int AT_ONCE = 200;

    private final Region own;
    private final Jobs jobs;
    private final ReachableRegions reachable;
    private final Adoption adoption;
    private final Map<JobId, JobRecord> open = new HashMap<>();
    /** Jobs that this region works for, and when each was last woken, the longest ago first. */
    private final Map<JobId, Long> awake = new LinkedHashMap<>();

    private final Set<JobId> cancelled = new HashSet<>();

    /**
     * An adopter that wakes all that is to be awake.
     *
     * @param patience how long a region is waited for, from its last sign of life
     */
    public static Behavior<Command> create(
            Region own, Duration patience, JobRecords records, Jobs jobs, ReachableRegions reachable) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Tick(), TICK);
            records.subscribe(context.messageAdapter(JobRecord.class, Changed::new));
            Cluster.get(context.getSystem())
                    .subscriptions()
                    .tell(Subscribe.create(
                            context.messageAdapter(MemberRemoved.class, Removed::new), MemberRemoved.class));
            return new Adopter(context, own, patience, jobs, reachable);
        }));
    }

    private Adopter(
            ActorContext<Command> context, Region own, Duration patience, Jobs jobs, ReachableRegions reachable) {
        super(context);
        this.own = own;
        this.jobs = jobs;
        this.reachable = reachable;
        long foundAfter = reachable.foundAfter().toNanos();
        adoption = new Adoption(own, patience.toNanos(), foundAfter, System.nanoTime());
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Changed.class, changed -> changed(changed.record()))
                .onMessage(Removed.class, removed -> removed())
                .onMessage(Tick.class, tick -> tick())
                .build();
    }

    private Behavior<Command> changed(JobRecord record) {
        JobId id = record.id();
        if (!record.standing().terminal()) {
            open.put(id, record);
            if (awake.containsKey(id)) {
                wake(id, record);
            }
            return this;
        }
        open.remove(id);
        if (awake.remove(id) != null) {
            // What it has come to elsewhere ends it here.
            tell(id, new Job.Wake(record));
        }
        if (record.standing() instanceof Standing.Cancelled) {
            cancelled.add(id);
        } else if (cancelled.remove(id)) {
            getContext()
                    .getLog()
                    .warn("job {} was cancelled, and has succeeded behind a cut: it counts as succeeded", id);
            tell(id, new Job.Wake(record));
        }
        return this;
    }

    /** A node of the region may have taken jobs with it. */
    private Behavior<Command> removed() {
        awake.replaceAll((id, since) -> System.nanoTime() - AGAIN.toNanos());
        return tick();
    }

    private Behavior<Command> tick() {
        long now = System.nanoTime();
        adoption.reachable(reachable.get(), now);
        open.forEach((id, record) -> {
            boolean works = adoption.works(record.header().order(), now);
            boolean worked = awake.containsKey(id);
            if (works && !worked) {
                if (!record.header().home().equals(own)) {
                    getContext()
                            .getLog()
                            .warn(
                                    "job {} of region {} is adopted",
                                    id,
                                    record.header().home());
                }
                wake(id, record);
            } else if (!works && worked) {
                getContext()
                        .getLog()
                        .info("job {} is left to region {}", id, record.header().home());
                awake.remove(id);
                tell(id, new Job.Yield(id));
            }
        });
        awake.entrySet().stream()
                .takeWhile(job -> now - job.getValue() >= AGAIN.toNanos())
                .limit(AT_ONCE)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(id -> wake(id, open.get(id)));
        return this;
    }

    private void wake(JobId id, JobRecord record) {
        awake.remove(id);
        awake.put(id, System.nanoTime());
        tell(id, new Job.Wake(record));
    }

    private void tell(JobId job, Job.Command command) {
        jobs.job(job, own).tell(command);
    }
}
