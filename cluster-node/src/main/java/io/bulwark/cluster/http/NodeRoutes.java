package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.Network;
import io.bulwark.protocol.api.NodeList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** Members of the cluster. */
final class NodeRoutes {
    private final Network network;

    NodeRoutes(Network network) {
        this.network = network;
    }

    List<Route> routes() {
        return List.of(Route.get("/v1/nodes", Route.Access.KEY, this::nodes));
    }

    private CompletionStage<HttpResponse> nodes(Call call) {
        return CompletableFuture.completedFuture(Answers.json(200, new NodeList(network.nodes())));
    }
}
