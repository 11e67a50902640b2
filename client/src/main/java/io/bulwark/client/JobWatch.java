package io.bulwark.client;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.api.JobView;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Follows one job to its end, on the next gateway when one dies, from where it was. */
final class JobWatch {
    /** A gateway says every ten seconds that it is still there. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private static final int OK = 200;
    private static final int NO_MORE = 204;

    private final Gateways gateways;
    private final JobId job;
    private final Consumer<JobView> listener;
    private Optional<JobView> latest = Optional.empty();
    private String lastId = "";

    JobWatch(Gateways gateways, JobId job, Consumer<JobView> listener) {
        this.gateways = gateways;
        this.job = job;
        this.listener = listener;
    }

    /** The job's last state. */
    JobView follow() {
        Gateways.Search search = gateways.search();
        while (true) {
            URI gateway = gateways.current();
            try {
                IOException why = read(gateway, search);
                if (latest.filter(view -> view.state().ended()).isPresent()) {
                    return latest.get();
                }
                search.failed(gateway, why);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnreachableException("interrupted", e);
            }
        }
    }

    /** Reads one stream for as long as it goes; why it did not go on. */
    private IOException read(URI gateway, Gateways.Search search) throws InterruptedException {
        EventLines lines = new EventLines();
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve("/v1/jobs/" + job + "/events"))
                .header("Accept", "text/event-stream");
        if (!lastId.isEmpty()) {
            request.header("Last-Event-ID", lastId);
        }
        CompletableFuture<HttpResponse<Optional<byte[]>>> answer = gateways.http()
                .sendAsync(
                        gateways.authorized(request),
                        head -> head.statusCode() == OK
                                ? HttpResponse.BodySubscribers.fromLineSubscriber(
                                        lines, subscriber -> Optional.<byte[]>empty(), StandardCharsets.UTF_8, "\n")
                                : HttpResponse.BodySubscribers.mapping(
                                        HttpResponse.BodySubscribers.ofByteArray(), Optional::of));
        // Where no stream comes at all, its end is what the answer says. The answer itself is kept, not what depends on
        // it: that is done only after its lines end.
        CompletableFuture<?> _ = answer.whenComplete((response, failure) -> lines.onComplete());
        try {
            events(lines, search);
            return ending(answer);
        } finally {
            answer.cancel(true);
        }
    }

    private static IOException ending(CompletableFuture<HttpResponse<Optional<byte[]>>> answer) {
        if (!answer.isDone()) {
            return new IOException(
                    "its event stream ended before the job did, or was silent for " + SILENCE.toSeconds() + " s");
        }
        if (answer.isCompletedExceptionally()) {
            return answer.exceptionNow() instanceof IOException failure
                    ? failure
                    : new IOException(answer.exceptionNow());
        }
        HttpResponse<Optional<byte[]>> response = answer.join();
        int status = response.statusCode();
        if (status / 100 == 4 && status != Gateways.LATER) {
            throw Gateways.refusal(status, response.body().orElse(new byte[0]));
        }
        return new IOException(
                status == OK || status == NO_MORE
                        ? "its event stream ended before the job did"
                        : "it answered " + status);
    }

    private void events(EventLines lines, Gateways.Search search) throws InterruptedException {
        String id = "";
        StringBuilder data = new StringBuilder();
        for (Optional<String> next = lines.next(SILENCE); next.isPresent(); next = lines.next(SILENCE)) {
            String line = next.get();
            search.succeeded();
            if (line.startsWith("id:")) {
                id = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                data.append(line.substring(5).strip());
            } else if (line.isEmpty() && !data.isEmpty()) {
                JobView view = ApiJson.read(data.toString().getBytes(StandardCharsets.UTF_8), JobView.class);
                lastId = id;
                latest = Optional.of(view);
                data.setLength(0);
                listener.accept(view);
            }
        }
    }
}
