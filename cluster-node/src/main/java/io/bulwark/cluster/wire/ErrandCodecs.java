package io.bulwark.cluster.wire;

import io.bulwark.cluster.job.Job;
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
import io.bulwark.protocol.wire.NothingMessage;
import io.bulwark.protocol.wire.PlanTakenMessage;
import io.bulwark.protocol.wire.ReserveMessage;
import java.util.List;
import java.util.Optional;

/** What a job tells those who work for it. */
final class ErrandCodecs {
    private final References references;

    ErrandCodecs(References references) {
        this.references = references;
    }

    List<Codec<?, ?>> all() {
        return List.of(
                new Codec<>(
                        "errand.reserve.2",
                        Job.Reserve.class,
                        ErrandCodecs::write,
                        ReserveMessage.parser(),
                        ErrandCodecs::read),
                new Codec<>("errand.assign.2", Job.Assign.class, this::write, AssignMessage.parser(), this::read),
                new Codec<>(
                        "errand.nothing.1",
                        Job.Nothing.class,
                        ErrandCodecs::write,
                        NothingMessage.parser(),
                        m -> new Job.Nothing(new JobId(m.getJob()))),
                new Codec<>(
                        "errand.abandon.1",
                        Job.Abandon.class,
                        ErrandCodecs::write,
                        AbandonMessage.parser(),
                        ErrandCodecs::read),
                new Codec<>(
                        "errand.plan-taken.1",
                        Job.PlanTaken.class,
                        ErrandCodecs::write,
                        PlanTakenMessage.parser(),
                        ErrandCodecs::read));
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
            throw new MalformedMessageException("expected a priority of -10 to 10, got " + m.getPriority());
        }
        return new Job.Reserve(
                new JobId(m.getJob()), new Region(m.getRegion()), new SubmitterId(m.getSubmitter()), m.getPriority());
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

    private static PlanTakenMessage write(Job.PlanTaken taken) {
        return PlanTakenMessage.newBuilder()
                .setJob(taken.job().bytes())
                .setKnown(taken.known())
                .build();
    }

    private static Job.PlanTaken read(PlanTakenMessage m) {
        if (m.getKnown() < 0 || m.getKnown() > Limits.TASKS) {
            throw new MalformedMessageException("expected at most " + Limits.TASKS + " intervals, got " + m.getKnown());
        }
        return new Job.PlanTaken(new JobId(m.getJob()), m.getKnown());
    }
}
