package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import java.time.Duration;
import java.util.function.BiFunction;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.ClusterSingletonSettings;
import org.apache.pekko.cluster.typed.SingletonActor;

/** A node's part in jobs: those that are sharded to it, the way to all others, and, on one node of each region, who keeps the region's jobs awake. */
public final class RegionJobs {
    private static final Duration LEAST_BACKOFF = Duration.ofMillis(200);
    private static final Duration GREATEST_BACKOFF = Duration.ofSeconds(10);

    private final Jobs jobs;
    private final JobAccess access;

    private RegionJobs(Jobs jobs, JobAccess access) {
        this.jobs = jobs;
        this.access = access;
    }

    /**
     * Takes part from now on.
     *
     * @param role of nodes that hold jobs
     * @param adoptAfter how long another region must have given no sign of life before its jobs are adopted
     * @param around what is around each job
     */
    public static RegionJobs start(
            ActorSystem<?> system,
            Home home,
            String role,
            Duration adoptAfter,
            BiFunction<JobId, Behavior<Job.Command>, Behavior<Job.Command>> around) {
        ReachableRegions reachable = new ReachableRegions(system, role);
        ShardedJobs jobs = new ShardedJobs(system, home.region(), role);
        jobs.hold(job -> around.apply(job, Job.create(job, home)));
        Behavior<Adopter.Command> adopter = Behaviors.supervise(
                        Adopter.create(home.region(), adoptAfter, home.records(), jobs, reachable))
                .onFailure(SupervisorStrategy.restartWithBackoff(LEAST_BACKOFF, GREATEST_BACKOFF, 0.2));
        ClusterSingleton.get(system)
                .init(SingletonActor.of(adopter, "adopter")
                        .withSettings(ClusterSingletonSettings.create(system).withRole(role)));
        return new RegionJobs(jobs, new JobAccess(system, jobs, home.records(), home.region(), reachable));
    }

    /** The way to jobs, for those who work for them. */
    public Jobs jobs() {
        return jobs;
    }

    /** The way to jobs, for gateways. */
    public JobAccess access() {
        return access;
    }
}
