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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.RecipientRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * What gateways ask of jobs, in whichever region they run. Nothing here blocks; a question that nobody answers in time fails with a
 * {@link java.util.concurrent.TimeoutException}, and may be asked again.
 */
public final class JobAccess {
    private static final Duration AGAIN = Duration.ofMillis(500);

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
        return records.get(job);
    }

    /**
     * Has a job done that may be known already. When the answer is there, the job is accepted: it will end, whoever dies.
     *
     * @param spec of a job whose artifacts the gateway's node holds and remembers
     */
    public CompletionStage<JobRecord> accept(JobSpec spec, int priority) {
        JobHeader header = new JobHeader(
                spec, Adoption.order(own, reachable.get(), Limits.REGIONS), priority, System.currentTimeMillis());
        return records.accept(header).thenApply(record -> {
            region(record).tell(new Job.Wake(record));
            return record;
        });
    }

    /** How far a job is. */
    public CompletionStage<JobStatus> status(JobRecord record, Duration patience) {
        return ask(record, replyTo -> new Job.Ask(record.id(), replyTo), patience);
    }

    /** What has changed of a job's tasks behind the page of that run that ended there; 0 and 0: what there is. */
    public CompletionStage<TaskPage> tasks(JobRecord record, long run, long after, Duration patience) {
        return ask(record, replyTo -> new Job.AskTasks(record.id(), run, after, replyTo), patience);
    }

    /** Has a job cancelled, if it has not ended; the answer says how far it was. */
    public CompletionStage<JobStatus> cancel(JobRecord record, Duration patience) {
        return records.merge(record.cancelled())
                .thenCompose(done -> ask(record, replyTo -> new Job.Cancel(record.id(), replyTo), patience));
    }

    /** Asks over and over while nobody answers: a question that went to a job's dead node is lost, and the job is asked as soon as it runs elsewhere. */
    private <T> CompletionStage<T> ask(
            JobRecord record, Function<ActorRef<T>, Job.Command> question, Duration patience) {
        CompletableFuture<T> answer = askOnce(record, question, patience).toCompletableFuture();
        askAgain(record, question, patience.minus(AGAIN), answer);
        return answer;
    }

    private <T> void askAgain(
            JobRecord record, Function<ActorRef<T>, Job.Command> question, Duration left, CompletableFuture<T> answer) {
        if (!left.isPositive()) {
            return;
        }
        Cancellable next = system.scheduler()
                .scheduleOnce(
                        AGAIN,
                        () -> {
                            CompletionStage<?> _ =
                                    askOnce(record, question, left).thenAccept(answer::complete);
                            askAgain(record, question, left.minus(AGAIN), answer);
                        },
                        system.executionContext());
        CompletableFuture<?> _ = answer.whenComplete((said, silence) -> next.cancel());
    }

    private <T> CompletionStage<T> askOnce(
            JobRecord record, Function<ActorRef<T>, Job.Command> question, Duration patience) {
        return AskPattern.ask(region(record), question::apply, patience, system.scheduler());
    }

    /** The job where it runs, or would run soon. */
    private RecipientRef<Job.Command> region(JobRecord record) {
        return jobs.job(record.id(), Adoption.asks(record.header().order(), reachable.get(), own));
    }
}
