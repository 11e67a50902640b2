package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.Network;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Whether the process lives, and whether it should be sent requests: for load balancers and Kubernetes. */
final class HealthRoutes {
    private final Network network;

    HealthRoutes(Network network) {
        this.network = network;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/healthz", Route.Access.OPEN, this::health),
                Route.get("/readyz", Route.Access.OPEN, this::readiness));
    }

    private CompletionStage<HttpResponse> health(Call call) {
        return CompletableFuture.completedFuture(Answers.json(200, Map.of("status", "ok")));
    }

    private CompletionStage<HttpResponse> readiness(Call call) {
        network.unready().ifPresent(why -> {
            throw new ProblemException(ProblemType.UNAVAILABLE, why, 1);
        });
        return health(call);
    }
}
