package io.bulwark.cluster.job;

import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorRef;

/** What every node knows of all jobs, as jobs and gateways need it. Safe for use by many threads; nothing blocks. */
public interface JobRecords {
    /** What is known of one job, here and now. */
    CompletionStage<Optional<JobRecord>> get(JobId job);

    /** Tells all that is known of all jobs now, then what changes, until the subscriber ends. */
    void subscribe(ActorRef<JobRecord> subscriber);

    /**
     * Takes a job on. When this completes, enough nodes have said that they hold the job's record and all that was handed in; when it fails, with a message for
     * who asked, nothing is promised. Accepting twice is accepting once.
     *
     * @param header of a job whose artifacts this node holds
     */
    CompletionStage<JobRecord> accept(JobHeader header);

    /** Makes known what the record says. When this completes, that is on the disks of as many nodes as it is to be; when it fails, it may be so or not. */
    CompletionStage<Void> merge(JobRecord record);

    /** Those that only this process knows of, and that end with it. */
    static JobRecords ofThisProcess() {
        Map<JobId, JobRecord> records = new ConcurrentHashMap<>();
        List<ActorRef<JobRecord>> subscribers = new CopyOnWriteArrayList<>();
        return new JobRecords() {
            @Override
            public CompletionStage<Optional<JobRecord>> get(JobId job) {
                return CompletableFuture.completedFuture(Optional.ofNullable(records.get(job)));
            }

            @Override
            public void subscribe(ActorRef<JobRecord> subscriber) {
                subscribers.add(subscriber);
                records.values().forEach(subscriber::tell);
            }

            @Override
            public CompletionStage<JobRecord> accept(JobHeader header) {
                return CompletableFuture.completedFuture(learn(JobRecord.accepted(header)));
            }

            @Override
            public CompletionStage<Void> merge(JobRecord record) {
                learn(record);
                return CompletableFuture.completedFuture(null);
            }

            private JobRecord learn(JobRecord record) {
                JobRecord merged = records.merge(record.id(), record, JobRecord::merge);
                subscribers.forEach(subscriber -> subscriber.tell(merged));
                return merged;
            }
        };
    }
}
