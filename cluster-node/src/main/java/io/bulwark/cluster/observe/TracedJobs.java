package io.bulwark.cluster.observe;

import io.bulwark.cluster.job.JobObserver;
import io.bulwark.cluster.job.TaskNews;
import io.bulwark.cluster.trace.Episode;
import io.bulwark.cluster.trace.SpanId;
import io.bulwark.cluster.trace.Traces;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Traces the jobs on a node: each that ends here, each of its tasks that is done while it runs here, and of these how long they waited, were worked on, and were
 * checked. What a node does not see the end of it does not tell; whoever goes on with the job tells it, but not again of what was done before.
 */
public final class TracedJobs implements JobObserver {
    private static final long NANOS_IN_MILLI = 1_000_000;

    private final Traces traces;
    private final LongSupplier clock;

    /** @param clock nanoseconds since 1970 */
    public TracedJobs(Traces traces, LongSupplier clock) {
        this.traces = traces;
        this.clock = clock;
    }

    @Override
    public Run begins(JobHeader header) {
        return new Traced(header.id());
    }

    @Override
    public void ended(JobHeader header, Standing standing) {
        Optional<String> failure =
                standing instanceof Standing.Failed failed ? Optional.of(failed.cause()) : Optional.empty();
        traces.add(new Episode(
                header.id(),
                SpanId.of(header.id()),
                Optional.empty(),
                "job",
                header.acceptedAt() * NANOS_IN_MILLI,
                clock.getAsLong(),
                failure,
                Map.of(
                        "bulwark.workload",
                        header.spec().workload(),
                        "bulwark.standing",
                        switch (standing) {
                            case Standing.Open open -> "open";
                            case Standing.Failed failed -> "failed";
                            case Standing.Cancelled cancelled -> "cancelled";
                            case Standing.Succeeded succeeded -> "succeeded";
                        })));
    }

    /** Since when a task is to be done, and since when it is where it is. */
    private record Since(long wanted, long there) {}

    private final class Traced implements Run {
        private final JobId job;
        private final Map<TaskName, Since> open = new HashMap<>();

        Traced(JobId job) {
            this.job = job;
        }

        @Override
        public void moved(TaskName task, Optional<TaskNews.State> before, TaskNews.State now) {
            long time = clock.getAsLong();
            Optional<Since> since = Optional.ofNullable(open.get(task));
            if (since.isPresent()) {
                left(task, since.get(), before.orElse(now), now, time);
            } else if (now == TaskNews.State.WAITING || now == TaskNews.State.AT_WORK) {
                open.put(task, new Since(time, time));
            }
            // What is found done, or needs a check only, was done before this node had the job, and told of then.
        }

        private void left(TaskName task, Since since, TaskNews.State before, TaskNews.State now, long time) {
            SpanId whole = SpanId.of(new TaskId(job, task));
            add(task, SpanId.any(), whole, phase(before), since.there(), time);
            if (phase(now).isEmpty()) {
                open.remove(task);
                add(task, whole, SpanId.of(job), Words.of(task.stage()), since.wanted(), time);
            } else {
                open.put(task, new Since(since.wanted(), time));
            }
        }

        private void add(TaskName task, SpanId id, SpanId parent, String name, long begin, long end) {
            Map<String, String> words = Map.of("bulwark.task", task.toString());
            traces.add(new Episode(job, id, Optional.of(parent), name, begin, end, Optional.empty(), words));
        }

        /** What goes on in a state; nothing when the task is done. */
        private static String phase(TaskNews.State state) {
            return switch (state) {
                case WAITING -> "wait";
                case AT_WORK -> "run";
                case CHECKING -> "check";
                case DONE, COVERED -> "";
            };
        }

        @Override
        public void closed() {
            open.clear();
        }
    }
}
