package io.bulwark.cluster.job;

import io.bulwark.aggregator.ChainProof;
import io.bulwark.aggregator.RecursiveAggregator;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * What a job does once its specification is known. It decides nothing by itself: {@link JobLedger} says which task a prover gets and which
 * proof counts, {@link JobArtifacts} which copies are missing, and {@link Proofs} what becomes of them. Part of the job's actor.
 */
final class JobRun implements Proofs.Listener {
    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration GATHER_AT_MOST = Duration.ofSeconds(3);
    private static final int CHECKS_AT_ONCE = 2;

    private final ActorContext<Job.Command> context;
    private final Job.Answers answers;
    private final Home home;
    private final Workload workload;
    private final Circle circle;
    private final JobSpec spec;
    private final long started = System.nanoTime();
    private final JobLedger ledger;
    private final JobArtifacts artifacts;
    private final Proofs proofs;
    /** Provers that came for work when there was none. */
    private final Set<ProverId> idle = new HashSet<>();

    private JobStatus.Phase phase = JobStatus.Phase.GATHERING;
    private Optional<JobStatus.Result> result = Optional.empty();
    private Optional<String> cause = Optional.empty();
    private int checks;

    /**
     * Begins the run.
     *
     * @param spec a specification that the workload has checked
     */
    JobRun(
            ActorContext<Job.Command> context,
            Job.Answers answers,
            Home home,
            Workload workload,
            Circle circle,
            JobSpec spec) {
        this.context = context;
        this.answers = answers;
        this.home = home;
        this.workload = workload;
        this.circle = circle;
        this.spec = spec;
        artifacts = new JobArtifacts(home, circle, spec, answers.keeps());
        ledger = new JobLedger(LEASE.toNanos());
        proofs = workload.folding(spec).isPresent()
                ? new ProofTree(context, spec, answers.aggregator(), home.keeper(), this)
                : new ProofChain(this::write, this::failed);
        membersChanged();
    }

    /** The best task for a free prover, once what others know has been gathered. */
    Optional<Task> pull(ProverId prover) {
        Optional<Task> task =
                phase == JobStatus.Phase.PROVING ? ledger.pull(prover, System.nanoTime()) : Optional.empty();
        if (task.isPresent()) {
            idle.remove(prover);
        } else {
            idle.add(prover);
        }
        return task;
    }

    void renew(ProverId prover, TaskName task) {
        ledger.renew(prover, task, System.nanoTime());
    }

    void giveBack(Job.GiveBack back) {
        context.getLog().warn("{} is given back: {}", back.task(), back);
        if (back.kind().charged()) {
            ledger.giveBack(back.prover(), back.task(), back.cause(), System.nanoTime())
                    .ifPresent(why -> proofs.failed(back.task(), why));
        } else {
            ledger.lose(back.task(), back.prover(), System.nanoTime());
        }
    }

    void gone(List<ProverId> provers) {
        provers.forEach(idle::remove);
        provers.forEach(ledger::gone);
        reserve();
    }

    void offer(Offer offer) {
        if (!ledger.offer(offer)) {
            context.getLog()
                    .error(
                            "{} says that {} ends otherwise than the run does",
                            offer.fact().prover(),
                            offer.fact().task());
        }
        check();
    }

    void recalled(Keeper.Recalled answer) {
        membersChanged();
        if (answer.hasInput()) {
            artifacts.heldInput(answer.node());
        }
        for (Fact fact : answer.facts()) {
            if (fact.task().job().equals(spec.id())) {
                artifacts.held(fact.proof(), answer.node());
                offer(new Offer(fact, answer.keeper(), true));
            }
        }
    }

    void membersChanged() {
        artifacts.membersChanged();
    }

    /** A keeper holds an artifact now, or cannot. */
    void kept(Keeper.Kept kept) {
        if (kept.failure().isPresent()) {
            context.getLog()
                    .warn(
                            "{} does not keep {}: {}",
                            kept.node(),
                            kept.artifact().brief(),
                            kept.failure().get());
            return;
        }
        artifacts.held(kept.artifact(), kept.node());
    }

    void tick() {
        long now = System.nanoTime();
        ledger.expire(now);
        if (phase == JobStatus.Phase.GATHERING) {
            gather(now);
        }
        reserve();
        // When all that can be done is handed out, an idle prover may make a join that is not the best.
        if (phase == JobStatus.Phase.PROVING && ledger.tasks() > 0 && !ledger.hasOpen() && !idle.isEmpty()) {
            proofs.spare();
        }
        artifacts.copy(now);
    }

