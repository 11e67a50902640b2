package io.bulwark.cluster.job;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.Optional;

/** Two observers who are told the same. */
record BothObservers(JobObserver first, JobObserver second) implements JobObserver {
    @Override
    public Run begins(JobHeader header) {
        return new BothRuns(first.begins(header), second.begins(header));
    }

    @Override
    public void ended(JobHeader header, Standing standing) {
        first.ended(header, standing);
        second.ended(header, standing);
    }

    @Override
    public void accused(JobId job) {
        first.accused(job);
        second.accused(job);
    }

    private record BothRuns(Run first, Run second) implements Run {
        @Override
        public void moved(TaskName task, Optional<TaskNews.State> before, TaskNews.State now) {
            first.moved(task, before, now);
            second.moved(task, before, now);
        }

        @Override
        public void counted(Task task, Fact fact, long nanos) {
            first.counted(task, fact, nanos);
            second.counted(task, fact, nanos);
        }

        @Override
        public void hedged(boolean won) {
            first.hedged(won);
            second.hedged(won);
        }

        @Override
        public void closed() {
            first.closed();
            second.closed();
        }
    }
}
