package io.bulwark.protocol.api;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.SubmitterId;
import java.time.Instant;

/** A job in a list of jobs. */
public record JobSummary(JobId id, JobState state, SubmitterId submitter, int priority, Instant acceptedAt) {}
