package io.bulwark.client;

import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.NodeView;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@link BulwarkClient} for programs that may not wait: each call runs on a virtual thread of its own, and its future fails with what the call would throw.
 */
public final class AsyncBulwarkClient implements AutoCloseable {
    private final BulwarkClient client;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public AsyncBulwarkClient(ClientSettings settings) {
        client = new BulwarkClient(settings);
    }

    /** See {@link BulwarkClient#upload}. */
    public CompletableFuture<Blob> upload(Path file) {
        return run(() -> client.upload(file));
    }

    /** See {@link BulwarkClient#submit(Work)}. */
    public CompletableFuture<JobView> submit(Work work) {
        return run(() -> client.submit(work));
    }

    /** See {@link BulwarkClient#job}. */
    public CompletableFuture<JobView> job(JobId id) {
        return run(() -> client.job(id));
    }

    /** See {@link BulwarkClient#jobs}. */
    public CompletableFuture<JobPage> jobs(int limit, Optional<String> after) {
        return run(() -> client.jobs(limit, after));
    }

    /** See {@link BulwarkClient#watch}; the listener is called on the watch's own thread. */
    public CompletableFuture<JobView> watch(JobId id, Consumer<JobView> listener) {
        return run(() -> client.watch(id, listener));
    }

    /** See {@link BulwarkClient#proof}. */
    public CompletableFuture<Blob> proof(JobId id, Path file) {
        return run(() -> client.proof(id, file));
    }

    /** See {@link BulwarkClient#receipts}. */
    public CompletableFuture<Blob> receipts(JobId id, Path file) {
        return run(() -> client.receipts(id, file));
    }

    /** See {@link BulwarkClient#cancel}. */
    public CompletableFuture<JobView> cancel(JobId id) {
        return run(() -> client.cancel(id));
    }

    /** See {@link BulwarkClient#nodes}. */
    public CompletableFuture<List<NodeView>> nodes() {
        return run(client::nodes);
    }

    private <T> CompletableFuture<T> run(Supplier<T> call) {
        return CompletableFuture.supplyAsync(call, threads);
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        client.close();
        threads.shutdownNow();
    }
}
