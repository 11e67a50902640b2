package io.bulwark.cluster.job;

import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Region;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * What gateways ask of jobs, in whichever region they run. Nothing here blocks; a question that nobody answers in time fails with a
 * {@link java.util.concurrent.TimeoutException}, and may be asked again.
 */
public final class JobAccess {
    /** How long a record takes to be written down where it is to be. */
    private static final Duration WRITE = Duration.ofSeconds(10);

    private final ActorSystem<?> system;
    private final Jobs jobs;
    private final JobRecords records;
    private final Region own;
    private final Supplier<Set<Region>> reachable;

    /**
     * @param own the gateway's region, which is the home of the jobs that it accepts
     * @param reachable regions that have members in reach which jobs run on
     */
    public JobAccess(
            ActorSystem<?> system, Jobs jobs, JobRecords records, Region own, Supplier<Set<Region>> reachable) {
        this.system = system;
        this.jobs = jobs;
        this.records = records;
        this.own = own;
        this.reachable = reachable;
    }

    /** The record of a job, if it has been accepted anywhere that this node has heard of. */
    public CompletionStage<Optional<JobRecord>> record(JobId job) {
        return AskPattern.<JobRecords.Found, JobRecords.Found>ask(
                        question -> records.get(job, question), replyTo -> replyTo, WRITE, system.scheduler())
                .thenApply(JobRecords.Found::record);
    }
}
