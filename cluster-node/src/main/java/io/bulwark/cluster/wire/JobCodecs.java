package io.bulwark.cluster.wire;

import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.Region;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.wire.AbandonMessage;
import io.bulwark.protocol.wire.AssignMessage;
import io.bulwark.protocol.wire.DeliverMessage;
import io.bulwark.protocol.wire.GiveBackMessage;
import io.bulwark.protocol.wire.NothingMessage;
import io.bulwark.protocol.wire.PlanTakenMessage;
import io.bulwark.protocol.wire.PlannedBatchMessage;
import io.bulwark.protocol.wire.PullMessage;
import io.bulwark.protocol.wire.RenewMessage;
import io.bulwark.protocol.wire.ReserveMessage;
import io.bulwark.protocol.wire.SubmitMessage;
import java.util.List;
import java.util.Optional;

/** The messages to a job, and its errands. */
final class JobCodecs {
    private final References references;

    JobCodecs(References references) {
        this.references = references;
    }

    List<Codec<?, ?>> all() {
        return List.of(
                new Codec<>("job.submit.1", Job.Submit.class, this::write, SubmitMessage.parser(), this::read),
                new Codec<>("job.pull.1", Job.Pull.class, this::write, PullMessage.parser(), this::read),
                new Codec<>("job.renew.2", Job.Renew.class, JobCodecs::write, RenewMessage.parser(), JobCodecs::read),
                new Codec<>("job.deliver.2", Job.Deliver.class, this::write, DeliverMessage.parser(), this::read),
                new Codec<>(
                        "job.give-back.2",
                        Job.GiveBack.class,
                        JobCodecs::write,
                        GiveBackMessage.parser(),
                        JobCodecs::read),
                new Codec<>(
                        "errand.reserve.2",
                        Job.Reserve.class,
                        JobCodecs::write,
                        ReserveMessage.parser(),
                        JobCodecs::read),
                new Codec<>("errand.assign.2", Job.Assign.class, this::write, AssignMessage.parser(), this::read),
                new Codec<>(
                        "errand.nothing.1",
                        Job.Nothing.class,
                        JobCodecs::write,
                        NothingMessage.parser(),
                        m -> new Job.Nothing(new JobId(m.getJob()))),
                new Codec<>(
                        "errand.abandon.1",
                        Job.Abandon.class,
                        JobCodecs::write,
                        AbandonMessage.parser(),
                        JobCodecs::read),
                new Codec<>(
                        "job.planned.1", Job.PlannedBatch.class, this::write, PlannedBatchMessage.parser(), this::read),
                new Codec<>(
                        "errand.plan-taken.1",
                        Job.PlanTaken.class,
                        JobCodecs::write,
                        PlanTakenMessage.parser(),
                        JobCodecs::read));
    }

    private SubmitMessage write(Job.Submit submit) {
        return SubmitMessage.newBuilder()
                .setSpec(WireForm.write(submit.spec()))
                .setReplyTo(references.write(submit.replyTo()))
                .build();
    }

    private Job.Submit read(SubmitMessage m) {
        return new Job.Submit(WireForm.read(m.getSpec()), references.read(m.getReplyTo()));
    }

    private PullMessage write(Job.Pull pull) {
        return PullMessage.newBuilder()
                .setProver(WireForm.write(pull.prover()))
                .setRate(pull.rate())
                .setReplyTo(references.write(pull.replyTo()))
                .build();
    }

    private Job.Pull read(PullMessage m) {
        return new Job.Pull(WireForm.read(m.getProver()), m.getRate(), references.read(m.getReplyTo()));
    }

    private static RenewMessage write(Job.Renew renew) {
        return RenewMessage.newBuilder()
                .setProver(WireForm.write(renew.prover()))
                .setTask(WireForm.write(renew.task()))
                .build();
    }

    private static Job.Renew read(RenewMessage m) {
        return new Job.Renew(WireForm.read(m.getProver()), WireForm.read(m.getTask()));
    }

    private DeliverMessage write(Job.Deliver deliver) {
        return DeliverMessage.newBuilder()
                .setFact(WireForm.write(deliver.fact()))
                .setHolder(references.write(deliver.holder()))
                .build();
    }

    private Job.Deliver read(DeliverMessage m) {
        return new Job.Deliver(WireForm.read(m.getFact()), references.read(m.getHolder()));
    }

