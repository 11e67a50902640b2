package io.bulwark.cluster.headers;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import java.util.Comparator;

/** A place in the list of jobs, which begins with the one accepted last. */
public record Cursor(long acceptedAt, JobId job) implements Comparable<Cursor> {
    private static final Comparator<Cursor> ORDER =
            Comparator.comparingLong(Cursor::acceptedAt).reversed().thenComparing(Cursor::job);

    /** The place of a job. */
    public static Cursor of(JobRecord record) {
        return new Cursor(record.header().acceptedAt(), record.id());
    }

    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }
}
