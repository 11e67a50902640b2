package io.bulwark.cluster.headers;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.WireMessage;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.pekko.cluster.ddata.AbstractDeltaReplicatedData;
import org.apache.pekko.cluster.ddata.ReplicatedDelta;
import org.apache.pekko.cluster.ddata.ReplicatedDeltaSize;

/**
 * The records of those jobs whose ids begin alike, and the retention floor: what was accepted before it is gone, everywhere, and no late copy
 * brings it back.
 *
 * <p>Floors merge to the higher one; what lies below that goes, on both sides; then records merge pointwise. That is commutative and idempotent, and
 * associative where all copies of a job say one time of acceptance. Where two sides of a cut accepted the same job at two times, and the floor came between
 * them, the later acceptance counts as a new job; all nodes still come to the same. Immutable. A bucket is its own delta: one that holds only what is new.
 */
public final class Bucket extends AbstractDeltaReplicatedData<Bucket, Bucket>
        implements ReplicatedDelta, ReplicatedDeltaSize, WireMessage {
    private static final long serialVersionUID = 1;

    /** No jobs, no floor. */
    public static final Bucket EMPTY = of(0, Collections.emptySortedMap());

    /** What a record may still grow by until its job has succeeded: a plan's digest, a claim of two states and a proof's name, or a cause. */
    private static final int GROWTH_BYTES = 750;

    private final transient long floor;
    private final transient SortedMap<JobId, JobRecord> records;
    private final transient int greatestBytes;
    private final transient Optional<Bucket> delta;

    private Bucket(long floor, SortedMap<JobId, JobRecord> records, int greatestBytes, Optional<Bucket> delta) {
        this.floor = floor;
        this.records = Collections.unmodifiableSortedMap(records);
        this.greatestBytes = greatestBytes;
        this.delta = delta;
    }

    /**
     * A bucket with these records, except those below the floor.
     *
     * @param floor milliseconds since 1970
     */
    public static Bucket of(long floor, SortedMap<JobId, JobRecord> records) {
        SortedMap<JobId, JobRecord> kept = new TreeMap<>(records);
        kept.values().removeIf(record -> record.header().acceptedAt() < floor);
        int bytes = kept.values().stream().mapToInt(Bucket::greatestBytes).sum();
        return new Bucket(floor, kept, bytes, Optional.empty());
    }

    /** This bucket, in which the record is known, too. */
    Bucket with(JobRecord record) {
        return grown(of(floor, new TreeMap<>(Collections.singletonMap(record.id(), record))));
    }

    /** This bucket with its floor at least there. */
    Bucket raised(long to) {
        return grown(of(to, Collections.emptySortedMap()));
    }

    private Bucket grown(Bucket by) {
        Bucket whole = mergeData(by);
        Bucket grown = delta.map(d -> d.mergeData(by)).orElse(by);
        return new Bucket(whole.floor, whole.records, whole.greatestBytes, Optional.of(grown));
    }

    /** What both know together, above the higher floor. */
    @Override
    public Bucket mergeData(Bucket other) {
        if (other.floor > floor) {
            return of(other.floor, records).mergeData(other);
        }
        SortedMap<JobId, JobRecord> merged = new TreeMap<>(records);
        int bytes = greatestBytes;
        for (Map.Entry<JobId, JobRecord> entry : other.records.entrySet()) {
            if (entry.getValue().header().acceptedAt() >= floor) {
                JobRecord before = merged.get(entry.getKey());
                JobRecord now = before == null ? entry.getValue() : before.merge(entry.getValue());
                if (!now.equals(before)) {
                    merged.put(entry.getKey(), now);
                    bytes += greatestBytes(now) - (before == null ? 0 : greatestBytes(before));
                }
            }
        }
        return new Bucket(floor, merged, bytes, Optional.empty());
    }

    /** Milliseconds since 1970: nothing that was accepted before is known any more. */
    public long floor() {
        return floor;
    }

    /** The records, by job. */
    public SortedMap<JobId, JobRecord> records() {
        return records;
    }

    /** How high the floor may be at most, so that no open job falls below it. */
    long highestFloor() {
        return records.values().stream()
                .filter(record -> !record.standing().terminal())
                .mapToLong(record -> record.header().acceptedAt())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** How many bytes the bucket can come to when all its jobs have succeeded, without another being accepted. */
    int greatestBytes() {
        return greatestBytes;
    }

    /** How many bytes a record can come to. */
    static int greatestBytes(JobRecord record) {
        return RecordForm.write(record).getSerializedSize() + GROWTH_BYTES;
    }

    @Override
    public Optional<Bucket> deltaData() {
        return delta;
    }

    @Override
    public Bucket mergeDeltaData(Bucket other) {
        return mergeData(other);
    }

    @Override
    public Bucket resetDelta() {
        return new Bucket(floor, records, greatestBytes, Optional.empty());
    }

    @Override
    public Bucket zero() {
        return EMPTY;
    }

    @Override
    public int deltaSize() {
        return records.size();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bucket that && floor == that.floor && records.equals(that.records);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(floor) + records.hashCode();
    }

    @Override
    public String toString() {
        return "bucket of " + records.size() + " jobs";
    }
}
