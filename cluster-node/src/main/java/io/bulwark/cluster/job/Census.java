package io.bulwark.cluster.job;

import io.bulwark.protocol.TaskName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Tells an observer of each task of a run that comes to another state. Decides nothing. */
final class Census implements AutoCloseable {
    private final TaskTable table;
    private final JobObserver.Run observer;
    private final Map<TaskName, TaskNews.State> states = new HashMap<>();
    private boolean closed;

    /** Begins with a run that has no tasks yet. */
    Census(JobLedger ledger, JobObserver.Run observer) {
        table = ledger.table();
        this.observer = observer;
        table.watch(this::settled);
        ledger.tally().watch(observer);
    }

    private void settled(TaskName name) {
        TaskEntry entry = table.entry(name);
        Optional<TaskNews.State> before = Optional.ofNullable(states.get(name));
        boolean unknown = entry.task == null && entry.fact == null && before.isEmpty();
        TaskNews.State now = entry.state();
        if (!closed && !unknown && before.filter(now::equals).isEmpty()) {
            states.put(name, now);
            observer.moved(name, before, now);
        }
    }

    /** The run is over here. */
    @Override
    public void close() {
        closed = true;
        observer.closed();
    }
}
