package io.bulwark.cluster.job;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * What has happened to a run's tasks, for those who watch: of each task the present state, numbered by its last change, and the latest events that are out of
 * the ordinary. Whoever has seen all up to a number asks for what is behind it. Decides nothing.
 */
final class Chronicle {
    /** Events that are kept. */
    private static final int KEPT = Limits.TASK_PAGE;

    private final long run;
    private final TaskTable table;
    private final LongSupplier clock;
    private final Map<TaskName, Long> numbers = new HashMap<>();
    private final NavigableMap<Long, TaskNews> tasks = new TreeMap<>();
    private final NavigableMap<Long, Happening> happenings = new TreeMap<>();
    /** Tasks that were lost, until somebody begins them again. */
    private final Set<TaskName> lost = new TreeSet<>();

    private long last;

    /**
     * Begins with what the table has.
     *
     * @param clock milliseconds of the epoch
     */
    Chronicle(TaskTable table, LongSupplier clock) {
        this.table = table;
        this.clock = clock;
        run = clock.getAsLong();
        table.watch(this::settled);
    }

    private void settled(TaskName name) {
        TaskEntry entry = table.entry(name);
        Optional<TaskNews> before = Optional.ofNullable(numbers.get(name)).map(tasks::get);
        if (entry.task == null && entry.fact == null && before.isEmpty()) {
            return;
        }
        TaskNews now = news(name, entry, before);
        if (before.isEmpty() || !before.get().same(now)) {
            before.ifPresent(known -> tasks.remove(numbers.get(name)));
            numbers.put(name, ++last);
            tasks.put(last, now);
            before.ifPresent(known -> tell(known, now));
        }
    }

    private TaskNews news(TaskName name, TaskEntry entry, Optional<TaskNews> before) {
        long time = clock.getAsLong();
        TaskNews.State state = entry.state();
        List<ProverId> at = state == TaskNews.State.AT_WORK || state == TaskNews.State.CHECKING
                ? table.at(name).stream().limit(Limits.TASK_PROVERS).toList()
                : List.of();
        int begins = (int) at.stream()
                .filter(prover -> before.filter(b -> b.at().contains(prover)).isEmpty())
                .count();
        Optional<Fact> fact = Optional.ofNullable(entry.fact);
        return new TaskNews(
                name,
                state,
                at,
                fact.map(f -> new TaskNews.Made(f.maker(), f.prover().process())),
                before.map(TaskNews::tries).orElse(0) + begins,
                fact.map(f -> f.claim().steps()).orElse(0L),
                fact.map(Fact::provingNanos).orElse(0L),
                begins > 0 ? time : before.map(TaskNews::begun).orElse(0L),
                before.filter(b -> b.state() == state).map(TaskNews::since).orElse(time));
    }

    private void tell(TaskNews before, TaskNews now) {
        TaskName name = now.name();
        boolean ended = now.state() == TaskNews.State.DONE || now.state() == TaskNews.State.COVERED;
        for (ProverId prover : now.at()) {
            if (!before.at().contains(prover)) {
                began(before, name, prover);
            }
        }
        for (ProverId prover : before.at()) {
            if (!ended && !now.at().contains(prover)) {
                boolean checked = before.state() == TaskNews.State.CHECKING;
                happened(checked ? Happening.Kind.REFUSED : Happening.Kind.LOST, name, prover);
                lost.add(name);
            }
        }
        if (before.made().isPresent() && now.made().isEmpty()) {
            TaskNews.Made made = before.made().get();
            happened(Happening.Kind.REOPENED, name, new ProverId(made.member().node(), made.process()));
        }
        boolean whole = name.stage() == Stage.PLAN || name.stage() == Stage.FINISH;
        if (ended && whole && !before.at().isEmpty()) {
            happened(Happening.Kind.DONE, name, before.at().getFirst());
        }
    }

    private void began(TaskNews before, TaskName name, ProverId prover) {
        if (lost.remove(name)) {
            happened(Happening.Kind.RETRIED, name, prover);
        } else if (!before.at().isEmpty()) {
            happened(Happening.Kind.HEDGED, name, prover);
        } else if (name.stage() == Stage.PLAN || name.stage() == Stage.FINISH) {
            happened(Happening.Kind.BEGAN, name, prover);
        }
    }

    private void happened(Happening.Kind kind, TaskName name, ProverId prover) {
        happenings.put(++last, new Happening(last, clock.getAsLong(), kind, name, prover));
        if (happenings.size() > KEPT) {
            happenings.pollFirstEntry();
        }
    }

    /**
     * What has changed.
     *
     * @param seen of which run somebody knows the changes
     * @param after up to which number; what they know of another run is of no use
     */
    TaskPage page(JobId job, long seen, long after) {
        long from = seen == run ? Math.max(0, Math.min(after, last)) : 0;
        long upTo = Math.min(end(tasks, from), end(happenings, from));
        return new TaskPage(
                job,
                run,
                upTo,
                upTo < last,
                new ArrayList<>(tasks.subMap(from, false, upTo, true).values()),
                new ArrayList<>(happenings.subMap(from, false, upTo, true).values()));
    }

    /** The number up to which there are no more changes than a page has. */
    private long end(NavigableMap<Long, ?> changes, long from) {
        NavigableMap<Long, ?> rest = changes.tailMap(from, false);
        return rest.keySet().stream()
                .limit(Limits.TASK_PAGE + 1L)
                .skip(Limits.TASK_PAGE)
                .findFirst()
                .map(next -> next - 1)
                .orElse(last);
    }
}
