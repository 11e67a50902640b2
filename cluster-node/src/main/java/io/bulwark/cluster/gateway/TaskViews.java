package io.bulwark.cluster.gateway;

import io.bulwark.cluster.job.Happening;
import io.bulwark.cluster.job.TaskNews;
import io.bulwark.cluster.job.TaskPage;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.api.HappeningView;
import io.bulwark.protocol.api.MakerView;
import io.bulwark.protocol.api.TaskPageView;
import io.bulwark.protocol.api.TaskView;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the API shows of tasks. */
final class TaskViews {
    private static final double NANOS = 1e9;

    private TaskViews() {}

    /** What the job tells. */
    static TaskPageView of(TaskPage page, TaskPlace asked) {
        return new TaskPageView(
                new TaskPlace(page.run(), page.upTo()).toString(),
                page.more(),
                asked.run() != page.run() || asked.after() == 0,
                at(page.run()),
                page.tasks().stream().map(TaskViews::of).toList(),
                page.happenings().stream().map(TaskViews::of).toList());
    }

    /** What the receipts of a job tell that nobody works on any more. */
    static TaskPageView of(List<Fact> facts, TaskPlace asked) {
        int from = asked.run() == 0 ? (int) Math.min(asked.after(), facts.size()) : 0;
        int end = Math.min(from + Limits.TASK_PAGE, facts.size());
        return new TaskPageView(
                new TaskPlace(0, end).toString(),
                end < facts.size(),
                from == 0,
                Optional.empty(),
                facts.subList(from, end).stream().map(TaskViews::of).toList(),
                List.of());
    }

    private static TaskView of(TaskNews news) {
        return new TaskView(
                stage(news.name()),
                news.name().span().first(),
                news.name().span().count(),
                word(news.state()),
                news.at().stream().map(ProverId::node).distinct().toList(),
                news.made().map(made -> maker(made.member(), made.process())),
                news.tries(),
                news.steps(),
                news.nanos() / NANOS,
                at(news.begun()),
                at(news.since()));
    }

    private static TaskView of(Fact fact) {
        TaskName name = fact.task().name();
        return new TaskView(
                stage(name),
                name.span().first(),
                name.span().count(),
                word(TaskNews.State.DONE),
                List.of(),
                Optional.of(maker(fact.maker(), fact.prover().process())),
                0,
                fact.claim().steps(),
                fact.provingNanos() / NANOS,
                Optional.empty(),
                Optional.empty());
    }

    private static HappeningView of(Happening happening) {
        return new HappeningView(
                Instant.ofEpochMilli(happening.at()),
                word(happening.kind()),
                happening.task().toString(),
                happening.prover().node());
    }

    private static MakerView maker(Member member, long process) {
        return new MakerView(member.node(), process, member.operator(), member.jurisdiction(), member.region());
    }

    private static Optional<Instant> at(long millis) {
        return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static String stage(TaskName name) {
        return word(name.stage());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
