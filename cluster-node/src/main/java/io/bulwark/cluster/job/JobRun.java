package io.bulwark.cluster.job;

import io.bulwark.aggregator.ChainProof;
import io.bulwark.aggregator.Width;
import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.javadsl.ActorContext;

/**
 * What a job does while it is worked on. It decides nothing by itself: {@link JobLedger} says which task a prover gets and which proof counts, {@link JobPlan}
 * where intervals begin and end, {@link JobArtifacts} which copies are missing, and {@link Proofs} what becomes of proofs. Part of the job's actor.
 */
final class JobRun implements Proofs.Listener, JobPlan.Listener, ProofDesk.Listener, PolicyDesk.Listener {
    private static final Duration LEASE = Duration.ofMillis(1600);
    private static final Duration GATHER_AT_MOST = Duration.ofSeconds(3);

    private final Staff staff;
    private final Home home;
    private final Workload workload;
    private final Circle circle;
    private final JobSpec spec;
    private final RunEnds ends;
    private final long started = System.nanoTime();
    final JobLedger ledger;
    private final JobPlan plan;
    private final JobArtifacts artifacts;
    private final SafeProofs proofs;
    private final Hands hands;
    private final Trust trust;
    private final ProofDesk desk;
    private final PolicyDesk policy;
    private final JobEnd ending;
    private JobStatus.Phase phase = JobStatus.Phase.GATHERING;

    /**
     * Begins the run.
     *
     * @param header of a specification that the workload has checked
     * @param suspicion of an earlier plan
     */
    JobRun(
            ActorContext<Job.Command> context,
            Job.Answers answers,
            Home home,
            Workload workload,
            Circle circle,
            JobHeader header,
            Optional<Suspicion> suspicion,
            RunEnds ends) {
        this.home = home;
        this.workload = workload;
        this.circle = circle;
        this.ends = ends;
        spec = header.spec();
        staff = new Staff(context, home.computing());
        artifacts = new JobArtifacts(home, circle, spec, answers.keeps());
        ledger = new JobLedger(LEASE.toNanos(), new Witnesses(home.registry())::enough);
        boolean folds = workload.folding(spec).isPresent();
        proofs = new SafeProofs(
                folds ? new ProofTree(staff, spec, home.keeper(), this) : new ProofChain(this::chained, this::failed),
                artifacts::safe);
        // A chain has no last proof that would show that a plan ended too early.
        Optional<Suspicion> alone = suspicion.or(() -> folds ? Optional.empty() : Optional.of(Suspicion.NONE));
        plan = new JobPlan(staff, spec, home, answers.keeps(), this, alone);
        trust = new Trust(staff, home, header.id());
        policy = new PolicyDesk(spec.policy(), ledger, new Neighbours(home.registry(), trust, circle), this);
        hands = new Hands(circle, header, home, ledger, trust, policy);
        ending = new JobEnd(staff, home, spec, artifacts, outcome -> ends.reached(new Standing.Succeeded(outcome)));
        desk = new ProofDesk(staff, home, workload, spec, ledger, artifacts, trust, plan::here, this);
        membersChanged();
    }

    /** The best task for a free prover, once what others know has been gathered. */
    Optional<Job.Assign> pull(Job.Pull pull) {
        return hands.pull(pull, phase == JobStatus.Phase.PROVING, System.nanoTime())
                .map(task -> new Job.Assign(task instanceof PlanTask ? plan.task() : task, home.keeper()));
    }

    void renew(Job.Renew renew) {
        hands.renew(renew, System.nanoTime());
    }

    void giveBack(Job.GiveBack back) {
        staff.log().warn("{} gives {} back ({}): {}", back.prover(), back.task(), back.kind(), back.cause());
        hands.giveBack(back, System.nanoTime()).ifPresent(why -> {
            if (back.task().stage() == Stage.PLAN) {
                failed(why);
            } else {
                proofs.failed(back.task(), why);
            }
        });
    }

    void handsChanged(List<ProverId> gone) {
        hands.changed(gone);
        reserve();
    }

    void delivered(Job.Deliver deliver) {
        desk.delivered(deliver, System.nanoTime());
    }

    void recalled(Keeper.Recalled answer) {
        membersChanged();
        if (answer.hasInput()) {
            artifacts.heldInput(answer.node());
        }
        for (Fact fact : answer.facts()) {
            if (fact.task().job().equals(spec.id())) {
                artifacts.held(fact.proof(), answer.node());
                desk.offer(new Offer(fact, answer.keeper(), true), System.nanoTime());
            }
        }
        gather(System.nanoTime());
    }

    void membersChanged() {
        artifacts.membersChanged();
    }

