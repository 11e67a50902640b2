package io.bulwark.cluster.bench;

import io.bulwark.client.BulwarkClient;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.TaskPageView;
import io.bulwark.protocol.api.TaskView;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The measurements of the API's bench: each asks the server as a client would, over HTTP, and answers with rows of "what, figure, aim". */
final class ApiFigures {
    private static final int OK = 200;
    private static final int PAGE = 500;
    private static final int AT_ONCE = 16;
    private static final int TELL_EVERY = 1000;
    /** Nothing of the queue ends meanwhile. */
    private static final long LONG_MILLIS = 3_600_000;

    private static final double NANOS = 1e9;
    private static final double MEGA = 1 << 20;

    private final ApiServer server;

    ApiFigures(ApiServer server) {
        this.server = server;
    }

    /** The state of one job that waits, at a fixed rate that does not wait for answers. */
    List<List<Object>> status(OpenLoop load) {
        try (BulwarkClient client = server.client()) {
            JobId job = client.submit(
                            ApiServer.job(client.upload(server.file("status", 8)), Duration.ofMillis(LONG_MILLIS)))
                    .id();
            HttpRequest request = server.request("/v1/jobs/" + job);
            // What is compiled on the way, and connections that are opened, are not what is measured.
            ask(request, new OpenLoop(load.perSecond(), load.time().dividedBy(2)));
            OpenLoop.Outcome outcome = ask(request, load);
            if (outcome.nanos().isEmpty()) {
                throw new UnmeasuredException("no request for a job's state was answered");
            }
            Quantiles times = Quantiles.ofNanos(outcome.nanos());
            client.cancel(job);
            return List.of(
                    row("job status, requests/s of %d offered".formatted(load.perSecond()), outcome.perSecond()),
                    row("job status, median ms from when it was due", times.median()),
                    List.of("job status, p99 ms from when it was due", times.p99(), Aim.atMost("10")),
                    row("job status, greatest ms", times.greatest()),
                    List.of("job status, not answered", outcome.failed(), "0"));
        }
    }

    private OpenLoop.Outcome ask(HttpRequest request, OpenLoop load) {
        return load.offer(number -> server.http()
                .sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode() == OK));
    }

    /** From a proof's verdict at the job's node to the event at a client that watches. */
    List<List<Object>> events(int tasks, Duration task) {
        try (BulwarkClient client = server.client()) {
            Blob input = client.upload(server.file("events", CalibrationWorkload.inputBytes(tasks)));
            JobId job = client.submit(ApiServer.job(input, task)).id();
            List<EventDelays.Seen> events = new CopyOnWriteArrayList<>();
            client.watch(job, view -> events.add(new EventDelays.Seen(Instant.now(), view.proven())));
            List<Instant> facts = tasks(client, job).stream()
                    .filter(view -> view.stage().equals("segment"))
                    .flatMap(view -> view.since().stream())
                    .toList();
            if (facts.isEmpty()) {
                throw new UnmeasuredException("the job's node no longer says when its tasks were done");
            }
            Quantiles delays = Quantiles.ofNanos(EventDelays.nanos(facts, events));
            return List.of(
                    List.of(
                            "event delay, median ms of %d facts".formatted(delays.count()),
                            delays.median(),
                            Aim.atMost("100")),
                    List.of("event delay, p99 ms", delays.p99(), Aim.atMost("100")));
        }
    }

    private static List<TaskView> tasks(BulwarkClient client, JobId job) {
        List<TaskView> all = new ArrayList<>();
        TaskPageView page = client.tasks(job, Optional.empty());
        all.addAll(page.tasks());
        while (page.more()) {
            page = client.tasks(job, Optional.of(page.next()));
            all.addAll(page.tasks());
        }
        return all;
    }

    /** A file handed in and fetched again. */
    List<List<Object>> transfer(int megabytes) {
        Path file = server.file("transfer", megabytes << 20);
        try (BulwarkClient client = server.client()) {
            long start = System.nanoTime();
            Blob blob = client.upload(file);
            double up = (System.nanoTime() - start) / NANOS;
            start = System.nanoTime();
            server.get("/v1/artifacts/" + blob.id());
            double down = (System.nanoTime() - start) / NANOS;
            return List.of(
                    row("upload, MB/s of %d MB, kept and hashed".formatted(megabytes), blob.bytes() / MEGA / up),
                    row("download, MB/s of the same", blob.bytes() / MEGA / down));
        }
    }

    /** Jobs that wait: how fast they are handed in, and what they cost in memory when all of them are listed. */
    List<List<Object>> list(int jobs, Consumer<String> progress) {
        Object before = megabytes();
        try (BulwarkClient client = server.client();
                ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            Blob input = client.upload(server.file("list", 8));
            List<Future<JobId>> handedIn = new ArrayList<>();
            long start = System.nanoTime();
            for (int i = 0; i < jobs; i++) {
                Duration task = Duration.ofMillis(LONG_MILLIS + 1 + i);
                Callable<JobId> one =
                        () -> client.submit(ApiServer.job(input, task)).id();
                handedIn.add(threads.submit(one));
            }
            for (int i = 0; i < jobs; i++) {
                accepted(handedIn.get(i));
                if ((i + 1) % TELL_EVERY == 0) {
                    progress.accept("list: %,d jobs handed in".formatted(i + 1));
                }
            }
            double seconds = (System.nanoTime() - start) / NANOS;
            start = System.nanoTime();
            int listed = listed(client);
            double listing = (System.nanoTime() - start) / NANOS;
            return List.of(
                    row("jobs handed in a second, %d at once".formatted(AT_ONCE), jobs / seconds),
                    List.of("jobs listed", listed, ">= %,d".formatted(jobs)),
                    row("s to list them, %d a page".formatted(PAGE), listing),
                    row("MB of the node before", before),
                    row("MB of the node with %,d jobs, listed".formatted(jobs), megabytes()));
        }
    }

    private static void accepted(Future<JobId> job) {
        try {
            job.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnmeasuredException("the bench was told to end", e);
        } catch (ExecutionException e) {
            throw new UnmeasuredException(
                    "a job was not accepted: " + e.getCause().getMessage(), e);
        }
    }

    private static int listed(BulwarkClient client) {
        int count = 0;
        Optional<String> after = Optional.empty();
        do {
            JobPage page = client.jobs(PAGE, after);
            count += page.jobs().size();
            after = page.next();
        } while (after.isPresent());
        return count;
    }

    private Object megabytes() {
        return server.resident().isPresent()
                ? (Object) (server.resident().getAsLong() / MEGA)
                : "not told by this system";
    }

    /** The page: its first byte, and when a browser first paints something of it. */
    List<List<Object>> page(int times) {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            server.send(server.request("/"), HttpResponse.BodyHandlers.ofInputStream());
            nanos.add(System.nanoTime() - start);
        }
        Quantiles first = Quantiles.ofNanos(nanos);
        List<List<Object>> rows = new ArrayList<>();
        rows.add(row("page, median ms to its first byte", first.median()));
        rows.add(row("page, p99 ms to its first byte", first.p99()));
        Optional<Double> paint =
                FirstPaint.millis(server.url(), server.directory().resolve("browser"));
        rows.add(row(
                "page, ms to the first paint in Chromium", paint.isPresent() ? paint.get() : "there is no Chromium"));
        return rows;
    }

    private static List<Object> row(String what, Object figure) {
        return List.of(what, figure, Aim.NONE);
    }
}
