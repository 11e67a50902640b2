package io.bulwark.protocol.api;

import java.time.Instant;

/**
 * What a node's slots are at, as it says.
 *
 * @param slots tasks that it does side by side
 * @param free slots that wait for a task
 * @param busy slots that have one; the rest start, or rest after a failure
 * @param waiting jobs that wait for the node to come for work
 * @param stepsPerSecond of a run, that a slot proves; 0: not known yet
 * @param done proofs made since the node's start
 * @param undone tasks given back since then
 * @param heapUsed bytes of the node's own heap, without its workers' processes
 * @param heapMost the most that it may use
 * @param draining whether it takes no more tasks
 * @param certificateEnds when the certificate that it signs with ends
 */
public record LoadView(
        int slots,
        int free,
        int busy,
        int waiting,
        long stepsPerSecond,
        long done,
        long undone,
        long heapUsed,
        long heapMost,
        boolean draining,
        Instant certificateEnds) {}
