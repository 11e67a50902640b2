package io.bulwark.cluster.http;

import io.bulwark.client.ApiJson;
import io.bulwark.cluster.gateway.Network;
import io.bulwark.protocol.api.EvidenceView;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.JobSummary;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.NodeView;
import io.bulwark.protocol.api.OverviewView;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** All at a glance, as events: the whole of it whenever it has changed. */
final class OverviewRoutes {
    private static final int JOBS = 50;
    private static final int OPEN_JOBS = 8;
    private static final int STEPS_PER_SECOND = 2;

    private final Network network;
    private final Follow follow = new Follow("streams of the overview", STEPS_PER_SECOND);

    OverviewRoutes(Network network) {
        this.network = network;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/overview/events", Route.Access.KEY, this::events));
    }

    private CompletionStage<HttpResponse> events(Call call) {
        Caller caller = call.caller();
        // Trouble of the network is answered here, before the stream begins.
        return overview(caller)
                .thenApply(any -> follow.answer(caller.client().submitter(), "", sent -> step(caller, sent)));
    }

    private CompletionStage<Follow.Step<String>> step(Caller caller, String sent) {
        return overview(caller).thenApply(view -> {
            String json = ApiJson.write(view);
            String events = json.equals(sent) ? "" : Follow.event("overview", Optional.empty(), json);
            return new Follow.Step<>(Optional.of(json), events, false);
        });
    }

    private CompletionStage<OverviewView> overview(Caller caller) {
        List<EvidenceView> evidence = caller.operator() ? network.evidence() : List.of();
        return network.jobs(caller.visible(), Optional.empty(), JOBS)
                .thenCompose(jobs -> network.nodes()
                        .thenCompose(nodes -> open(jobs).thenApply(open -> view(caller, jobs, open, nodes, evidence))));
    }

    private OverviewView view(
            Caller caller, JobPage jobs, List<JobView> open, List<NodeView> nodes, List<EvidenceView> evidence) {
        return new OverviewView(network.counts(caller.visible()), jobs.jobs(), open, nodes, evidence);
    }

    /** Those of the latest jobs that have not ended; one that does not answer now is left out. */
    private CompletionStage<List<JobView>> open(JobPage jobs) {
        List<CompletableFuture<Optional<JobView>>> views = jobs.jobs().stream()
                .filter(job -> !job.state().ended())
                .limit(OPEN_JOBS)
                .map(JobSummary::id)
                .map(id -> network.job(id)
                        .exceptionally(silence -> Optional.empty())
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(views.toArray(CompletableFuture<?>[]::new))
                .thenApply(done ->
                        views.stream().flatMap(view -> view.join().stream()).toList());
    }
}
