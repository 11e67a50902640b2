package io.bulwark.cluster.headers;

import io.bulwark.protocol.JobRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.cluster.ddata.typed.javadsl.Replicator;
import org.apache.pekko.cluster.ddata.typed.javadsl.ReplicatorMessageAdapter;

/** This node's copy of the buckets in Distributed Data. What is written to it is on the disk before it answers, and is spread to all by itself. */
final class Replica {
    private static final Duration OTHERS_AT_MOST = Duration.ofSeconds(3);

    private final ReplicatorMessageAdapter<Headers.Command, Bucket> adapter;

    Replica(ReplicatorMessageAdapter<Headers.Command, Bucket> adapter) {
        this.adapter = adapter;
    }

    /**
     * Tells every bucket that is known, and each one that changes.
     *
     * @param otherwise what is told of anything else
     */
    void subscribe(BiFunction<Integer, Bucket, Headers.Command> learnt, Headers.Command otherwise) {
        // The adapter has one function for the answers to all subscriptions: the key says which bucket it is.
        for (int i = 0; i < Buckets.COUNT; i++) {
            adapter.subscribe(
                    BucketKey.of(i),
                    response -> response instanceof Replicator.Changed<Bucket> changed
                            ? learnt.apply(BucketKey.number(changed.key()), changed.get(changed.key()))
                            : otherwise);
        }
    }

    /**
     * Writes to this node's disk, and to those of so many in all, as far as these answer soon.
     *
     * @param then is given why it could not be written here, if it could not
     */
    void write(JobRecord record, int disks, Function<Optional<String>, Headers.Command> then) {
        Replicator.WriteConsistency where =
                disks > 1 ? new Replicator.WriteTo(disks, OTHERS_AT_MOST) : Replicator.writeLocal();
        update(Buckets.of(record.id()), where, bucket -> bucket.with(record), then);
    }

    /** @param floor milliseconds since 1970 */
    void raise(int number, long floor, Function<Optional<String>, Headers.Command> then) {
        update(number, Replicator.writeLocal(), bucket -> bucket.raised(floor), then);
    }

    private void update(
            int number,
            Replicator.WriteConsistency where,
            UnaryOperator<Bucket> change,
            Function<Optional<String>, Headers.Command> then) {
        adapter.askUpdate(
                replyTo -> new Replicator.Update<>(BucketKey.of(number), Bucket.EMPTY, where, replyTo, change),
                response -> then.apply(failure(response)));
    }

    private static Optional<String> failure(Replicator.UpdateResponse<Bucket> response) {
        return switch (response) {
            case Replicator.UpdateSuccess<Bucket> written -> Optional.empty();
            // It is on this disk; others will have it when they can be reached.
            case Replicator.UpdateTimeout<Bucket> late -> Optional.empty();
            case Replicator.StoreFailure<Bucket> disk ->
                Optional.of("its disk does not take the job's record; the node's log says why");
            default -> Optional.of("the job's record cannot be written: " + response);
        };
    }
}
