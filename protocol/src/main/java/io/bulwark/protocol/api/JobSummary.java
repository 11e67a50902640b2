package io.bulwark.protocol.api;

import io.bulwark.protocol.JobId;
import java.time.Instant;

/** A job in a list of jobs. */
public record JobSummary(JobId id, JobState state, String submitter, int priority, Instant acceptedAt) {}