    private static GiveBackMessage write(Job.GiveBack back) {
        return GiveBackMessage.newBuilder()
                .setProver(WireForm.write(back.prover()))
                .setTask(WireForm.write(back.task()))
                .setKind(
                        switch (back.kind()) {
                            case FAILED -> GiveBackMessage.Kind.FAILED;
                            case DIED -> GiveBackMessage.Kind.DIED;
                            case DECLINED -> GiveBackMessage.Kind.DECLINED;
                            case RETURNED -> GiveBackMessage.Kind.RETURNED;
                        })
                .setCause(Limits.cause(back.cause()))
                .build();
    }

    private static Job.GiveBack read(GiveBackMessage m) {
        Setback kind = switch (m.getKind()) {
            case FAILED -> Setback.FAILED;
            case DIED -> Setback.DIED;
            case DECLINED -> Setback.DECLINED;
            case RETURNED -> Setback.RETURNED;
            case UNRECOGNIZED ->
                throw new MalformedMessageException("a task is given back for an unknown reason: " + m.getKindValue());
        };
        return new Job.GiveBack(
                WireForm.read(m.getProver()), WireForm.read(m.getTask()), kind, Limits.cause(m.getCause()));
    }

    private static ReserveMessage write(Job.Reserve reserve) {
        return ReserveMessage.newBuilder()
                .setJob(reserve.job().bytes())
                .setRegion(reserve.region().name())
                .setSubmitter(reserve.submitter().name())
                .setPriority(reserve.priority())
                .build();
    }

    private static Job.Reserve read(ReserveMessage m) {
        if (Math.abs((long) m.getPriority()) > JobHeader.PRIORITIES) {
            throw new MalformedMessageException(
                    "expected a priority of at most " + JobHeader.PRIORITIES + " either way, got " + m.getPriority());
        }
        return new Job.Reserve(
                new JobId(m.getJob()), new Region(m.getRegion()), new SubmitterId(m.getSubmitter()), m.getPriority());
    }

    private PlannedBatchMessage write(Job.PlannedBatch batch) {
        return PlannedBatchMessage.newBuilder()
                .setProver(WireForm.write(batch.prover()))
                .setPart(WireForm.write(batch.part()))
                .setHolder(references.write(batch.holder()))
                .setReplyTo(references.write(batch.replyTo()))
                .build();
    }

    private Job.PlannedBatch read(PlannedBatchMessage m) {
        return new Job.PlannedBatch(
                WireForm.read(m.getProver()),
                WireForm.read(m.getPart()),
                references.read(m.getHolder()),
                references.read(m.getReplyTo()));
    }

    private static PlanTakenMessage write(Job.PlanTaken taken) {
        return PlanTakenMessage.newBuilder()
                .setJob(taken.job().bytes())
                .setKnown(taken.known())
                .build();
    }

    private static Job.PlanTaken read(PlanTakenMessage m) {
        if (m.getKnown() < 0 || m.getKnown() > Limits.TASKS) {
            throw new MalformedMessageException("expected 0 to " + Limits.TASKS + " intervals, got " + m.getKnown());
        }
        return new Job.PlanTaken(new JobId(m.getJob()), m.getKnown());
    }

    private AssignMessage write(Job.Assign assign) {
        AssignMessage.Builder m = AssignMessage.newBuilder().setSource(references.write(assign.source()));
        switch (assign.task()) {
            case PlanTask plan -> m.setPlan(WireForm.write(plan));
            case SegmentTask segment -> m.setTask(WireForm.write(segment));
            case JoinTask join -> m.setJoin(WireForm.write(join));
            case FinishTask finish -> m.setFinish(WireForm.write(finish));
        }
        return m.build();
    }

    private Job.Assign read(AssignMessage m) {
        Task task = switch (m.getWorkCase()) {
            case PLAN -> WireForm.read(m.getPlan());
            case TASK -> WireForm.read(m.getTask());
            case JOIN -> WireForm.read(m.getJoin());
            case FINISH -> WireForm.read(m.getFinish());
            case WORK_NOT_SET -> throw new MalformedMessageException("an assignment has no task that is known here");
        };
        return new Job.Assign(task, references.read(m.getSource()));
    }

    private static NothingMessage write(Job.Nothing nothing) {
        return NothingMessage.newBuilder().setJob(nothing.job().bytes()).build();
    }

    private static AbandonMessage write(Job.Abandon abandon) {
        AbandonMessage.Builder m =
                AbandonMessage.newBuilder().setJob(abandon.job().bytes());
        abandon.task().ifPresent(task -> m.setTask(WireForm.write(task)));
        return m.build();
    }

    private static Job.Abandon read(AbandonMessage m) {
        return new Job.Abandon(
                new JobId(m.getJob()), m.hasTask() ? Optional.of(WireForm.read(m.getTask())) : Optional.empty());
    }
}
