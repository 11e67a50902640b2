package io.bulwark.cluster.gateway;

import io.bulwark.cluster.gateway.NetworkException.Kind;
import io.bulwark.cluster.job.JobAccess;
import io.bulwark.cluster.job.TaskPage;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.api.TaskPageView;
import io.bulwark.protocol.receipts.ReceiptException;
import io.bulwark.protocol.receipts.ReceiptFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.StreamConverters;

/** The tasks of a job: what it says of them where it runs; of one that has ended and is not remembered there, what its receipts say. */
final class JobTasks {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration READ_AT_MOST = Duration.ofMinutes(1);
    /** Jobs whose receipts are kept in memory: one page after the other is asked for. */
    private static final int KEPT = 4;

    private final JobAccess jobs;
    private final Function<JobId, CompletionStage<Content>> receipts;
    private final Materializer materializer;
    private final Map<JobId, CompletionStage<List<Fact>>> read =
            Collections.synchronizedMap(new LinkedHashMap<>(KEPT, 1, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<JobId, CompletionStage<List<Fact>>> eldest) {
                    return size() > KEPT;
                }
            });

    /** @param receipts fetches the file of receipts of a job that succeeded */
    JobTasks(JobAccess jobs, Function<JobId, CompletionStage<Content>> receipts, Materializer materializer) {
        this.jobs = jobs;
        this.receipts = receipts;
        this.materializer = materializer;
    }

    CompletionStage<TaskPageView> page(JobRecord record, TaskPlace asked) {
        return jobs.tasks(record, asked.run(), asked.after(), ANSWER)
                .exceptionally(silence -> {
                    throw new NetworkException(
                            Kind.NO_ANSWER, "job " + record.id().brief() + " does not answer now", silence);
                })
                .thenCompose(page -> page.run() == 0 ? ended(record, page, asked) : done(TaskViews.of(page, asked)));
    }

    private CompletionStage<TaskPageView> ended(JobRecord record, TaskPage page, TaskPlace asked) {
        boolean receipted = record.standing() instanceof Standing.Succeeded succeeded
                && succeeded.outcome().receipts().isPresent();
        return receipted
                ? facts(record.id()).thenApply(facts -> TaskViews.of(facts, asked))
                : done(TaskViews.of(page, asked));
    }

    private static <T> CompletionStage<T> done(T value) {
        return CompletableFuture.completedFuture(value);
    }

    private CompletionStage<List<Fact>> facts(JobId job) {
        return read.computeIfAbsent(
                job,
                id -> receipts.apply(id)
                        .thenApplyAsync(this::read, task -> Thread.ofVirtual().start(task))
                        .whenComplete((facts, failure) -> {
                            if (failure != null) {
                                read.remove(id);
                            }
                        }));
    }

    private List<Fact> read(Content content) {
        try (InputStream in = new BufferedInputStream(
                content.from().apply(0).runWith(StreamConverters.asInputStream(READ_AT_MOST), materializer))) {
            return ReceiptFile.read(in).facts();
        } catch (IOException e) {
            throw new UncheckedIOException("the receipts cannot be read", e);
        } catch (ReceiptException e) {
            throw new NetworkException(Kind.STORE, "the receipts that this node has are damaged: " + e.getMessage(), e);
        }
    }
}