    /** A keeper holds an artifact now, or cannot. */
    void kept(Keeper.Kept kept) {
        if (kept.node().equals(home.id().node())) {
            plan.kept(kept)
                    .ifPresent(planner -> giveBack(new Job.GiveBack(
                            planner, TaskName.plan(), Setback.FAILED, "what its intervals read cannot be had")));
        }
        artifacts.kept(kept, staff.log());
        proofs.look(kept.artifact());
        end(System.nanoTime());
    }

    void tick() {
        long now = System.nanoTime();
        ledger.expire(now);
        policy.tick(now);
        gather(now);
        reserve();
        // When all is handed out, an idle prover may make a join that is not the best.
        if (phase == JobStatus.Phase.PROVING && ledger.tasks() > 0 && !ledger.hasOpen() && hands.someIdle()) {
            proofs.spare();
        }
        artifacts.copy(now);
        proofs.look();
        end(now);
    }

    private void end(long now) {
        ending.tick(ledger.tasks(), policy.satisfied(), now);
    }

    private void gather(long now) {
        boolean gathering = phase == JobStatus.Phase.GATHERING;
        if (gathering && artifacts.gather(now) && (circle.allHeard() || now - started > GATHER_AT_MOST.toNanos())) {
            artifacts.rememberSpec();
            phase = JobStatus.Phase.PROVING;
            plan.start(workload);
        }
    }

    @Override
    public void starts(Checkpoint state) {
        proofs.start(state);
        if (!plan.here()) {
            wanted(plan.task());
        }
    }

    void planned(Job.PlannedBatch batch) {
        if (phase == JobStatus.Phase.PROVING && trust.admits(batch)) {
            plan.told(batch);
        }
    }

    @Override
    public void planned(SegmentTask task, Checkpoint end) {
        boolean nothing = !ledger.hasOpen();
        ledger.plan(task, end);
        if (nothing) {
            reserve();
        }
        desk.check();
    }

    @Override
    public void planComplete() {
        if (ledger.tasks() == 0) {
            ledger.complete();
            proofs.ends(ledger.tasks());
            desk.check();
        }
    }

    @Override
    public void lied(ProverId planner, String what) {
        hands.lied(planner, what, System.nanoTime());
    }

    @Override
    public void doubted(Suspicion suspicion, String why) {
        staff.log().warn("the plan of job {} is made anew here: {}", spec.id(), why);
        ends.doubted(suspicion);
    }

    @Override
    public void wanted(Task task) {
        TaskLog.about(task.id(), () -> staff.log().info("{} is wanted", task.id()));
        ledger.want(task);
        reserve();
    }

    private void reserve() {
        hands.reserve(phase == JobStatus.Phase.PROVING, System.nanoTime());
    }

    @Override
    public void verified(Offer offer, Optional<Width> width) {
        policy.verified(offer, width);
    }

    @Override
    public void counts(Offer offer, Optional<Width> width) {
        desk.counts(offer);
        ending.counts(offer.fact());
        proofs.add(offer.fact(), width);
    }

    @Override
    public void setAside(TaskName segment) {
        staff.log().info("{} is to be proved again, for the job's policy", segment);
        proofs.setAside(segment);
    }

    @Override
    public void disputed(String why) {
        plan.doubt(why);
    }

    private void chained(ChainProof chain) {
        ending.write(chain, workload, this::result, this::failed);
    }

    /** There is one proof of the whole run. It counts when another node has a copy. */
    @Override
    public void result(JobStatus.Result made) {
        ending.result(made);
        end(System.nanoTime());
    }

    /** The run cannot go on. If others planned it, that may be for their plan. */
    @Override
    public void failed(String why) {
        if (phase == JobStatus.Phase.PROVING && !ending.hasResult()) {
            if (plan.here()) {
                ends.reached(new Standing.Failed(Limits.cause(why)));
            } else {
                plan.doubt(why);
            }
        }
    }

    /** The job has come to an end, here or elsewhere. */
    void end(Standing standing) {
        if (phase != JobStatus.Phase.of(standing)) {
            abandon();
            phase = JobStatus.Phase.of(standing);
        }
    }

    /** Nobody is to work on it for this node any more. */
    void abandon() {
        phase = JobStatus.Phase.GATHERING;
        staff.dismiss();
        hands.abandonAll();
    }

    JobStatus status() {
        Optional<String> waiting = phase == JobStatus.Phase.PROVING ? policy.waiting() : Optional.empty();
        return JobStatus.of(spec.id(), phase, home.id(), ledger, artifacts.kept(), proofs.pieces(), waiting);
    }
}
