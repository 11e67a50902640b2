package io.bulwark.cluster.node;

import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.job.JobObserver;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.bulwark.cluster.observe.CountedJobs;
import io.bulwark.cluster.observe.CountedSlots;
import io.bulwark.cluster.observe.NodeLevels;
import io.bulwark.cluster.observe.TracedJobs;
import io.bulwark.cluster.observe.TracedSlots;
import io.bulwark.cluster.prover.SlotObserver;
import io.bulwark.cluster.trace.Traces;
import io.bulwark.cluster.trace.WallClock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * What is made known of one node, for as long as it runs.
 *
 * @param metrics all that is counted of it
 * @param traces where spans go, if they are wanted
 * @param jobs who is told what happens to its jobs
 * @param slots who is told what its slots do
 */
record Observation(PrometheusMetrics metrics, Optional<Traces> traces, JobObserver jobs, SlotObserver slots)
        implements AutoCloseable {
    static Observation begin(
            NodeSettings settings, Ledger ledger, ArtifactStore store, Registry registry, Optional<Traces> traces) {
        PrometheusMetrics metrics = new PrometheusMetrics();
        Storage storage = settings.storage();
        NodeLevels.storage(metrics, ledger, storage.ledgerBytes(), store, storage.artifactBytes());
        NodeLevels.certificate(metrics, registry);
        JobObserver jobs = new CountedJobs(metrics);
        SlotObserver slots = new CountedSlots(metrics, settings.slots());
        return new Observation(
                metrics,
                traces,
                traces.map(to -> JobObserver.both(jobs, new TracedJobs(to, WallClock::nanos)))
                        .orElse(jobs),
                traces.map(to -> SlotObserver.both(slots, new TracedSlots(to))).orElse(slots));
    }

    /** From now on what is counted of the cluster is shown, too, and when the node ends its last spans are sent. */
    void of(ActorSystem<?> system) {
        NodeLevels.members(metrics, system);
        traces.ifPresent(to -> CoordinatedShutdown.get(system)
                .addTask(
                        CoordinatedShutdown.PhaseBeforeActorSystemTerminate(),
                        "send spans",
                        () -> CompletableFuture.runAsync(to::close, Thread::startVirtualThread)
                                .thenApply(sent -> Done.done())));
    }

    @Override
    public void close() {
        metrics.close();
    }
}
