package io.bulwark.cluster.wire;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Recovery;
import io.bulwark.cluster.job.Share;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.wire.RecoveryMessage;
import io.bulwark.protocol.wire.ResultMessage;
import io.bulwark.protocol.wire.ShareMessage;
import io.bulwark.protocol.wire.StatusMessage;
import java.util.Optional;

/** The status of a job. */
final class StatusCodec {
    private final References references;

    StatusCodec(References references) {
        this.references = references;
    }

    Codec<?, ?> codec() {
        return new Codec<>("job.status.3", JobStatus.class, this::write, StatusMessage.parser(), this::read);
    }

    private StatusMessage write(JobStatus status) {
        StatusMessage.Builder m = StatusMessage.newBuilder()
                .setJob(status.job().bytes())
                .setPhase(
                        switch (status.phase()) {
                            case GATHERING -> StatusMessage.Phase.GATHERING;
                            case PROVING -> StatusMessage.Phase.PROVING;
                            case SUCCEEDED -> StatusMessage.Phase.SUCCEEDED;
                            case FAILED -> StatusMessage.Phase.FAILED;
                            case CANCELLED -> StatusMessage.Phase.CANCELLED;
                        })
                .setHome(WireForm.write(status.home()))
                .setTasks(status.tasks())
                .setPlanned(status.planned())
                .setProven(status.proven())
                .setCopied(status.kept().copied())
                .setKeepers(status.kept().nodes())
                .setPieces(status.folds().pieces())
                .addAllJoins(status.folds().joins())
                .setFolding(status.folds().running())
                .setRecalled(status.recalled())
                .setDuplicates(status.duplicates())
                .setHedges(status.hedges())
                .setWaiting(Limits.cause(status.waiting().orElse("")))
                .setRemark(Limits.cause(status.remark().orElse("")))
                .setCause(Limits.cause(status.cause().orElse("")));
        status.shares().forEach(share -> m.addShares(write(share)));
        status.recoveries().forEach(recovery -> m.addRecoveries(write(recovery)));
        status.result().ifPresent(result -> m.setResult(write(result)));
        return m.build();
    }

    private JobStatus read(StatusMessage m) {
        if (m.getSharesCount() > Limits.SHARES || m.getRecoveriesCount() > Limits.RECOVERIES) {
            throw new MalformedMessageException("expected at most " + Limits.SHARES + " shares and "
                    + Limits.RECOVERIES + " recoveries, got " + m.getSharesCount() + " and "
                    + m.getRecoveriesCount());
        }
        if (m.getJoinsCount() > Limits.LEVELS) {
            throw new MalformedMessageException(
                    "expected joins of at most " + Limits.LEVELS + " levels, got " + m.getJoinsCount());
        }
        JobStatus.Phase phase = switch (m.getPhase()) {
            case GATHERING -> JobStatus.Phase.GATHERING;
            case PROVING -> JobStatus.Phase.PROVING;
            case SUCCEEDED -> JobStatus.Phase.SUCCEEDED;
            case FAILED -> JobStatus.Phase.FAILED;
            case CANCELLED -> JobStatus.Phase.CANCELLED;
            case UNRECOGNIZED -> throw new MalformedMessageException("a job's phase is unknown: " + m.getPhaseValue());
        };
        return new JobStatus(
                new JobId(m.getJob()),
                phase,
                WireForm.read(m.getHome()),
                m.getTasks(),
                m.getPlanned(),
                m.getProven(),
                new JobStatus.Kept(m.getCopied(), m.getKeepers()),
                new JobStatus.Folds(m.getPieces(), m.getJoinsList(), m.getFolding()),
                m.getRecalled(),
                m.getDuplicates(),
                m.getHedges(),
                m.getSharesList().stream().map(StatusCodec::read).toList(),
                m.getRecoveriesList().stream().map(StatusCodec::read).toList(),
                m.hasResult() ? Optional.of(read(m.getResult())) : Optional.empty(),
                phase == JobStatus.Phase.FAILED ? Optional.of(Limits.cause(m.getCause())) : Optional.empty(),
                Optional.of(Limits.cause(m.getRemark())).filter(remark -> !remark.isEmpty()),
                Optional.of(Limits.cause(m.getWaiting())).filter(waiting -> !waiting.isEmpty()));
    }

    private static ShareMessage write(Share share) {
        return ShareMessage.newBuilder()
                .setProver(WireForm.write(share.prover()))
                .setIntervals(share.intervals())
                .setSteps(share.steps())
                .setNanos(share.nanos())
                .setFolds(share.folds())
                .setFoldNanos(share.foldNanos())
                .build();
    }

    private static Share read(ShareMessage m) {
        return new Share(
                WireForm.read(m.getProver()),
                m.getIntervals(),
                m.getSteps(),
                m.getNanos(),
                m.getFolds(),
                m.getFoldNanos());
    }

    private static RecoveryMessage write(Recovery recovery) {
        return RecoveryMessage.newBuilder()
                .setTask(WireForm.write(recovery.task()))
                .setFrom(WireForm.write(recovery.from()))
                .setTo(WireForm.write(recovery.to()))
                .setNanos(recovery.nanos())
                .build();
    }

    private static Recovery read(RecoveryMessage m) {
        return new Recovery(
                WireForm.read(m.getTask()), WireForm.read(m.getFrom()), WireForm.read(m.getTo()), m.getNanos());
    }

    private ResultMessage write(JobStatus.Result result) {
        return ResultMessage.newBuilder()
                .setClaim(WireForm.write(result.claim()))
                .setProof(result.proof().bytes())
                .setProofBytes(result.proofBytes())
                .setHolder(references.write(result.holder()))
                .build();
    }

    private JobStatus.Result read(ResultMessage m) {
        return new JobStatus.Result(
                WireForm.read(m.getClaim()),
                new ArtifactId(m.getProof()),
                m.getProofBytes(),
                references.read(m.getHolder()));
    }
}
