package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * Where a job stands, from the first that is heard of it to its end. It is worked on here if its home is this region, or if it is woken. What it comes to is
 * written into its record, durably, before anybody is told; the first end that is reached here stands, unless another region's is higher. Part of the job's
 * actor.
 */
final class JobCourse {
    private static final Duration FORGOTTEN_AFTER = Duration.ofSeconds(30);
    private static final Duration TOLD_FOR = Duration.ofSeconds(60);
    private static final Duration MERGE_AGAIN = Duration.ofSeconds(2);
    private static final int ASKING = 100;

    private final ActorContext<Job.Command> context;
    private final Job.Answers answers;
    private final Home home;
    private final Circle circle;
    private final JobId id;
    private final List<ActorRef<JobStatus>> asking = new ArrayList<>();
    private Optional<JobRecord> record = Optional.empty();
    private Optional<JobRun> run = Optional.empty();
    private Optional<Chronicle> chronicle = Optional.empty();
    private Optional<Census> census = Optional.empty();
    /** An end that has been reached here and is not in the record yet. */
    private Optional<Standing> reached = Optional.empty();

    private long mergedAt;
    private long lastHeard = System.nanoTime();

    JobCourse(ActorContext<Job.Command> context, Job.Answers answers, Home home, Circle circle, JobId id) {
        this.context = context;
        this.answers = answers;
        this.home = home;
        this.circle = circle;
        this.id = id;
        context.pipeToSelf(
                home.records().get(id), (found, failure) -> new Job.Found(failure == null ? found : Optional.empty()));
    }

    /** What the job does, while it is worked on here, and for a while after. */
    Optional<JobRun> run() {
        return run;
    }

    /** This node has found a record of the job. */
    void found(JobRecord found) {
        take(found);
        if (found.header().home().equals(home.region())) {
            work();
        }
    }

    /** Somebody says how the job stands, and that it is for this region to work on it. */
    void learn(JobRecord told) {
        if (!told.id().equals(id)) {
            context.getLog().error("job {} was told of another, {}", id, told.id());
            return;
        }
        lastHeard = System.nanoTime();
        take(told);
        work();
    }

    private void take(JobRecord more) {
        boolean cancelled =
                record.filter(r -> r.standing() instanceof Standing.Cancelled).isPresent();
        record = Optional.of(record.map(known -> known.merge(more)).orElse(more));
        Standing standing = standing();
        if (cancelled && standing instanceof Standing.Succeeded) {
            context.getLog()
                    .warn("job {} was cancelled; a proof that was finished behind a cut makes it succeeded", id);
        }
        if (standing.terminal()) {
            // Perhaps told so by others, before this node hears that it is written down.
            reached.ifPresent(here -> home.observer().ended(more.header(), standing));
            reached = Optional.empty();
            end(standing);
        } else if (record.get().cancelRequested()) {
            reach(new Standing.Cancelled());
        }
        asking.forEach(replyTo -> replyTo.tell(status()));
        asking.clear();
    }

    private Standing standing() {
        return record.map(JobRecord::standing).orElse(new Standing.Open());
    }

    private void work() {
        if (run.isEmpty() && reached.isEmpty() && !standing().terminal()) {
            begin(Optional.empty());
        }
    }

    private void begin(Optional<Suspicion> suspicion) {
        JobRecord known = record.orElseThrow();
        try {
            Workload workload = home.workloads().of(known.header().spec());
            run = Optional.of(
                    new JobRun(context, answers, home, workload, circle, known.header(), suspicion, new RunEnds() {
                        @Override
                        public void reached(Standing standing) {
                            reach(standing);
                        }

                        @Override
                        public void doubted(Suspicion doubt) {
                            run.ifPresent(JobRun::abandon);
                            closed();
                            begin(Optional.of(doubt));
                        }
                    }));
            JobObserver.Run observer = home.observer().begins(known.header());
            census = run.map(begun -> new Census(begun.ledger, observer));
            chronicle = run.map(begun -> new Chronicle(begun.ledger.table(), System::currentTimeMillis));
            context.getLog().info("job {} is worked on by {}", id, home.id());
            // Whatever keepers told before could not be used.
            circle.forgetAnswers();
            circle.keepers().forEach(keeper -> keeper.tell(new Keeper.Recall(id, 0, answers.recalls())));
        } catch (IllegalArgumentException e) {
            reach(new Standing.Failed(Limits.cause(String.valueOf(e.getMessage()))));
        }
    }

    /** The job has come to an end here. The first one counts. */
    private void reach(Standing standing) {
        if (reached.isEmpty() && !standing().terminal()) {
            reached = Optional.of(standing);
            end(standing);
            merge();
        }
    }

    private void end(Standing standing) {
        run.ifPresent(r -> r.end(standing));
        closed();
    }

    /** Nothing is done for the job here any more. */
    void closed() {
        census.ifPresent(Census::close);
        census = Optional.empty();
    }

    private void merge() {
        mergedAt = System.nanoTime();
        JobRecord known = record.orElseThrow();
        context.pipeToSelf(
                home.records().merge(reached.map(known::with).orElse(known)),
                (done, failure) -> new Job.Merged(Optional.ofNullable(failure).map(Throwable::toString)));
    }

    /** The record says what has been reached, for good, or does not yet. */
    void merged(Optional<String> failure) {
        failure.ifPresent(why -> context.getLog().warn("the end of job {} is not written down yet: {}", id, why));
        if (failure.isEmpty() && reached.isPresent()) {
            context.getLog().info("job {} has ended: {}", id, reached.get());
            take(record.orElseThrow().with(reached.get()));
        }
    }

    /** Another region works for it. */
    void giveWay() {
        if (reached.isEmpty() && !standing().terminal()) {
            run.ifPresent(JobRun::abandon);
            run = Optional.empty();
            closed();
        }
    }

    void ask(ActorRef<JobStatus> replyTo) {
        lastHeard = System.nanoTime();
        if (record.isPresent()) {
            replyTo.tell(status());
        } else if (asking.size() < ASKING) {
            asking.add(replyTo);
        }
    }

    void askTasks(Job.AskTasks ask) {
        lastHeard = System.nanoTime();
        ask.replyTo()
                .tell(chronicle
                        .map(told -> told.page(id, ask.run(), ask.after()))
                        .orElseGet(() -> TaskPage.none(id)));
    }

    void cancel(ActorRef<JobStatus> replyTo) {
        if (record.isPresent()) {
            record = record.map(JobRecord::cancelled);
            reach(new Standing.Cancelled());
        }
        ask(replyTo);
    }

    private JobStatus status() {
        JobRecord known = record.orElseThrow();
        JobStatus status = run.map(JobRun::status).orElseGet(() -> JobStatus.unseen(known, home));
        return status.standing(known, reached, home);
    }

    /** Time has passed; answers whether the job goes on being here. */
    boolean tick() {
        long now = System.nanoTime();
        run.ifPresent(JobRun::tick);
        if (reached.isPresent() && now - mergedAt > MERGE_AGAIN.toNanos()) {
            merge();
        }
        boolean working = reached.isPresent() || (run.isPresent() && !standing().terminal());
        Duration patience = standing().terminal() ? TOLD_FOR : FORGOTTEN_AFTER;
        return working || now - lastHeard < patience.toNanos();
    }
}
