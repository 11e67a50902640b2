package io.bulwark.protocol.api;

import java.util.Locale;

/** Where a job is; in JSON in lower case. */
public enum JobState {
    /** Accepted; what is known of it is being gathered. */
    GATHERING,
    /** The run is planned, proved and folded. */
    PROVING,
    /** One proof of the whole run exists. */
    SUCCEEDED,
    /** It cannot be done, and the cause is named. */
    FAILED,
    /** Its submitter no longer wants it. */
    CANCELLED;

    /** Whether nothing more is to come. */
    public boolean ended() {
        return this == SUCCEEDED || this == FAILED || this == CANCELLED;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
