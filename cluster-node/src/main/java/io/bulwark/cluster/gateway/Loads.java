package io.bulwark.cluster.gateway;

import io.bulwark.cluster.prover.NodeLoad;
import io.bulwark.cluster.prover.NodeReport;
import io.bulwark.cluster.prover.NodeReporter;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.api.LoadView;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** What the members' slots are at. All who ask within a moment are told the same, so that many who watch cost the members nothing. */
final class Loads {
    private static final Duration ANSWER = Duration.ofSeconds(1);
    private static final long FRESH = Duration.ofMillis(500).toNanos();

    private final ActorSystem<?> system;
    private CompletableFuture<Map<NodeId, LoadView>> latest = CompletableFuture.completedFuture(Map.of());
    private long asked = System.nanoTime() - FRESH;

    Loads(ActorSystem<?> system) {
        this.system = system;
    }

    /** By node; who does not answer is not among them. Never fails. */
    synchronized CompletionStage<Map<NodeId, LoadView>> all() {
        long now = System.nanoTime();
        if (latest.isDone() && now - asked >= FRESH) {
            asked = now;
            latest = ask().toCompletableFuture();
        }
        return latest;
    }

    private CompletionStage<Map<NodeId, LoadView>> ask() {
        return Services.find(system, NodeReporter.KEY, ANSWER)
                .thenCompose(there -> {
                    List<CompletableFuture<Optional<NodeReport>>> reports =
                            there.stream().map(this::report).toList();
                    return CompletableFuture.allOf(reports.toArray(CompletableFuture<?>[]::new))
                            .thenApply(done -> byNode(reports));
                })
                .exceptionally(silence -> Map.of());
    }

    private CompletableFuture<Optional<NodeReport>> report(ActorRef<NodeReporter.Command> of) {
        return AskPattern.<NodeReporter.Command, NodeReport>ask(of, NodeReporter.Ask::new, ANSWER, system.scheduler())
                .thenApply(Optional::of)
                .exceptionally(silence -> Optional.empty())
                .toCompletableFuture();
    }

    private static Map<NodeId, LoadView> byNode(List<CompletableFuture<Optional<NodeReport>>> reports) {
        Map<NodeId, LoadView> known = new HashMap<>();
        for (CompletableFuture<Optional<NodeReport>> report : reports) {
            report.join().ifPresent(said -> known.put(said.load().prover().node(), view(said)));
        }
        return known;
    }

    private static LoadView view(NodeReport report) {
        NodeLoad load = report.load();
        return new LoadView(
                load.slots(),
                load.free(),
                load.busy(),
                load.waiting(),
                load.rate(),
                load.done(),
                load.undone(),
                load.heapUsed(),
                load.heapMost(),
                load.draining(),
                Instant.ofEpochMilli(report.certificateEnds()));
    }
}
