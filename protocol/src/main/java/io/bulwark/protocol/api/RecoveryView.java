package io.bulwark.protocol.api;

import io.bulwark.protocol.NodeId;

/**
 * A task that was taken from a prover which had died, failed or fallen silent, and given to another.
 *
 * @param task for the eye: "interval 7", "join 4..7", "finish"
 * @param seconds from the last sign of life of the first to the assignment to the second
 */
public record RecoveryView(String task, NodeId from, NodeId to, double seconds) {}
