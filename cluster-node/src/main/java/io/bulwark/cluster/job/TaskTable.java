package io.bulwark.cluster.job;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The tasks of a {@link JobLedger}, and who is at them. */
final class TaskTable {
    private static final TaskName FIRST_JOIN = TaskName.join(new Span(0, 2));

    private final long lease;
    private final Predicate<Set<NodeId>> enough;
    private final Tally tally;
    /** Of those that are neither planned nor wanted there are offers and leases at most. */
    private final NavigableMap<TaskName, TaskEntry> tasks = new TreeMap<>();

    private final OpenTasks open = new OpenTasks();
    private final HeldTasks held = new HeldTasks();
    private final List<JobLedger.Released> released = new ArrayList<>();
    /** Intervals that are to have a proof of their own, whatever covers them. */
    private final Set<TaskName> apart = new HashSet<>();

    private Consumer<TaskName> watcher = any -> {};
    private int proven;

    TaskTable(long lease, Predicate<Set<NodeId>> enough, Tally tally) {
        this.lease = lease;
        this.enough = enough;
        this.tally = tally;
    }

    /** The entry of a task, which need not be planned or wanted yet. Whoever changes it {@linkplain #settle settles} it. */
    TaskEntry entry(TaskName name) {
        return tasks.computeIfAbsent(name, any -> new TaskEntry());
    }

    void settle(TaskName name) {
        TaskEntry entry = tasks.get(name);
        open.settle(name, entry);
        held.settle(name, entry);
        watcher.accept(name);
    }

    /** From now on somebody more is told of each task of which something has changed. */
    void watch(Consumer<TaskName> who) {
        watcher = watcher.andThen(who);
    }

    /** Who is at a task, or has made a proof of it that waits to be verified. */
    Set<ProverId> at(TaskName name) {
        TaskEntry entry = entry(name);
        Set<ProverId> at = new TreeSet<>(entry.leases.keySet());
        entry.offers.forEach(offer -> at.add(offer.fact().prover()));
        return at;
    }

    /** The task has a verified proof, and so has all that lies within its intervals. */
    void proved(TaskName name, Fact fact) {
        TaskEntry entry = entry(name);
        proven += name.stage() == Stage.SEGMENT && !entry.covered ? 1 : 0;
        entry.fact = fact;
        hedged(entry, Optional.of(fact.prover()));
        apart.remove(name);
        if (name.stage() != Stage.SEGMENT) {
            cover(name);
        }
    }

    private void cover(TaskName by) {
        Span span = by.span();
        for (int interval = span.first(); interval < span.end(); interval++) {
            TaskName segment = TaskName.segment(interval);
            if (!apart.contains(segment)) {
                proven += entry(segment).done() ? 0 : 1;
                done(segment);
            }
        }
        joinsWithin(span).stream().filter(name -> !name.equals(by)).forEach(this::done);
    }

    /** An interval is to be proved again, by itself. */
    void reopen(TaskName segment) {
        TaskEntry entry = entry(segment);
        if (entry.done()) {
            proven--;
            entry.fact = null;
            entry.covered = false;
            apart.add(segment);
            settle(segment);
        }
    }

    /** Intervals of which there is a proof, or a longer one that covers them. */
    int proven() {
        return proven;
    }

    /** Forgets tasks that the job turns out not to have. */
    void drop(Predicate<TaskName> which) {
        List<TaskName> dropped = tasks.keySet().stream().filter(which).toList();
        for (TaskName name : dropped) {
            done(name);
            tasks.remove(name);
        }
    }

    /** The task need not be done any more. */
    void done(TaskName name) {
        entry(name).covered = true;
        release(name);
    }

    /** Whoever is at the task need not go on. */
    void release(TaskName name) {
        TaskEntry entry = tasks.get(name);
        entry.leases.keySet().forEach(prover -> released.add(new JobLedger.Released(prover, name)));
        entry.leases.clear();
        hedged(entry, Optional.empty());
        settle(name);
    }

