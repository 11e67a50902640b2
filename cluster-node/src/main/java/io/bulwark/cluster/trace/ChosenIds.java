package io.bulwark.cluster.trace;

import io.bulwark.protocol.JobId;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.IdGenerator;

/** Gives the next span of this thread the ids that were chosen for it. */
final class ChosenIds implements IdGenerator {
    private static final int TRACE_BYTES = 16;

    private static final ThreadLocal<Episode> NEXT = new ThreadLocal<>();

    /** The trace of a job: the first half of its id. */
    static String traceOf(JobId job) {
        return TraceId.fromBytes(job.bytes().substring(0, TRACE_BYTES).toByteArray());
    }

    void choose(Episode episode) {
        NEXT.set(episode);
    }

    void forget() {
        NEXT.remove();
    }

    @Override
    public String generateSpanId() {
        return NEXT.get().id().hex();
    }

    @Override
    public String generateTraceId() {
        return traceOf(NEXT.get().job());
    }
}
