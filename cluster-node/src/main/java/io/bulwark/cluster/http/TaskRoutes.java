package io.bulwark.cluster.http;

import io.bulwark.client.ApiJson;
import io.bulwark.cluster.gateway.Network;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.TaskPageView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * A job's tasks, one by one: page by page, or as events. The id of an event with tasks is what the next page would be asked for with, so a stream that broke
 * off goes on at any gateway with what has changed meanwhile.
 */
final class TaskRoutes {
    private static final int STEPS_PER_SECOND = 5;

    private final Network network;
    private final Follow follow = new Follow("streams of tasks", STEPS_PER_SECOND);

    TaskRoutes(Network network) {
        this.network = network;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/v1/jobs/{job}/tasks", Route.Access.KEY, this::tasks),
                Route.get("/v1/jobs/{job}/tasks/events", Route.Access.KEY, this::events));
    }

    private CompletionStage<HttpResponse> tasks(Call call) {
        return JobRoutes.visible(network, call)
                .thenCompose(view -> network.tasks(view.id(), call.query("after")))
                .thenApply(page -> Answers.json(200, page));
    }

    /** What a reader of the stream has been sent. */
    private record Sent(Optional<String> place, Optional<JobView> view) {}

    private CompletionStage<HttpResponse> events(Call call) {
        Optional<String> last = call.header("Last-Event-ID").filter(id -> !id.isBlank());
        return JobRoutes.visible(network, call)
                // A place that is none is refused here, before the stream begins.
                .thenCompose(view -> network.tasks(view.id(), last))
                .thenCompose(page -> JobRoutes.visible(network, call))
                .thenApply(view -> follow.answer(
                        call.caller().client().submitter(),
                        new Sent(last, Optional.empty()),
                        sent -> step(view.id(), sent)));
    }

    private CompletionStage<Follow.Step<Sent>> step(JobId job, Sent sent) {
        // The job first: when it has ended, the tasks that are asked for after that are its last.
        return network.job(job)
                .thenCompose(view -> network.tasks(job, sent.place()).thenApply(page -> step(view, page, sent)));
    }

    private static Follow.Step<Sent> step(Optional<JobView> view, TaskPageView page, Sent sent) {
        StringBuilder events = new StringBuilder();
        if (!view.equals(sent.view())) {
            view.ifPresent(v -> events.append(Follow.event("job", Optional.empty(), ApiJson.write(v))));
        }
        boolean first = sent.place().isEmpty();
        if (first
                || page.fresh()
                || !page.tasks().isEmpty()
                || !page.happenings().isEmpty()) {
            events.append(Follow.event("tasks", Optional.of(page.next()), ApiJson.write(page)));
        }
        boolean ended = !page.more() && view.filter(v -> !v.state().ended()).isEmpty();
        if (ended) {
            events.append(Follow.event("end", Optional.empty(), "{}"));
        }
        return new Follow.Step<>(
                ended ? Optional.empty() : Optional.of(new Sent(Optional.of(page.next()), view)),
                events.toString(),
                page.more());
    }
}
