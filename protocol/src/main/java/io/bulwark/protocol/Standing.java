package io.bulwark.protocol;

/**
 * How a job stands. Standings merge upwards: open, failed, cancelled, succeeded; so whatever two sides of a cut came to, they agree afterwards, and what
 * succeeded stays so.
 */
public sealed interface Standing {
    /** The job is being worked on, or waits for it. */
    record Open() implements Standing {}

    /** The job cannot be done. */
    record Failed(String cause) implements Standing {
        /** @throws MalformedMessageException if the cause is longer than {@link Limits#CAUSE} characters */
        public Failed {
            MalformedMessageException.require(
                    cause.length() <= Limits.CAUSE,
                    "a cause of at most " + Limits.CAUSE + " characters",
                    cause.length());
        }
    }

    /** Nobody wants the job any more. */
    record Cancelled() implements Standing {}

    /** There is a proof of the job's whole run, and it was verified. */
    record Succeeded(Outcome outcome) implements Standing {}

    /** Whether the job ended. */
    default boolean terminal() {
        return height() > 0;
    }

    /** From 0 for open to 3 for succeeded. */
    default int height() {
        return switch (this) {
            case Open open -> 0;
            case Failed failed -> 1;
            case Cancelled cancelled -> 2;
            case Succeeded succeeded -> 3;
        };
    }

    /** The higher of the two; of two of one height the same one everywhere. Commutative, associative and idempotent. */
    default Standing merge(Standing other) {
        if (height() != other.height()) {
            return height() > other.height() ? this : other;
        }
        return switch (this) {
            case Failed failed
            when other instanceof Failed also -> failed.cause.compareTo(also.cause) <= 0 ? this : other;
            case Succeeded succeeded
            when other instanceof Succeeded also ->
                Outcome.ORDER.compare(succeeded.outcome, also.outcome) <= 0 ? this : other;
            case Open open -> this;
            case Cancelled cancelled -> this;
            case Failed failed -> this;
            case Succeeded succeeded -> this;
        };
    }
}
