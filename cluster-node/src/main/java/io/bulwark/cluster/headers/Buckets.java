package io.bulwark.cluster.headers;

import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A node's view of all buckets, and what may still go into them. Plain state: no clock, no threads, no I/O.
 *
 * <p>There are {@value #COUNT} buckets, since one is gossiped as a whole in one frame of 256 KiB. A node accepts no job into one that could come
 * to more than {@value #ACCEPTED_BYTES} bytes: then even two sides of a cut that fill it both stay below the frame. What others accepted is taken up to
 * {@value #HELD_BYTES}. That is room for some 30,000 small jobs that are open or younger than the retention.
 */
final class Buckets {
    /** How many there are; a change would need all nodes at once. */
    static final int COUNT = 512;
    /** Bytes up to which this node accepts jobs. */
    static final int ACCEPTED_BYTES = 96 * 1024;
    /** Bytes up to which this node holds what others accept. */
    static final int HELD_BYTES = 224 * 1024;
    /** Characters of a cause of failure that is spread. */
    static final int CAUSE = 200;

    private static final Comparator<JobRecord> NEWEST_FIRST = Comparator.comparing(Cursor::of);

    private final List<Bucket> buckets = new ArrayList<>(Collections.nCopies(COUNT, Bucket.EMPTY));

    /** In which bucket a job is: that of its id's first 9 bits. */
    static int of(JobId id) {
        return (Byte.toUnsignedInt(id.bytes().byteAt(0)) << 1)
                | (Byte.toUnsignedInt(id.bytes().byteAt(1)) >> 7);
    }

    /** A bucket is known to be this, at least. Answers the records that are new or changed by it. */
    List<JobRecord> learn(int number, Bucket bucket) {
        Bucket before = buckets.get(number);
        Bucket now = before.mergeData(bucket);
        buckets.set(number, now);
        return now.records().entrySet().stream()
                .filter(known -> !known.getValue().equals(before.records().get(known.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    Optional<JobRecord> get(JobId id) {
        return Optional.ofNullable(buckets.get(of(id)).records().get(id));
    }

    /** Why this node cannot accept such a job; empty if it can. One that is known already can always be accepted again. */
    Optional<Refusal> refusal(JobHeader header) {
        Bucket bucket = buckets.get(of(header.id()));
        if (header.acceptedAt() < bucket.floor()) {
            return Optional.of(new Refusal.ClockBehind(header.acceptedAt(), bucket.floor()));
        }
        boolean room = get(header.id()).isPresent() || fits(bucket, JobRecord.accepted(header), ACCEPTED_BYTES);
        return room ? Optional.empty() : Optional.of(new Refusal.NoRoom(all().count()));
    }

    /** Whether what another node accepts can be held. */
    boolean canHold(JobRecord record) {
        Bucket bucket = buckets.get(of(record.id()));
        return get(record.id()).isPresent() || fits(bucket, record, HELD_BYTES);
    }

    private static boolean fits(Bucket bucket, JobRecord record, int bytes) {
        return bucket.greatestBytes() + Bucket.greatestBytes(record) <= bytes;
    }

    /** The record as it is spread: a long cause of failure is cut. */
    static JobRecord brief(JobRecord record) {
        return record.standing() instanceof Standing.Failed failed
                        && failed.cause().length() > CAUSE
                ? new JobRecord(
                        record.header(),
                        record.planDigest(),
                        record.cancelRequested(),
                        new Standing.Failed(failed.cause().substring(0, CAUSE)),
                        record.unread())
                : record;
    }

    /**
     * Where the floor of a bucket should be: jobs that were accepted longer than {@code keep} before the newest one, or before now, fall below, but no open
     * one does, nor any that is as young. So no single clock that goes wrong takes jobs away.
     *
     * @param now milliseconds since 1970
     * @param keep milliseconds
     */
    long floor(int number, long now, long keep) {
        long newest =
                all().mapToLong(record -> record.header().acceptedAt()).max().orElse(0);
        long wanted = Math.min(now, newest) - keep;
        return Math.max(
                buckets.get(number).floor(),
                Math.min(wanted, buckets.get(number).highestFloor()));
    }

    long floor(int number) {
        return buckets.get(number).floor();
    }

    /** At most {@code count} of the jobs that pass the filter, the newest first, behind {@code after}. */
    List<JobRecord> list(Predicate<JobRecord> filter, Optional<Cursor> after, int count) {
        return all().filter(filter)
                .filter(record -> after.isEmpty() || Cursor.of(record).compareTo(after.get()) > 0)
                .sorted(NEWEST_FIRST)
                .limit(count)
                .toList();
    }

    Stream<JobRecord> all() {
        return buckets.stream().flatMap(bucket -> bucket.records().values().stream());
    }
}
