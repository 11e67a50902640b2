package io.bulwark.cluster.prover;

import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.wire.WorkerOrderMessage;
import io.bulwark.protocol.wire.WorkerReportMessage;
import io.bulwark.protocol.wire.WorkerReportMessage.UndoneMessage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a node and its workers' processes tell each other, to and from Protobuf. */
final class WorkerForm {
    static final WorkerOrderMessage STOP = WorkerOrderMessage.newBuilder()
            .setStop(WorkerOrderMessage.StopMessage.getDefaultInstance())
            .build();

    private WorkerForm() {}

    static WorkerOrderMessage more(int intervals) {
        return WorkerOrderMessage.newBuilder().setMore(intervals).build();
    }

    static WorkerOrderMessage write(Task task, Map<ArtifactId, Path> files) {
        WorkerOrderMessage.Builder m = WorkerOrderMessage.newBuilder();
        files.forEach((artifact, file) -> m.addFilesBuilder()
                .setArtifact(artifact.bytes())
                .setPath(file.toAbsolutePath().toString()));
        switch (task) {
            case SegmentTask segment -> m.setSegment(WireForm.write(segment));
            case JoinTask join -> m.setJoin(WireForm.write(join));
            case FinishTask finish -> m.setFinish(WireForm.write(finish));
            case PlanTask plan -> m.setPlan(WireForm.write(plan));
        }
        return m.build();
    }

    /** @throws MalformedMessageException if it is no task */
    static Task task(WorkerOrderMessage m) {
        return switch (m.getOrderCase()) {
            case SEGMENT -> WireForm.read(m.getSegment());
            case JOIN -> WireForm.read(m.getJoin());
            case FINISH -> WireForm.read(m.getFinish());
            case PLAN -> WireForm.read(m.getPlan());
            case MORE, STOP, ORDER_NOT_SET ->
                throw new MalformedMessageException("expected a task, got " + m.getOrderCase());
        };
    }

    static Map<ArtifactId, Path> files(WorkerOrderMessage m) {
        return m.getFilesList().stream()
                .collect(Collectors.toMap(file -> new ArtifactId(file.getArtifact()), file -> Path.of(file.getPath())));
    }

    static WorkerReportMessage write(Maker.Report report) {
        WorkerReportMessage.Builder m = WorkerReportMessage.newBuilder();
        switch (report) {
            case Maker.Ready ready -> m.getReadyBuilder().setRate(ready.rate());
            case Maker.Alive alive -> m.getAliveBuilder();
            case Maker.Made made ->
                m.getMadeBuilder()
                        .setClaim(WireForm.write(made.claim()))
                        .setProof(made.proof())
                        .setNanos(made.nanos());
            case Maker.Passed passed -> {
                m.getPassedBuilder()
                        .setStart(WireForm.write(passed.start()))
                        .setInterval(WireForm.write(passed.interval()));
                passed.made().ifPresent(m.getPassedBuilder()::setMade);
            }
            case Maker.Halted halted -> m.getHaltedBuilder().setEnd(WireForm.write(halted.end()));
            case Maker.Undone undone ->
                m.getUndoneBuilder()
                        .setKind(
                                switch (undone.kind()) {
                                    case FAILED, DIED -> UndoneMessage.Kind.FAILED;
                                    case DECLINED -> UndoneMessage.Kind.DECLINED;
                                    case RETURNED -> UndoneMessage.Kind.STOPPED;
                                })
                        .setCause(Limits.cause(undone.cause()));
        }
        return m.build();
    }

    /** @throws MalformedMessageException if it is no report that is known */
    static Maker.Report read(WorkerReportMessage m) {
        return switch (m.getReportCase()) {
            case READY -> new Maker.Ready(Math.max(0, m.getReady().getRate()));
            case ALIVE -> new Maker.Alive();
            case MADE -> {
                WorkerReportMessage.MadeMessage made = m.getMade();
                yield new Maker.Made(WireForm.read(made.getClaim()), made.getProof(), Math.max(0, made.getNanos()));
            }
            case PASSED -> {
                WorkerReportMessage.PassedMessage passed = m.getPassed();
                yield new Maker.Passed(
                        WireForm.read(passed.getStart()),
                        WireForm.read(passed.getInterval()),
                        passed.hasMade() ? Optional.of(passed.getMade()) : Optional.empty());
            }
            case HALTED -> new Maker.Halted(WireForm.read(m.getHalted().getEnd()));
            case UNDONE ->
                new Maker.Undone(
                        switch (m.getUndone().getKind()) {
                            case DECLINED -> Setback.DECLINED;
                            case STOPPED -> Setback.RETURNED;
                            case FAILED, UNRECOGNIZED -> Setback.FAILED;
                        },
                        Limits.cause(m.getUndone().getCause()));
            case REPORT_NOT_SET -> throw new MalformedMessageException("a worker tells nothing that is known here");
        };
    }
}
