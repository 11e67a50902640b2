package io.bulwark.protocol;

import io.bulwark.protocol.wire.CheckpointMessage;
import io.bulwark.protocol.wire.ClaimMessage;
import io.bulwark.protocol.wire.FactMessage;
import io.bulwark.protocol.wire.FinishTaskMessage;
import io.bulwark.protocol.wire.FoldInputMessage;
import io.bulwark.protocol.wire.JobSpecMessage;
import io.bulwark.protocol.wire.JoinTaskMessage;
import io.bulwark.protocol.wire.PlanTaskMessage;
import io.bulwark.protocol.wire.PlannedIntervalMessage;
import io.bulwark.protocol.wire.PlannedMessage;
import io.bulwark.protocol.wire.ProverMessage;
import io.bulwark.protocol.wire.TaskMessage;
import io.bulwark.protocol.wire.TaskNameMessage;
import java.util.Optional;

/**
 * Jobs, tasks and facts to and from their Protobuf messages; {@link IdentityForm} and {@link RecordForm} have the rest. Reading checks everything that the values' constructors check.
 *
 * <p>What is signed, or named by its bytes, is refused if it has a field that is not known here; tasks, which are neither, are read without it.
 *
 * <p>Every {@code read} throws {@link MalformedMessageException} and nothing else.
 */
public final class WireForm {
    private WireForm() {}

    public static TaskNameMessage write(TaskName name) {
        return TaskNameMessage.newBuilder()
                .setStage(
                        switch (name.stage()) {
                            case PLAN -> TaskNameMessage.Stage.PLAN;
                            case SEGMENT -> TaskNameMessage.Stage.SEGMENT;
                            case JOIN -> TaskNameMessage.Stage.JOIN;
                            case FINISH -> TaskNameMessage.Stage.FINISH;
                        })
                .setFirst(name.span().first())
                .setCount(name.span().count())
                .build();
    }

    public static TaskName read(TaskNameMessage m) {
        Unread.none(m);
        Stage stage = switch (m.getStage()) {
            case PLAN -> Stage.PLAN;
            case SEGMENT -> Stage.SEGMENT;
            case JOIN -> Stage.JOIN;
            case FINISH -> Stage.FINISH;
            case UNRECOGNIZED -> throw new MalformedMessageException("a task's stage is unknown: " + m.getStageValue());
        };
        return new TaskName(stage, new Span(m.getFirst(), m.getCount()));
    }

    public static JobSpecMessage write(JobSpec spec) {
        JobSpecMessage.Builder m = JobSpecMessage.newBuilder()
                .setWorkload(spec.workload())
                .setSecurity(spec.security())
                .setShape(spec.shape())
                .setInput(spec.input().bytes())
                .setInputBytes(spec.inputBytes())
                .setSubmitter(spec.submitter().name())
                .setPolicy(IdentityForm.write(spec.policy()));
        spec.program().ifPresent(program -> m.setProgram(program.id().bytes()).setProgramBytes(program.bytes()));
        return m.build();
    }

    public static JobSpec read(JobSpecMessage m) {
        Unread.none(m);
        Optional<Blob> program = m.getProgram().isEmpty()
                ? Optional.empty()
                : Optional.of(new Blob(new ArtifactId(m.getProgram()), m.getProgramBytes()));
        return new JobSpec(
                m.getWorkload(),
                m.getSecurity(),
                m.getShape(),
                program,
                new ArtifactId(m.getInput()),
                m.getInputBytes(),
                new SubmitterId(m.getSubmitter()),
                IdentityForm.read(m.getPolicy()));
    }

    public static CheckpointMessage write(Checkpoint checkpoint) {
        return CheckpointMessage.newBuilder()
                .setStep(checkpoint.step())
                .setState(checkpoint.state())
                .build();
    }

    public static Checkpoint read(CheckpointMessage m) {
        Unread.none(m);
        return new Checkpoint(m.getStep(), m.getState());
    }

    public static ClaimMessage write(Claim claim) {
        return ClaimMessage.newBuilder()
                .setStart(write(claim.start()))
                .setEnd(write(claim.end()))
                .build();
    }

    public static Claim read(ClaimMessage m) {
        Unread.none(m);
        return new Claim(read(m.getStart()), read(m.getEnd()));
    }

    public static ProverMessage write(ProverId prover) {
        return ProverMessage.newBuilder()
                .setNode(prover.node().name())
                .setProcess(prover.process())
                .build();
    }

    public static ProverId read(ProverMessage m) {
        Unread.none(m);
        return new ProverId(new NodeId(m.getNode()), m.getProcess());
    }

    public static TaskMessage write(SegmentTask task) {
        return TaskMessage.newBuilder()
                .setJob(task.id().job().bytes())
                .setIndex(task.name().span().first())
                .setSpec(write(task.spec()))
                .setStart(write(task.start()))
                .setSteps(task.steps())
                .setData(task.data().bytes())
                .setDataOffset(task.dataOffset())
                .setDataBytes(task.dataBytes())
                .setDataDigest(task.dataDigest())
                .build();
    }

