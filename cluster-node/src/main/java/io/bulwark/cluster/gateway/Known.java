package io.bulwark.cluster.gateway;

import io.bulwark.protocol.JobSpec;
import java.time.Instant;

/** A job that this gateway has heard of. */
record Known(JobSpec spec, int priority, Instant acceptedAt) {
    /** Bytes of program and input. */
    long bytes() {
        return spec.artifacts().stream().mapToLong(blob -> blob.bytes()).sum();
    }
}
