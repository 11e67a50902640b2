package io.bulwark.protocol;

import java.util.Optional;

/**
 * Something wrong that a member sent, with its signature.
 *
 * @param fact what it claimed and signed
 * @param courier who handed the fact in, if that is what is wrong: the receipt is not its maker's
 * @param kept what is kept of the proof: at most its first {@link Limits#EVIDENCE_BYTES}, under the name of these bytes; empty if it could not be had
 * @param what what was wrong
 * @param at milliseconds since 1970 by the clock of the node that found it
 * @param unread what a later version has written that this one does not know
 */
public record Evidence(Fact fact, Optional<Receipt> courier, Optional<Blob> kept, String what, long at, Unread unread) {
    /** @throws MalformedMessageException if more is kept than the first MiB, the words are too many or the time is negative */
    public Evidence {
        long bytes = kept.map(Blob::bytes).orElse(0L);
        MalformedMessageException.require(
                bytes <= Limits.EVIDENCE_BYTES, "at most " + Limits.EVIDENCE_BYTES + " bytes of evidence", bytes);
        MalformedMessageException.require(
                what.length() <= Limits.CAUSE, "at most " + Limits.CAUSE + " characters", what.length());
        MalformedMessageException.require(at >= 0, "a time from 0 on", at);
    }

    /** Evidence of this version. */
    public Evidence(Fact fact, Optional<Receipt> courier, Optional<Blob> kept, String what, long at) {
        this(fact, courier, kept, what, at, Unread.NONE);
    }

    /** A fact that its maker signed is wrong. */
    public static Evidence of(Fact fact, Optional<Blob> kept, String what, long at) {
        return new Evidence(fact, Optional.empty(), kept, what, at);
    }

    public JobId job() {
        return fact.task().job();
    }

    public TaskName task() {
        return fact.task().name();
    }

    /** Whom it speaks against: whose signature it bears. */
    public Member maker() {
        return courier.map(Receipt::maker).orElse(fact.maker());
    }
}
