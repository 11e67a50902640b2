package io.bulwark.cluster.wire;

import io.bulwark.cluster.job.Happening;
import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.TaskNews;
import io.bulwark.cluster.job.TaskPage;
import io.bulwark.cluster.prover.NodeLoad;
import io.bulwark.cluster.prover.NodeReport;
import io.bulwark.cluster.prover.NodeReporter;
import io.bulwark.protocol.IdentityForm;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.wire.AskReportMessage;
import io.bulwark.protocol.wire.AskTasksMessage;
import io.bulwark.protocol.wire.HappeningMessage;
import io.bulwark.protocol.wire.LeaveMessage;
import io.bulwark.protocol.wire.ReportMessage;
import io.bulwark.protocol.wire.TaskNewsMessage;
import io.bulwark.protocol.wire.TaskPageMessage;
import java.util.List;
import java.util.Optional;

/** What gateways ask of jobs and nodes for those who watch. */
final class WatchCodecs {
    private final References references;

    WatchCodecs(References references) {
        this.references = references;
    }

    List<Codec<?, ?>> all() {
        return List.of(
                new Codec<>("job.ask-tasks.1", Job.AskTasks.class, this::write, AskTasksMessage.parser(), this::read),
                new Codec<>(
                        "job.tasks.1", TaskPage.class, WatchCodecs::write, TaskPageMessage.parser(), WatchCodecs::read),
                new Codec<>(
                        "node.ask-report.1",
                        NodeReporter.Ask.class,
                        this::write,
                        AskReportMessage.parser(),
                        this::read),
                new Codec<>("node.leave.1", NodeReporter.Leave.class, this::write, LeaveMessage.parser(), this::read),
                new Codec<>(
                        "node.report.1",
                        NodeReport.class,
                        WatchCodecs::write,
                        ReportMessage.parser(),
                        WatchCodecs::read));
    }

    private AskTasksMessage write(Job.AskTasks ask) {
        return AskTasksMessage.newBuilder()
                .setJob(ask.job().bytes())
                .setRun(ask.run())
                .setAfter(ask.after())
                .setReplyTo(references.write(ask.replyTo()))
                .build();
    }

    private Job.AskTasks read(AskTasksMessage m) {
        return new Job.AskTasks(new JobId(m.getJob()), m.getRun(), m.getAfter(), references.read(m.getReplyTo()));
    }

    private static TaskPageMessage write(TaskPage page) {
        TaskPageMessage.Builder m = TaskPageMessage.newBuilder()
                .setJob(page.job().bytes())
                .setRun(page.run())
                .setUpTo(page.upTo())
                .setMore(page.more());
        page.tasks().forEach(task -> m.addTasks(write(task)));
        page.happenings().forEach(happening -> m.addHappenings(write(happening)));
        return m.build();
    }

    private static TaskPage read(TaskPageMessage m) {
        return new TaskPage(
                new JobId(m.getJob()),
                m.getRun(),
                m.getUpTo(),
                m.getMore(),
                m.getTasksList().stream().map(WatchCodecs::read).toList(),
                m.getHappeningsList().stream().map(WatchCodecs::read).toList());
    }

    private static TaskNewsMessage write(TaskNews news) {
        TaskNewsMessage.Builder m = TaskNewsMessage.newBuilder()
                .setName(WireForm.write(news.name()))
                .setState(
                        switch (news.state()) {
                            case WAITING -> TaskNewsMessage.State.WAITING;
                            case AT_WORK -> TaskNewsMessage.State.AT_WORK;
                            case CHECKING -> TaskNewsMessage.State.CHECKING;
                            case DONE -> TaskNewsMessage.State.DONE;
                            case COVERED -> TaskNewsMessage.State.COVERED;
                        })
                .setTries(news.tries())
                .setSteps(news.steps())
                .setNanos(news.nanos())
                .setBegun(news.begun())
                .setSince(news.since());
        news.at().forEach(prover -> m.addAt(WireForm.write(prover)));
        news.made()
                .ifPresent(made -> m.setMaker(IdentityForm.write(made.member())).setProcess(made.process()));
        return m.build();
    }

