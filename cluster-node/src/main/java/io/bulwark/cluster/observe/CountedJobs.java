package io.bulwark.cluster.observe;

import io.bulwark.cluster.job.JobObserver;
import io.bulwark.cluster.job.TaskNews;
import io.bulwark.cluster.metrics.Meter;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts what happens to the jobs on a node. Safe for use by several threads. */
public final class CountedJobs implements JobObserver {
    private static final List<String> STATES = List.of("waiting", "running", "checking", "done");

    /** A kind of task, and how far a task is. */
    private record Place(Stage kind, String state) {
        static Place of(TaskName task, TaskNews.State state) {
            return new Place(
                    task.stage(),
                    switch (state) {
                        case WAITING -> "waiting";
                        case AT_WORK -> "running";
                        case CHECKING -> "checking";
                        case DONE, COVERED -> "done";
                    });
        }
    }

    private final Metrics metrics;
    /** How many tasks of the jobs that are worked on are at each place. */
    private final Map<Place, AtomicInteger> tasks = new HashMap<>();

    /** Shows all that it counts from now on, as none. */
    public CountedJobs(Metrics metrics) {
        this.metrics = metrics;
        for (Stage kind : Stage.values()) {
            for (String state : STATES) {
                AtomicInteger count = new AtomicInteger();
                tasks.put(new Place(kind, state), count);
                metrics.level(Meter.TASKS, List.of(Words.of(kind), state), count::get);
            }
        }
        metrics.add(Meter.EVIDENCE, 0);
        metrics.add(Meter.HEDGES, outcome(true), 0);
        metrics.add(Meter.HEDGES, outcome(false), 0);
    }

    private static String outcome(boolean won) {
        return won ? "won" : "lost";
    }

    @Override
    public Run begins(JobHeader header) {
        return new Counted();
    }

    @Override
    public void accused(JobId job) {
        metrics.add(Meter.EVIDENCE, 1);
    }

    private final class Counted implements Run {
        /** This run's part of all tasks. */
        private final Map<Place, Integer> own = new HashMap<>();

        @Override
        public void moved(TaskName task, Optional<TaskNews.State> before, TaskNews.State now) {
            before.ifPresent(state -> add(Place.of(task, state), -1));
            add(Place.of(task, now), 1);
        }

        private void add(Place place, int more) {
            own.merge(place, more, Integer::sum);
            tasks.get(place).addAndGet(more);
        }

        @Override
        public void counted(Task task, Fact fact, long nanos) {
            metrics.took(Meter.ORCHESTRATION_SECONDS, List.of(), Math.max(0, nanos - fact.provingNanos()));
        }

        @Override
        public void hedged(boolean won) {
            metrics.add(Meter.HEDGES, outcome(won), 1);
        }

        @Override
        public void closed() {
            own.forEach((place, count) -> tasks.get(place).addAndGet(-count));
            own.clear();
        }
    }
}
