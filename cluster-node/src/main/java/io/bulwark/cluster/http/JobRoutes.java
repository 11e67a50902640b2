package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.Network;
import io.bulwark.cluster.gateway.NetworkException;
import io.bulwark.cluster.gateway.NetworkException.Kind;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.api.JobRequest;
import io.bulwark.protocol.api.JobView;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.Materializer;

/** Jobs. Who asks for somebody else's job is told what who asks for none is told. */
final class JobRoutes {
    private static final int PAGE = 100;
    private static final int LARGEST_PAGE = 500;

    private final Network network;
    private final Materializer materializer;

    JobRoutes(Network network, Materializer materializer) {
        this.network = network;
        this.materializer = materializer;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/v1/jobs", Route.Access.KEY, this::submit),
                Route.get("/v1/jobs", Route.Access.KEY, this::list),
                Route.get("/v1/jobs/{job}", Route.Access.KEY, this::status),
                Route.delete("/v1/jobs/{job}", Route.Access.KEY, this::cancel),
                Route.get("/v1/jobs/{job}/proof", Route.Access.KEY, this::proof),
                Route.get("/v1/jobs/{job}/receipts", Route.Access.KEY, this::receipts));
    }

    private CompletionStage<HttpResponse> submit(Call call) {
        Bodies.requireType(call, ContentTypes.APPLICATION_JSON);
        // Before it has met the others it would accept what only itself holds.
        network.unready().ifPresent(why -> {
            throw new ProblemException(ProblemType.UNAVAILABLE, why, 1);
        });
        return Bodies.small(call, JobRequestReader.LIMIT, materializer)
                .thenCompose(json -> {
                    JobRequest request = JobRequestReader.read(json);
                    return network.submit(request, call.caller().client());
                })
                .thenApply(submission -> Answers.json(submission.known() ? 200 : 201, submission.job())
                        .addHeader(Answers.header(
                                "Location", "/v1/jobs/" + submission.job().id())));
    }

    private CompletionStage<HttpResponse> list(Call call) {
        int limit = call.query("limit").map(JobRoutes::limit).orElse(PAGE);
        return network.jobs(call.caller().visible(), call.query("after"), limit)
                .thenApply(page -> Answers.json(200, page));
    }

    private static int limit(String text) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_PAGE) {
            throw new ProblemException(
                    ProblemType.MALFORMED_REQUEST, "limit: expected a number from 1 to " + LARGEST_PAGE);
        }
        return Integer.parseInt(text);
    }

    private CompletionStage<HttpResponse> status(Call call) {
        return visible(network, call).thenApply(view -> Answers.json(200, view));
    }

    private CompletionStage<HttpResponse> cancel(Call call) {
        return visible(network, call)
                .thenCompose(view -> network.cancel(view.id()))
                .thenApply(view -> Answers.json(200, view));
    }

    private CompletionStage<HttpResponse> proof(Call call) {
        return visible(network, call)
                .thenCompose(view -> network.proof(view.id()))
                .thenApply(content -> ArtifactRoutes.send(call, content));
    }

    private CompletionStage<HttpResponse> receipts(Call call) {
        return visible(network, call)
                .thenCompose(view -> network.receipts(view.id()))
                .thenApply(content -> ArtifactRoutes.send(call, content));
    }

    /** The job that the path names, if there is one that the caller may see. */
    static CompletionStage<JobView> visible(Network network, Call call) {
        JobId id = call.job();
        return network.job(id)
                .thenApply(found -> found.filter(view -> call.caller().sees(view.submitter()))
                        .orElseThrow(() -> new NetworkException(Kind.UNKNOWN_JOB, "there is no job " + id)));
    }
}
