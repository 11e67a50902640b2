package io.bulwark.cluster.gateway;

import io.bulwark.protocol.api.JobView;

/**
 * The answer to a job that was submitted.
 *
 * @param known whether the network had it already
 */
public record Submission(JobView job, boolean known) {}
