package io.bulwark.cluster.http;

import io.bulwark.cluster.gateway.Network;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.api.EvidenceList;
import io.bulwark.protocol.api.NodeList;
import java.util.List;
import java.util.Map;
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
        return List.of(
                Route.get("/v1/nodes", Route.Access.KEY, this::nodes),
                Route.get("/v1/evidence", Route.Access.OPERATOR, this::evidence),
                Route.delete("/v1/evidence/{operator}", Route.Access.OPERATOR, this::release),
                Route.post("/v1/nodes/{node}/drain", Route.Access.OPERATOR, this::drain));
    }

    private CompletionStage<HttpResponse> nodes(Call call) {
        return network.nodes().thenApply(nodes -> Answers.json(200, new NodeList(nodes)));
    }

    private CompletionStage<HttpResponse> evidence(Call call) {
        return CompletableFuture.completedFuture(Answers.json(200, new EvidenceList(network.evidence())));
    }

    private CompletionStage<HttpResponse> release(Call call) {
        OperatorId operator = call.operator();
        if (network.evidence().stream().noneMatch(held -> held.operator().equals(operator))) {
            throw new ProblemException(ProblemType.UNKNOWN_OPERATOR, operator + " gets work in this gateway's region");
        }
        return network.release(operator).thenApply(done -> Answers.json(200, new EvidenceList(network.evidence())));
    }

    private CompletionStage<HttpResponse> drain(Call call) {
        return network.drain(call.node())
                .thenApply(done -> Answers.json(202, Map.of("node", call.node().name())));
    }
}
