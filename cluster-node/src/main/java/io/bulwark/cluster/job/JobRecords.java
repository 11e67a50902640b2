package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What every node knows of all jobs, as jobs and gateways need it. Safe for use by many threads; nothing blocks. */
public interface JobRecords {
    /** What is known of one job, here and now. */
    CompletionStage<Optional<JobRecord>> get(JobId job);

    /**
     * Tells all that is known of all jobs now, then what changes; in any thread.
     *
     * @param changed is not to block
     */
    void subscribe(Consumer<JobRecord> changed);

    /** Makes known what the record says. When this completes, that is on the disks of as many nodes as it is to be; when it fails, it may be so or not. */
    CompletionStage<Void> merge(JobRecord record);

    /** Those that only this process knows of, and that end with it. */
    static JobRecords ofThisProcess() {
        Map<JobId, JobRecord> records = new ConcurrentHashMap<>();
        List<Consumer<JobRecord>> subscribers = new CopyOnWriteArrayList<>();
        return new JobRecords() {
            @Override
            public CompletionStage<Optional<JobRecord>> get(JobId job) {
                return CompletableFuture.completedFuture(Optional.ofNullable(records.get(job)));
            }

            @Override
            public void subscribe(Consumer<JobRecord> changed) {
                subscribers.add(changed);
                records.values().forEach(changed);
            }

            @Override
            public CompletionStage<Void> merge(JobRecord record) {
                JobRecord merged = records.merge(record.id(), record, JobRecord::merge);
                subscribers.forEach(subscriber -> subscriber.accept(merged));
                return CompletableFuture.completedFuture(null);
            }
        };
    }
}