    private void gather(long now) {
        if (artifacts.gather(now) && (circle.allHeard() || now - started > GATHER_AT_MOST.toNanos())) {
            artifacts.rememberSpec();
            context.spawnAnonymous(Planner.create(spec, workload, home.store(), answers.planner()), home.blocking());
            phase = JobStatus.Phase.PROVING;
        }
    }

    void planned(Planner.Event event) {
        switch (event) {
            case Planner.Began began -> proofs.start(began.start());
            case Planner.Planned interval -> planned(interval);
            case Planner.Ended ended -> {
                ledger.complete();
                proofs.ends(ledger.tasks());
                check();
            }
            case Planner.Failed failed -> failed(failed.cause());
        }
    }

    private void planned(Planner.Planned interval) {
        boolean nothing = !ledger.hasOpen();
        ledger.plan(interval.task(), interval.end());
        if (nothing) {
            reserve();
        }
        check();
    }

    @Override
    public void wanted(Task task) {
        context.getLog().info("{} is wanted", task.id());
        ledger.want(task);
        reserve();
    }

    private void reserve() {
        if (phase == JobStatus.Phase.PROVING && ledger.hasOpen()) {
            var reserve = new Job.Reserve(spec.id(), Member.local(home.id().node()).region(), spec.submitter(), 0);
            circle.provers().forEach(prover -> prover.tell(reserve));
        }
    }

    private void check() {
        while (checks < CHECKS_AT_ONCE && phase != JobStatus.Phase.FAILED) {
            Optional<Offer> offer = ledger.nextToVerify();
            if (offer.isEmpty()) {
                return;
            }
            checks++;
            context.spawnAnonymous(ProofCheck.create(offer.get(), spec, home, workload, answers.checks()));
        }
    }

    void checked(ProofCheck.Verdict verdict) {
        checks--;
        Fact fact = verdict.offer().fact();
        switch (verdict) {
            case ProofCheck.Valid valid -> {
                ledger.verified(valid.offer());
                artifacts.verified(fact);
                if (!valid.offer().recalled()) {
                    artifacts.held(fact.proof(), fact.prover().node());
                }
                home.keeper().tell(new Keeper.Remember(fact));
                proofs.add(fact, valid.width());
            }
            case ProofCheck.Refused refused -> {
                context.getLog()
                        .error("the proof of {} by {} is refused: {}", fact.task(), fact.prover(), refused.cause());
                ledger.refused(refused.offer());
            }
            case ProofCheck.Unavailable unavailable -> {
                context.getLog().warn("the proof of {} cannot be had: {}", fact.task(), unavailable.cause());
                ledger.unavailable(unavailable.offer());
            }
        }
        check();
    }

    void aggregated(RecursiveAggregator.Event event) {
        if (proofs instanceof ProofTree tree) {
            tree.told(event);
        }
    }

    private void write(ChainProof chain) {
        context.pipeToSelf(
                CompletableFuture.supplyAsync(
                        () -> JobStatus.Result.write(spec, chain, home, workload), home.computing()),
                (written, failure) ->
                        new Job.Written(Optional.ofNullable(written), failure == null ? "" : failure.toString()));
    }

    void written(Job.Written written) {
        written.result()
                .ifPresentOrElse(
                        this::result, () -> failed("the proofs' chain cannot be written: " + written.failure()));
    }

    @Override
    public void result(JobStatus.Result made) {
        if (phase != JobStatus.Phase.FAILED) {
            phase = JobStatus.Phase.SUCCEEDED;
            result = Optional.of(made);
            context.getLog().info("job {} succeeded", spec.id());
        }
    }

    @Override
    public void failed(String why) {
        if (phase != JobStatus.Phase.SUCCEEDED) {
            context.getLog().error("job {} failed: {}", spec.id(), why);
            phase = JobStatus.Phase.FAILED;
            cause = Optional.of(Limits.cause(why));
        }
    }

    JobStatus status() {
        Tally tally = ledger.tally();
        List<Share> shares = tally.shares();
        return new JobStatus(
                spec.id(),
                phase,
                home.id(),
                ledger.tasks(),
                ledger.planned(),
                ledger.proven(),
                new JobStatus.Folds(proofs.pieces(), tally.joins(), ledger.folding()),
                tally.recalled(),
                tally.duplicates(),
                shares.subList(0, Math.min(shares.size(), Limits.SHARES)),
                tally.recoveries(),
                result,
                cause);
    }
}