    /** The task needs nobody any more. */
    private void hedged(TaskEntry entry, Optional<ProverId> by) {
        entry.hedges.forEach(hedge -> tally.hedge(by.filter(hedge::equals).isPresent()));
        entry.hedges.clear();
    }

    List<JobLedger.Released> released() {
        List<JobLedger.Released> all = List.copyOf(released);
        released.clear();
        return all;
    }

    private List<TaskName> joinsWithin(Span span) {
        return tasks.subMap(FIRST_JOIN, TaskName.finish(1)).keySet().stream()
                .filter(name -> span.contains(name.span()))
                .toList();
    }

    /** @param may which tasks the prover may have */
    Optional<Task> handOut(ProverId prover, Predicate<Task> may, long now) {
        Optional<Task> task = open.best(prover.node(), may, now).or(() -> held.straggler(prover.node(), may, now));
        task.map(Task::name).ifPresent(name -> {
            TaskEntry entry = tasks.get(name);
            entry.leases.put(prover, new TaskEntry.Lease(now, now, true));
            if (entry.leases.size() > 1) {
                tally.hedged();
                entry.hedges.add(prover);
            }
            if (entry.lostBy != null) {
                tally.recovered(new Recovery(name, entry.lostBy, prover, now - entry.lostAt));
                entry.lostBy = null;
            }
            settle(name);
        });
        return task;
    }

    boolean renew(ProverId prover, TaskName name, long now) {
        TaskEntry entry = entry(name);
        if (entry.done()) {
            return false;
        }
        TaskEntry.Lease known = entry.leases.getOrDefault(prover, new TaskEntry.Lease(now, now, false));
        entry.leases.put(prover, known.renewed(now));
        settle(name);
        return true;
    }

    /** It failed at one prover; answers how it failed all in all, if this was one failure too many. */
    Optional<String> failed(ProverId prover, TaskName name, long now) {
        TaskEntry entry = entry(name);
        lose(name, prover, now);
        Optional<String> hopeless = entry.failed(prover.node(), enough, now);
        if (hopeless.isPresent()) {
            entry.drop();
            settle(name);
        }
        return hopeless;
    }

    /** It was given back; answers what it did all in all, if that is too much. */
    Optional<String> returned(ProverId prover, TaskName name, Setback kind, long now) {
        TaskEntry entry = entry(name);
        if (kind == Setback.DECLINED) {
            entry.declined(prover.node(), now);
        }
        Optional<String> hopeless = kind == Setback.DIED ? entry.killed(prover.node(), enough, now) : Optional.empty();
        lose(name, prover, now);
        if (hopeless.isPresent()) {
            entry.drop();
            settle(name);
        }
        return hopeless;
    }

    void lose(TaskName name, ProverId prover, long lastSign) {
        TaskEntry entry = entry(name);
        if (entry.hedges.remove(prover)) {
            tally.hedge(false);
        }
        if (entry.leases.remove(prover) != null && !entry.done() && entry.leases.isEmpty()) {
            entry.lostBy = prover;
            entry.lostAt = lastSign;
        }
        settle(name);
    }

    void expire(long now) {
        List<Map.Entry<TaskName, ProverId>> silent = new ArrayList<>();
        held.forEach((name, entry) -> entry.leases.forEach((prover, held) -> {
            if (now - held.lastSign() > lease) {
                silent.add(Map.entry(name, prover));
            }
        }));
        silent.forEach(lapsed -> lose(
                lapsed.getKey(),
                lapsed.getValue(),
                tasks.get(lapsed.getKey()).leases.get(lapsed.getValue()).lastSign()));
    }

    void gone(ProverId prover) {
        held.all()
                .forEach(task -> Optional.ofNullable(task.getValue().leases.get(prover))
                        .ifPresent(holder -> lose(task.getKey(), prover, holder.lastSign())));
    }

    /** The task was done in this time, from where it was handed out. */
    void took(Task task, long nanos) {
        held.took(task, nanos);
    }

    OpenTasks open() {
        return open;
    }

    boolean hasStraggler(long now) {
        return held.hasStraggler(now);
    }

    int folding() {
        return held.folds();
    }
}
