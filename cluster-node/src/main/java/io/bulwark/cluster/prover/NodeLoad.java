package io.bulwark.cluster.prover;

import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.TransientMessage;

/**
 * What a node's slots are at.
 *
 * @param slots how many there are
 * @param free those that wait for a task
 * @param busy those that have one; the rest start, or rest after a failure
 * @param waiting jobs that wait for the node to come for work
 * @param rate steps of a run that a slot proves in a second; 0: not known yet
 * @param done proofs made since the node's start
 * @param undone tasks given back since then
 * @param heapUsed bytes of the node's own heap, without its workers' processes
 * @param heapMost the most that it may use
 * @param draining whether the node takes no more tasks
 */
public record NodeLoad(
        ProverId prover,
        int slots,
        int free,
        int busy,
        int waiting,
        long rate,
        long done,
        long undone,
        long heapUsed,
        long heapMost,
        boolean draining)
        implements TransientMessage {}
