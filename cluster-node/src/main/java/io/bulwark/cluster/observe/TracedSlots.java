package io.bulwark.cluster.observe;

import io.bulwark.cluster.prover.SlotObserver;
import io.bulwark.cluster.prover.Stint;
import io.bulwark.cluster.trace.Episode;
import io.bulwark.cluster.trace.SpanId;
import io.bulwark.cluster.trace.Traces;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Traces what a node's slots do: each task below the task's span, which the job's node tells of, and within it how long was spent on fetching. */
public final class TracedSlots implements SlotObserver {
    private final Traces traces;

    public TracedSlots(Traces traces) {
        this.traces = traces;
    }

    @Override
    public void ended(Stint stint) {
        TaskId task = stint.task().id();
        Stage stage = task.name().stage();
        Map<String, String> words = new HashMap<>();
        words.put("bulwark.task", task.name().toString());
        words.put("bulwark.outcome", Words.of(stint.outcome()));
        if (stint.task() instanceof SegmentTask segment) {
            words.put("bulwark.steps", String.valueOf(segment.steps()));
        }
        boolean back = stint.outcome() == Stint.Outcome.GIVEN_BACK;
        SpanId own = SpanId.any();
        JobId job = task.job();
        traces.add(new Episode(
                job,
                own,
                Optional.of(SpanId.of(task)),
                stage == Stage.PLAN ? "make plan" : "prove " + Words.of(stage),
                stint.since(),
                stint.since() + stint.nanos(),
                back ? Optional.of("given back to its job") : Optional.empty(),
                words));
        traces.add(new Episode(
                job,
                SpanId.any(),
                Optional.of(own),
                "fetch",
                stint.since(),
                stint.since() + stint.fetching(),
                Optional.empty(),
                Map.of()));
    }
}
