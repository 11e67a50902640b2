package io.bulwark.cluster.prover;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.FoldInput;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.PlanTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForesightTest {
    private static final long SECOND = 1_000_000_000L;
    private static final JobSpec SPEC =
            new JobSpec("hash-chain", "none", 0, new ArtifactId(Sha256.of(new byte[1])), 4096);

    private final Foresight foresight = new Foresight();

    private static SegmentTask segment(int index, int steps) {
        Checkpoint start = new Checkpoint(0, ByteString.copyFrom(new byte[32]));
        return new SegmentTask(
                TaskId.segment(SPEC.id(), index), SPEC, start, steps, SPEC.input(), 0, 40, Sha256.of(new byte[40]));
    }

    private static Task finish() {
        Checkpoint end = new Checkpoint(10, ByteString.copyFrom(new byte[32]));
        FoldInput all = new FoldInput(
                new Claim(new Checkpoint(0, ByteString.copyFrom(new byte[32])), end), new Blob(SPEC.input(), 1));
        return new FinishTask(new TaskId(SPEC.id(), TaskName.finish(2)), SPEC, all);
    }

    private void took(Task task, List<Integer> seconds) {
        seconds.forEach(each -> foresight.took(task, each * SECOND));
    }

    @Test
    void knowsNothingBeforeItHasSeenThreeOfAKind() {
        took(segment(0, 1000), List.of(4, 4));
        assertThat(foresight.askAfter(segment(1, 1000))).isEmpty();

        took(segment(0, 1000), List.of(4));

        assertThat(foresight.askAfter(segment(1, 1000))).hasValue(4 * SECOND - Foresight.AHEAD);
        assertThat(foresight.askAfter(segment(1, 5000))).as("of another size").isEmpty();
        assertThat(foresight.askAfter(finish())).as("of another stage").isEmpty();
    }

    @Test
    void goesByTheShortestButOneOfTheLatestEight() {
        took(segment(0, 1000), List.of(1, 9, 7, 5));
        assertThat(foresight.askAfter(segment(1, 1000))).hasValue(5 * SECOND - Foresight.AHEAD);

        took(segment(0, 1000), List.of(20, 30, 40, 50, 60));

        assertThat(foresight.askAfter(segment(1, 1000)))
                .as("the 1 is forgotten, the 5 uncommonly quick")
                .hasValue(7 * SECOND - Foresight.AHEAD);
    }

    @Test
    void asksAtOnceWhereTasksAreShort() {
        took(segment(0, 1000), List.of(0, 0, 0));

        assertThat(foresight.askAfter(segment(1, 1000))).hasValue(0);
    }

    @Test
    void doesNotSayWhenAPlanIsDone() {
        Task plan = PlanTask.of(SPEC, 0);
        took(plan, List.of(1, 1, 1, 1));

        assertThat(foresight.askAfter(plan)).isEmpty();
    }
}
