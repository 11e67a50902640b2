package io.bulwark.protocol.api;

import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.SubmitterId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that is shown of one job: the whole of its state at one moment.
 *
 * @param security the named set of security parameters
 * @param program absent for a job whose workload runs no programs
 * @param submitter who asked for it, by the key that was used
 * @param policy who may work for it
 * @param priority -10 to 10; the higher ones first
 * @param acceptedAt absent where the gateway does not know it
 * @param home the node that runs the job; absent when it has ended
 * @param tasks how many intervals the run has; 0 while its plan is not complete
 * @param planned intervals whose ends are known
 * @param proven intervals of which a proof has been verified
 * @param recalled proven intervals that were remembered when the job started where it is now, and not proved again
 * @param duplicates proofs that arrived for intervals that had one already
 * @param shares who did what, the busiest first
 * @param recoveries the latest, oldest first
 * @param proof present exactly if the job succeeded
 * @param receipts present exactly if the job succeeded and there is a file of receipts
 * @param waiting what the job's policy asks for that is missing, while the job cannot go on for it
 * @param cause present if the job failed, or waits for something
 */
public record JobView(
        JobId id,
        JobState state,
        String workload,
        String security,
        Optional<Blob> program,
        Blob input,
        SubmitterId submitter,
        Policy policy,
        int priority,
        Optional<Instant> acceptedAt,
        Optional<NodeId> home,
        int tasks,
        int planned,
        int proven,
        FoldsView folds,
        int recalled,
        int duplicates,
        List<ShareView> shares,
        List<RecoveryView> recoveries,
        Optional<Blob> proof,
        Optional<Blob> receipts,
        Optional<String> waiting,
        Optional<String> cause) {
    public JobView {
        shares = List.copyOf(shares);
        recoveries = List.copyOf(recoveries);
    }
}