    public static SegmentTask read(TaskMessage m) {
        return new SegmentTask(
                TaskId.segment(new JobId(m.getJob()), m.getIndex()),
                read(m.getSpec()),
                read(m.getStart()),
                m.getSteps(),
                new ArtifactId(m.getData()),
                m.getDataOffset(),
                m.getDataBytes(),
                m.getDataDigest());
    }

    public static FoldInputMessage write(FoldInput input) {
        return FoldInputMessage.newBuilder()
                .setClaim(write(input.claim()))
                .setProof(input.proof().id().bytes())
                .setProofBytes(input.proof().bytes())
                .build();
    }

    public static FoldInput read(FoldInputMessage m) {
        return new FoldInput(read(m.getClaim()), new Blob(new ArtifactId(m.getProof()), m.getProofBytes()));
    }

    public static JoinTaskMessage write(JoinTask task) {
        JoinTaskMessage.Builder m = JoinTaskMessage.newBuilder()
                .setJob(task.id().job().bytes())
                .setFirst(task.name().span().first())
                .setCount(task.name().span().count())
                .setSpec(write(task.spec()));
        task.inputs().forEach(input -> m.addInputs(write(input)));
        return m.build();
    }

    public static JoinTask read(JoinTaskMessage m) {
        return new JoinTask(
                new TaskId(new JobId(m.getJob()), TaskName.join(new Span(m.getFirst(), m.getCount()))),
                read(m.getSpec()),
                m.getInputsList().stream().map(WireForm::read).toList());
    }

    public static FinishTaskMessage write(FinishTask task) {
        return FinishTaskMessage.newBuilder()
                .setJob(task.id().job().bytes())
                .setIntervals(task.name().span().count())
                .setSpec(write(task.spec()))
                .setInput(write(task.input()))
                .build();
    }

    public static FinishTask read(FinishTaskMessage m) {
        return new FinishTask(
                new TaskId(new JobId(m.getJob()), TaskName.finish(m.getIntervals())),
                read(m.getSpec()),
                read(m.getInput()));
    }

    public static PlanTaskMessage write(PlanTask task) {
        return PlanTaskMessage.newBuilder()
                .setJob(task.id().job().bytes())
                .setSpec(write(task.spec()))
                .setKnown(task.known())
                .build();
    }

    public static PlanTask read(PlanTaskMessage m) {
        return new PlanTask(new TaskId(new JobId(m.getJob()), TaskName.plan()), read(m.getSpec()), m.getKnown());
    }

    public static PlannedMessage write(Planned planned) {
        PlannedMessage.Builder m = PlannedMessage.newBuilder()
                .setJob(planned.job().bytes())
                .setFirst(planned.first())
                .setStart(write(planned.start()))
                .setEnds(planned.ends())
                .setReceipt(IdentityForm.write(planned.receipt()));
        planned.intervals().forEach(interval -> m.addIntervals(write(interval)));
        return m.build();
    }

    public static Planned read(PlannedMessage m) {
        Unread.none(m);
        MalformedMessageException.require(
                m.getIntervalsCount() <= Limits.PLANNED,
                "at most " + Limits.PLANNED + " intervals",
                m.getIntervalsCount());
        return new Planned(
                new JobId(m.getJob()),
                m.getFirst(),
                read(m.getStart()),
                m.getIntervalsList().stream().map(WireForm::read).toList(),
                m.getEnds(),
                IdentityForm.read(m.getReceipt()));
    }

    public static PlannedIntervalMessage write(Planned.Interval interval) {
        return PlannedIntervalMessage.newBuilder()
                .setEnd(write(interval.end()))
                .setData(interval.data().bytes())
                .setDataOffset(interval.dataOffset())
                .setDataBytes(interval.dataBytes())
                .setDataDigest(interval.dataDigest())
                .build();
    }

    public static Planned.Interval read(PlannedIntervalMessage m) {
        Unread.none(m);
        return new Planned.Interval(
                read(m.getEnd()), new ArtifactId(m.getData()), m.getDataOffset(), m.getDataBytes(), m.getDataDigest());
    }

    public static FactMessage write(Fact fact) {
        return FactMessage.newBuilder()
                .setJob(fact.task().job().bytes())
                .setName(write(fact.task().name()))
                .setClaim(write(fact.claim()))
                .setProof(fact.proof().bytes())
                .setProofBytes(fact.proofBytes())
                .setProver(write(fact.prover()))
                .setProvingNanos(fact.provingNanos())
                .setReceipt(IdentityForm.write(fact.receipt()))
                .build();
    }

    public static Fact read(FactMessage m) {
        Unread.none(m);
        return new Fact(
                new TaskId(new JobId(m.getJob()), read(m.getName())),
                read(m.getClaim()),
                new ArtifactId(m.getProof()),
                m.getProofBytes(),
                read(m.getProver()),
                m.getProvingNanos(),
                IdentityForm.read(m.getReceipt()));
    }
}
