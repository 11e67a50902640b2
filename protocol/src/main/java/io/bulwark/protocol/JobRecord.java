package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import java.util.Optional;

/**
 * All that every node knows of a job. Two records of one job merge: what is known only grows, in any order and however often it arrives.
 *
 * @param planDigest SHA-256 of the job's plan, once it is planned to its end
 * @param cancelRequested whether somebody asked for the job to be cancelled
 * @param unread what a later version has written that this one does not know
 */
public record JobRecord(
        JobHeader header, Optional<ByteString> planDigest, boolean cancelRequested, Standing standing, Unread unread) {
    /** @throws MalformedMessageException unless a plan's digest has 32 bytes */
    public JobRecord {
        planDigest.ifPresent(digest -> MalformedMessageException.require(
                digest.size() == Sha256.BYTES, "a plan's digest of 32 bytes", digest.size() + " bytes"));
    }

    /** A record of this version. */
    public JobRecord(JobHeader header, Optional<ByteString> planDigest, boolean cancelRequested, Standing standing) {
        this(header, planDigest, cancelRequested, standing, Unread.NONE);
    }

    /** A job that has just been accepted. */
    public static JobRecord accepted(JobHeader header) {
        return new JobRecord(header, Optional.empty(), false, new Standing.Open());
    }

    public JobId id() {
        return header.id();
    }

    /** This record of a job that stands so, or higher. */
    public JobRecord with(Standing reached) {
        return new JobRecord(header, planDigest, cancelRequested, standing.merge(reached), unread);
    }

    /** This record of a job that somebody wants cancelled. */
    public JobRecord cancelled() {
        return new JobRecord(header, planDigest, true, standing, unread);
    }

    /** This record of a job whose plan is known. */
    public JobRecord planned(ByteString digest) {
        return merge(new JobRecord(header, Optional.of(digest), cancelRequested, standing));
    }

    /**
     * What both know together. Commutative, associative and idempotent.
     *
     * @throws MalformedMessageException if the other one is of another job
     */
    public JobRecord merge(JobRecord other) {
        return new JobRecord(
                header.merge(other.header),
                first(planDigest, other.planDigest),
                cancelRequested || other.cancelRequested,
                standing.merge(other.standing),
                unread.merge(other.unread));
    }

    private static Optional<ByteString> first(Optional<ByteString> one, Optional<ByteString> two) {
        if (one.isPresent() && two.isPresent()) {
            return ByteString.unsignedLexicographicalComparator().compare(one.get(), two.get()) <= 0 ? one : two;
        }
        return one.or(() -> two);
    }
}
