package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.typed.ActorRef;

/** What every node knows of all jobs, as jobs need it. Safe for use by many threads; nothing blocks. */
public interface JobRecords {
    /** What is known of one job, here and now. */
    record Found(JobId job, Optional<JobRecord> record) {}

    /** A record has changed, or was there when one subscribed. */
    record Changed(JobRecord record) {}

    /** A record has been merged, durably on as many nodes as is asked for, or that cannot be done now. */
    record Merged(JobId job, boolean durable) {}

    void get(JobId job, ActorRef<Found> replyTo);

    /** Tells all records at once, then each one that changes. */
    void subscribe(ActorRef<Changed> subscriber);

    void merge(JobRecord record, ActorRef<Merged> replyTo);

    /** Those that only this process knows of, and that end with it. */
    static JobRecords ofThisProcess() {
        Map<JobId, JobRecord> records = new ConcurrentHashMap<>();
        List<ActorRef<Changed>> subscribers = new CopyOnWriteArrayList<>();
        return new JobRecords() {
            @Override
            public void get(JobId job, ActorRef<Found> replyTo) {
                replyTo.tell(new Found(job, Optional.ofNullable(records.get(job))));
            }

            @Override
            public void subscribe(ActorRef<Changed> subscriber) {
                subscribers.add(subscriber);
                records.values().forEach(record -> subscriber.tell(new Changed(record)));
            }

            @Override
            public void merge(JobRecord record, ActorRef<Merged> replyTo) {
                JobRecord merged = records.merge(record.id(), record, JobRecord::merge);
                subscribers.forEach(subscriber -> subscriber.tell(new Changed(merged)));
                replyTo.tell(new Merged(record.id(), true));
            }
        };
    }
}
