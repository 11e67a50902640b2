package io.bulwark.protocol.api;

import io.bulwark.protocol.NodeId;

/**
 * What one prover did for a job.
 *
 * @param steps the steps of its intervals
 * @param seconds the time that these took
 * @param folds joins, and the finish
 * @param foldSeconds the time that these took
 */
public record ShareView(
        NodeId node, long process, int intervals, long steps, double seconds, int folds, double foldSeconds) {}