    private static TaskNews read(TaskNewsMessage m) {
        TaskNews.State state = switch (m.getState()) {
            case WAITING -> TaskNews.State.WAITING;
            case AT_WORK -> TaskNews.State.AT_WORK;
            case CHECKING -> TaskNews.State.CHECKING;
            case DONE -> TaskNews.State.DONE;
            case COVERED -> TaskNews.State.COVERED;
            case UNRECOGNIZED -> throw new MalformedMessageException("a task's state is unknown: " + m.getStateValue());
        };
        return new TaskNews(
                WireForm.read(m.getName()),
                state,
                m.getAtList().stream().map(WireForm::read).toList(),
                m.hasMaker()
                        ? Optional.of(new TaskNews.Made(IdentityForm.read(m.getMaker()), m.getProcess()))
                        : Optional.empty(),
                m.getTries(),
                m.getSteps(),
                m.getNanos(),
                m.getBegun(),
                m.getSince());
    }

    private static HappeningMessage write(Happening happening) {
        return HappeningMessage.newBuilder()
                .setNumber(happening.number())
                .setAt(happening.at())
                .setKind(
                        switch (happening.kind()) {
                            case BEGAN -> HappeningMessage.Kind.BEGAN;
                            case HEDGED -> HappeningMessage.Kind.HEDGED;
                            case LOST -> HappeningMessage.Kind.LOST;
                            case RETRIED -> HappeningMessage.Kind.RETRIED;
                            case REFUSED -> HappeningMessage.Kind.REFUSED;
                            case REOPENED -> HappeningMessage.Kind.REOPENED;
                            case DONE -> HappeningMessage.Kind.DONE;
                        })
                .setTask(WireForm.write(happening.task()))
                .setProver(WireForm.write(happening.prover()))
                .build();
    }

    private static Happening read(HappeningMessage m) {
        Happening.Kind kind = switch (m.getKind()) {
            case BEGAN -> Happening.Kind.BEGAN;
            case HEDGED -> Happening.Kind.HEDGED;
            case LOST -> Happening.Kind.LOST;
            case RETRIED -> Happening.Kind.RETRIED;
            case REFUSED -> Happening.Kind.REFUSED;
            case REOPENED -> Happening.Kind.REOPENED;
            case DONE -> Happening.Kind.DONE;
            case UNRECOGNIZED ->
                throw new MalformedMessageException("a happening of an unknown kind: " + m.getKindValue());
        };
        return new Happening(m.getNumber(), m.getAt(), kind, WireForm.read(m.getTask()), WireForm.read(m.getProver()));
    }

    private AskReportMessage write(NodeReporter.Ask ask) {
        return AskReportMessage.newBuilder()
                .setReplyTo(references.write(ask.replyTo()))
                .build();
    }

    private NodeReporter.Ask read(AskReportMessage m) {
        return new NodeReporter.Ask(references.read(m.getReplyTo()));
    }

    private LeaveMessage write(NodeReporter.Leave leave) {
        return LeaveMessage.newBuilder()
                .setReplyTo(references.write(leave.replyTo()))
                .build();
    }

    private NodeReporter.Leave read(LeaveMessage m) {
        return new NodeReporter.Leave(references.read(m.getReplyTo()));
    }

    private static ReportMessage write(NodeReport report) {
        NodeLoad load = report.load();
        return ReportMessage.newBuilder()
                .setNode(WireForm.write(load.prover()))
                .setSlots(load.slots())
                .setFree(load.free())
                .setBusy(load.busy())
                .setWaiting(load.waiting())
                .setRate(load.rate())
                .setDone(load.done())
                .setUndone(load.undone())
                .setHeapUsed(load.heapUsed())
                .setHeapMost(load.heapMost())
                .setDraining(load.draining())
                .setCertificateEnds(report.certificateEnds())
                .build();
    }

    private static NodeReport read(ReportMessage m) {
        return new NodeReport(
                new NodeLoad(
                        WireForm.read(m.getNode()),
                        m.getSlots(),
                        m.getFree(),
                        m.getBusy(),
                        m.getWaiting(),
                        m.getRate(),
                        m.getDone(),
                        m.getUndone(),
                        m.getHeapUsed(),
                        m.getHeapMost(),
                        m.getDraining()),
                m.getCertificateEnds());
    }
}
