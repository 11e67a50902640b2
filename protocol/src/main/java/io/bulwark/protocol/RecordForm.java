package io.bulwark.protocol;

import com.google.protobuf.ByteString;
import io.bulwark.protocol.wire.EvidenceMessage;
import io.bulwark.protocol.wire.JobHeaderMessage;
import io.bulwark.protocol.wire.JobRecordMessage;
import io.bulwark.protocol.wire.OutcomeMessage;
import io.bulwark.protocol.wire.StandingMessage;
import java.util.Optional;

/** What is kept of a job to and from its Protobuf messages; as in {@link WireForm}, reading checks. */
public final class RecordForm {
    private RecordForm() {}

    public static JobHeaderMessage write(JobHeader header) {
        JobHeaderMessage.Builder m = JobHeaderMessage.newBuilder()
                .setSpec(WireForm.write(header.spec()))
                .setPriority(header.priority())
                .setAcceptedAt(header.acceptedAt());
        header.order().forEach(region -> m.addOrder(region.name()));
        return m.build();
    }

    public static JobHeader read(JobHeaderMessage m) {
        MalformedMessageException.require(
                m.getOrderCount() <= Limits.REGIONS, "at most " + Limits.REGIONS + " regions", m.getOrderCount());
        return new JobHeader(
                WireForm.read(m.getSpec()),
                m.getOrderList().stream().map(Region::new).toList(),
                m.getPriority(),
                m.getAcceptedAt());
    }

    public static OutcomeMessage write(Outcome outcome) {
        OutcomeMessage.Builder m = OutcomeMessage.newBuilder()
                .setClaim(WireForm.write(outcome.claim()))
                .setProof(outcome.proof().id().bytes())
                .setProofBytes(outcome.proof().bytes());
        outcome.receipts()
                .ifPresent(receipts -> m.setReceipts(receipts.id().bytes()).setReceiptsBytes(receipts.bytes()));
        return m.build();
    }

    public static Outcome read(OutcomeMessage m) {
        return new Outcome(
                WireForm.read(m.getClaim()),
                new Blob(new ArtifactId(m.getProof()), m.getProofBytes()),
                m.getReceipts().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Blob(new ArtifactId(m.getReceipts()), m.getReceiptsBytes())));
    }

    public static StandingMessage write(Standing standing) {
        StandingMessage.Builder m = StandingMessage.newBuilder();
        return switch (standing) {
            case Standing.Open open -> m.setState(StandingMessage.State.OPEN).build();
            case Standing.Failed failed ->
                m.setState(StandingMessage.State.FAILED)
                        .setCause(failed.cause())
                        .build();
            case Standing.Cancelled cancelled ->
                m.setState(StandingMessage.State.CANCELLED).build();
            case Standing.Succeeded succeeded ->
                m.setState(StandingMessage.State.SUCCEEDED)
                        .setOutcome(write(succeeded.outcome()))
                        .build();
        };
    }

    public static Standing read(StandingMessage m) {
        return switch (m.getState()) {
            case OPEN -> new Standing.Open();
            case FAILED -> new Standing.Failed(m.getCause());
            case CANCELLED -> new Standing.Cancelled();
            case SUCCEEDED -> new Standing.Succeeded(read(m.getOutcome()));
            case UNRECOGNIZED ->
                throw new MalformedMessageException("a job's standing is unknown: " + m.getStateValue());
        };
    }

    public static JobRecordMessage write(JobRecord record) {
        JobRecordMessage.Builder m = JobRecordMessage.newBuilder()
                .setHeader(write(record.header()))
                .setPlanDigest(record.planDigest().orElse(ByteString.EMPTY))
                .setCancelRequested(record.cancelRequested())
                .setStanding(write(record.standing()));
        record.unread().into(m);
        return m.build();
    }

    public static JobRecord read(JobRecordMessage m) {
        return new JobRecord(
                read(m.getHeader()),
                Optional.of(m.getPlanDigest()).filter(digest -> !digest.isEmpty()),
                m.getCancelRequested(),
                read(m.getStanding()),
                Unread.of(m));
    }

    public static EvidenceMessage write(Evidence evidence) {
        EvidenceMessage.Builder m = EvidenceMessage.newBuilder()
                .setFact(WireForm.write(evidence.fact()))
                .setWhat(evidence.what())
                .setAt(evidence.at());
        evidence.courier().map(IdentityForm::write).ifPresent(m::setCourier);
        evidence.kept().ifPresent(kept -> m.setKept(kept.id().bytes()).setKeptBytes(kept.bytes()));
        evidence.unread().into(m);
        return m.build();
    }

    public static Evidence read(EvidenceMessage m) {
        Optional<Blob> kept = m.getKept().isEmpty()
                ? Optional.empty()
                : Optional.of(new Blob(new ArtifactId(m.getKept()), m.getKeptBytes()));
        Optional<Receipt> courier = m.hasCourier() ? Optional.of(IdentityForm.read(m.getCourier())) : Optional.empty();
        return new Evidence(WireForm.read(m.getFact()), courier, kept, m.getWhat(), m.getAt(), Unread.of(m));
    }
}
