package io.bulwark.simulation.world;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Claim;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.Span;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.TaskId;
import io.bulwark.protocol.TaskName;
import io.bulwark.simulation.plan.TaskTimes;
import java.nio.ByteBuffer;

/**
 * A job and the run that it is to prove.
 *
 * @param number of the job in the simulated run, from 0
 * @param segments how many intervals the run has
 */
record Statement(int number, JobSpec spec, JobId id, int segments) {
    private static final int STEPS = 1 << 20;
    private static final int SUBMITTERS = 7;
    private static final ByteString NO_DATA = Sha256.of(new byte[0]);

    /** One that anybody may work for. */
    static Statement of(int number, int segments) {
        return of(number, segments, Policy.NONE);
    }

    static Statement of(int number, int segments, Policy policy) {
        byte[] input = ByteBuffer.allocate(8).putInt(number).putInt(segments).array();
        JobSpec spec = new JobSpec("simulated", "test", 0, new ArtifactId(Sha256.of(input)), TaskTimes.INPUT_BYTES)
                .by(new SubmitterId("submitter-" + number % SUBMITTERS))
                .under(policy);
        return new Statement(number, spec, spec.id(), segments);
    }

    /** The state before an interval. */
    Checkpoint state(int border) {
        ByteBuffer state = ByteBuffer.allocate(8).putInt(number).putInt(border).flip();
        return new Checkpoint((long) border * STEPS, ByteString.copyFrom(state));
    }

    Claim claim(Span span) {
        return new Claim(state(span.first()), state(span.end()));
    }

    /** Job and task as one number, for the log. */
    long detail(TaskName name) {
        long stage = switch (name.stage()) {
            case PLAN -> 0;
            case SEGMENT -> 1;
            case JOIN -> 2;
            case FINISH -> 3;
        };
        return ((long) number << 32) | (stage << 24) | name.span().first();
    }

    SegmentTask task(int interval) {
        return new SegmentTask(TaskId.segment(id, interval), spec, state(interval), STEPS, spec.input(), 0, 0, NO_DATA);
    }
}
