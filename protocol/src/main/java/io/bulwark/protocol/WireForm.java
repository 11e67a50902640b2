package io.bulwark.protocol;

import io.bulwark.protocol.wire.CheckpointMessage;
import io.bulwark.protocol.wire.ClaimMessage;
import io.bulwark.protocol.wire.FactMessage;
import io.bulwark.protocol.wire.JobSpecMessage;
import io.bulwark.protocol.wire.ProverMessage;
import io.bulwark.protocol.wire.TaskMessage;
import java.util.Optional;

/**
 * The protocol's values to and from their Protobuf messages. Reading checks everything that the values' constructors check.
 *
 * <p>Every {@code read} throws {@link MalformedMessageException} and nothing else.
 */
public final class WireForm {
    private WireForm() {}

    /** The index of a task, within its bounds. */
    public static int taskIndex(int index) {
        MalformedMessageException.require(index >= 0 && index < Limits.TASKS, "a task below " + Limits.TASKS, index);
        return index;
    }

    public static JobSpecMessage write(JobSpec spec) {
        JobSpecMessage.Builder m = JobSpecMessage.newBuilder()
                .setWorkload(spec.workload())
                .setSecurity(spec.security())
                .setShape(spec.shape())
                .setInput(spec.input().bytes())
                .setInputBytes(spec.inputBytes());
        spec.program().ifPresent(program -> m.setProgram(program.id().bytes()).setProgramBytes(program.bytes()));
        return m.build();
    }

    public static JobSpec read(JobSpecMessage m) {
        Optional<Blob> program = m.getProgram().isEmpty()
                ? Optional.empty()
                : Optional.of(new Blob(new ArtifactId(m.getProgram()), m.getProgramBytes()));
        return new JobSpec(
                m.getWorkload(),
                m.getSecurity(),
                m.getShape(),
                program,
                new ArtifactId(m.getInput()),
                m.getInputBytes());
    }

    public static CheckpointMessage write(Checkpoint checkpoint) {
        return CheckpointMessage.newBuilder()
                .setStep(checkpoint.step())
                .setState(checkpoint.state())
                .build();
    }

    public static Checkpoint read(CheckpointMessage m) {
        return new Checkpoint(m.getStep(), m.getState());
    }

    public static ClaimMessage write(Claim claim) {
        return ClaimMessage.newBuilder()
                .setStart(write(claim.start()))
                .setEnd(write(claim.end()))
                .build();
    }

    public static Claim read(ClaimMessage m) {
        return new Claim(read(m.getStart()), read(m.getEnd()));
    }

    public static ProverMessage write(ProverId prover) {
        return ProverMessage.newBuilder()
                .setNode(prover.node().name())
                .setProcess(prover.process())
                .build();
    }

    public static ProverId read(ProverMessage m) {
        return new ProverId(new NodeId(m.getNode()), m.getProcess());
    }

    public static TaskMessage write(Task task) {
        return TaskMessage.newBuilder()
                .setJob(task.id().job().bytes())
                .setIndex(task.id().index())
                .setSpec(write(task.spec()))
                .setStart(write(task.start()))
                .setSteps(task.steps())
                .setData(task.data().bytes())
                .setDataOffset(task.dataOffset())
                .setDataBytes(task.dataBytes())
                .setDataDigest(task.dataDigest())
                .build();
    }

    public static Task read(TaskMessage m) {
        return new Task(
                new TaskId(new JobId(m.getJob()), m.getIndex()),
                read(m.getSpec()),
                read(m.getStart()),
                m.getSteps(),
                new ArtifactId(m.getData()),
                m.getDataOffset(),
                m.getDataBytes(),
                m.getDataDigest());
    }

    public static FactMessage write(Fact fact) {
        return FactMessage.newBuilder()
                .setJob(fact.task().job().bytes())
                .setTask(fact.task().index())
                .setClaim(write(fact.claim()))
                .setProof(fact.proof().bytes())
                .setProofBytes(fact.proofBytes())
                .setProver(write(fact.prover()))
                .setProvingNanos(fact.provingNanos())
                .build();
    }

    public static Fact read(FactMessage m) {
        return new Fact(
                new TaskId(new JobId(m.getJob()), m.getTask()),
                read(m.getClaim()),
                new ArtifactId(m.getProof()),
                m.getProofBytes(),
                read(m.getProver()),
                m.getProvingNanos());
    }
}
