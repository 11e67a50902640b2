package io.bulwark.cluster.gateway;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Recovery;
import io.bulwark.cluster.job.Share;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.api.FoldsView;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.RecoveryView;
import io.bulwark.protocol.api.ShareView;
import java.time.Instant;
import java.util.Optional;

/** What the API shows of a job's status. */
final class JobViews {
    private static final double NANOS = 1e9;

    private JobViews() {}

    static JobView of(JobSpec spec, JobStatus status, String submitter, int priority, Optional<Instant> acceptedAt) {
        JobState state = state(status.phase());
        return new JobView(
                status.job(),
                state,
                spec.workload(),
                spec.security(),
                spec.program(),
                new Blob(spec.input(), spec.inputBytes()),
                submitter,
                priority,
                acceptedAt,
                state.ended() ? Optional.empty() : Optional.of(status.home().node()),
                status.tasks(),
                status.planned(),
                status.proven(),
                new FoldsView(
                        status.folds().pieces(),
                        status.folds().joins(),
                        status.folds().running()),
                status.recalled(),
                status.duplicates(),
                status.shares().stream().map(JobViews::of).toList(),
                status.recoveries().stream().map(JobViews::of).toList(),
                status.result().map(result -> new Blob(result.proof(), result.proofBytes())),
                status.cause());
    }

    private static JobState state(JobStatus.Phase phase) {
        return switch (phase) {
            case GATHERING -> JobState.GATHERING;
            case PROVING -> JobState.PROVING;
            case SUCCEEDED -> JobState.SUCCEEDED;
            case FAILED -> JobState.FAILED;
            case CANCELLED -> JobState.CANCELLED;
        };
    }

    private static ShareView of(Share share) {
        return new ShareView(
                share.prover().node(),
                share.prover().process(),
                share.intervals(),
                share.steps(),
                share.nanos() / NANOS,
                share.folds(),
                share.foldNanos() / NANOS);
    }

    private static RecoveryView of(Recovery recovery) {
        return new RecoveryView(
                recovery.task().toString(),
                recovery.from().node(),
                recovery.to().node(),
                recovery.nanos() / NANOS);
    }
}
