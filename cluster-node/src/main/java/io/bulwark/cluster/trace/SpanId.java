package io.bulwark.cluster.trace;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names a span within its trace. Those of a job and of its tasks follow from what they are of: so whoever knows a task knows what to put its own spans below, and no
 * message has to tell.
 *
 * @param bits not 0
 */
public record SpanId(long bits) {
    public SpanId {
        if (bits == 0) {
            throw new IllegalArgumentException("expected a span's id, got 0");
        }
    }

    /** The span of a whole job. */
    public static SpanId of(JobId job) {
        return of("job " + job);
    }

    /** The span of a task, from when it is to be done until it is. */
    public static SpanId of(TaskId task) {
        return of("task " + task.job() + " " + task.name());
    }

    private static SpanId of(String what) {
        ByteString digest = Sha256.of(("bulwark span " + what).getBytes(StandardCharsets.UTF_8));
        return notZero(ByteBuffer.wrap(digest.toByteArray()).getLong());
    }

    /** One that nobody else has. */
    public static SpanId any() {
        return notZero(ThreadLocalRandom.current().nextLong());
    }

    private static SpanId notZero(long bits) {
        return new SpanId(bits == 0 ? 1 : bits);
    }

    /** 16 hexadecimal digits. */
    String hex() {
        return "%016x".formatted(bits);
    }
}
