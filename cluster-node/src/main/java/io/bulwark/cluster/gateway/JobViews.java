package io.bulwark.cluster.gateway;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Recovery;
import io.bulwark.cluster.job.Share;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.api.FoldsView;
import io.bulwark.protocol.api.JobState;
import io.bulwark.protocol.api.JobSummary;
import io.bulwark.protocol.api.JobView;
import io.bulwark.protocol.api.RecoveryView;
import io.bulwark.protocol.api.ShareView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the API shows of a job. How it stands is what its record says; how far it is, what it says itself. */
final class JobViews {
    private static final double NANOS = 1e9;

    private JobViews() {}

    /** A job that does not say how far it is: one that has ended, or whose node has just died. */
    static JobView of(JobRecord record) {
        JobSpec spec = record.header().spec();
        return new JobView(
                record.id(),
                state(record, JobState.GATHERING),
                spec.workload(),
                spec.security(),
                spec.program(),
                new Blob(spec.input(), spec.inputBytes()),
                spec.submitter(),
                spec.policy(),
                record.header().priority(),
                Optional.of(Instant.ofEpochMilli(record.header().acceptedAt())),
                Optional.empty(),
                0,
                0,
                0,
                new FoldsView(0, List.of(), 0),
                0,
                0,
                List.of(),
                List.of(),
                outcome(record).map(Outcome::proof),
                outcome(record).flatMap(Outcome::receipts),
                Optional.empty(),
                record.standing() instanceof Standing.Failed failed ? Optional.of(failed.cause()) : Optional.empty());
    }

    static JobView of(JobRecord record, JobStatus status) {
        JobView base = of(record);
        JobState state = state(record, running(status.phase()));
        return new JobView(
                base.id(),
                state,
                base.workload(),
                base.security(),
                base.program(),
                base.input(),
                base.submitter(),
                base.policy(),
                base.priority(),
                base.acceptedAt(),
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
                base.proof(),
                base.receipts(),
                state.ended() ? Optional.empty() : status.waiting(),
                base.cause().or(status::remark));
    }

    static JobSummary summary(JobRecord record) {
        return new JobSummary(
                record.id(),
                state(record, JobState.PROVING),
                record.header().spec().submitter(),
                record.header().priority(),
                Instant.ofEpochMilli(record.header().acceptedAt()));
    }

    private static JobState state(JobRecord record, JobState open) {
        return switch (record.standing()) {
            case Standing.Open o -> open;
            case Standing.Failed f -> JobState.FAILED;
            case Standing.Cancelled c -> JobState.CANCELLED;
            case Standing.Succeeded s -> JobState.SUCCEEDED;
        };
    }

    /** A job whose record has not reached this node's disk yet has not ended for this node's clients. */
    private static JobState running(JobStatus.Phase phase) {
        return switch (phase) {
            case GATHERING -> JobState.GATHERING;
            case PROVING, SUCCEEDED, FAILED, CANCELLED -> JobState.PROVING;
        };
    }

    private static Optional<Outcome> outcome(JobRecord record) {
        return record.standing() instanceof Standing.Succeeded succeeded
                ? Optional.of(succeeded.outcome())
                : Optional.empty();
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
