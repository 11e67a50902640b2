package io.bulwark.cluster.job;

import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.TaskName;

/**
 * A task that was taken from a prover which had died, failed or fallen silent, and given to another.
 *
 * @param nanos from the last sign of life of the first prover to the assignment to the second
 */
public record Recovery(TaskName task, ProverId from, ProverId to, long nanos) {}
