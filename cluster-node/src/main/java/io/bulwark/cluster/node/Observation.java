package io.bulwark.cluster.node;

import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.job.JobObserver;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.membership.Registry;
import io.bulwark.cluster.metrics.PrometheusMetrics;
import io.bulwark.cluster.observe.CountedJobs;
import io.bulwark.cluster.observe.CountedSlots;
import io.bulwark.cluster.observe.NodeLevels;
import io.bulwark.cluster.prover.SlotObserver;

/**
 * What is made known of one node, for as long as it runs.
 *
 * @param metrics all that is counted of it
 * @param jobs who is told what happens to its jobs
 * @param slots who is told what its slots do
 */
record Observation(PrometheusMetrics metrics, JobObserver jobs, SlotObserver slots) implements AutoCloseable {
    static Observation begin(NodeSettings settings, Ledger ledger, ArtifactStore store, Registry registry) {
        PrometheusMetrics metrics = new PrometheusMetrics();
        Storage storage = settings.storage();
        NodeLevels.storage(metrics, ledger, storage.ledgerBytes(), store, storage.artifactBytes());
        NodeLevels.certificate(metrics, registry);
        return new Observation(metrics, new CountedJobs(metrics), new CountedSlots(metrics, settings.slots()));
    }

    @Override
    public void close() {
        metrics.close();
    }
}
