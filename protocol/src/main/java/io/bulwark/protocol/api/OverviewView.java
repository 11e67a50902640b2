package io.bulwark.protocol.api;

import java.util.List;

/**
 * All at a glance: what the key may see of jobs, and the members.
 *
 * @param jobs the latest, latest first
 * @param open of these, the latest that have not ended, with how far they are
 * @param evidence empty for a key that is not an operator's
 */
public record OverviewView(
        JobCounts counts,
        List<JobSummary> jobs,
        List<JobView> open,
        List<NodeView> nodes,
        List<EvidenceView> evidence) {
    public OverviewView {
        jobs = List.copyOf(jobs);
        open = List.copyOf(open);
        nodes = List.copyOf(nodes);
        evidence = List.copyOf(evidence);
    }
}
