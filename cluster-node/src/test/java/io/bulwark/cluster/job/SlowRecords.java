package io.bulwark.cluster.job;

import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;

/** Records of this process, which may take as long to be written down as a test says. */
final class SlowRecords implements JobRecords {
    private final JobRecords records = JobRecords.ofThisProcess();
    /** What is merged is written down when this completes. */
    volatile CompletionStage<Void> written = CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Optional<JobRecord>> get(JobId job) {
        return records.get(job);
    }

    @Override
    public void subscribe(ActorRef<JobRecord> subscriber) {
        records.subscribe(subscriber);
    }

    @Override
    public CompletionStage<JobRecord> accept(JobHeader header) {
        return records.accept(header);
    }

    @Override
    public CompletionStage<Void> merge(JobRecord record) {
        return records.merge(record).thenCompose(done -> written);
    }
}
