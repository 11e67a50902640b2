package io.bulwark.cluster.gateway;

import io.bulwark.protocol.SubmitterId;

/**
 * Who hands a job in.
 *
 * @param submitter by whose name jobs are kept
 * @param openJobs how many jobs of theirs may be open at once
 * @param openBytes how many bytes of program and input these may have together
 */
public record Client(SubmitterId submitter, int openJobs, long openBytes) {
    /** The submitter of whoever needs no key: the gateway is on loopback. */
    public static final SubmitterId LOCAL = new SubmitterId("local");

    /** A client that only the bounds of the whole gateway bind. */
    public static Client unbounded(SubmitterId submitter) {
        return new Client(submitter, Integer.MAX_VALUE, Long.MAX_VALUE);
    }
}
