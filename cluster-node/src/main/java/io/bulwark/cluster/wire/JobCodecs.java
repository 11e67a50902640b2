package io.bulwark.cluster.wire;

import io.bulwark.cluster.job.Job;
import io.bulwark.cluster.job.Setback;
import io.bulwark.protocol.Delivery;
import io.bulwark.protocol.IdentityForm;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.wire.AskMessage;
import io.bulwark.protocol.wire.CancelMessage;
import io.bulwark.protocol.wire.DeliverMessage;
import io.bulwark.protocol.wire.GiveBackMessage;
import io.bulwark.protocol.wire.PlannedBatchMessage;
import io.bulwark.protocol.wire.PullMessage;
import io.bulwark.protocol.wire.RenewMessage;
import io.bulwark.protocol.wire.SignedSignalMessage;
import io.bulwark.protocol.wire.WakeMessage;
import io.bulwark.protocol.wire.YieldMessage;
import java.util.List;

/** The messages to a job. */
final class JobCodecs {
    private final References references;

    JobCodecs(References references) {
        this.references = references;
    }

    List<Codec<?, ?>> all() {
        return List.of(
                new Codec<>("job.wake.1", Job.Wake.class, JobCodecs::write, WakeMessage.parser(), JobCodecs::read),
                new Codec<>("job.yield.1", Job.Yield.class, JobCodecs::write, YieldMessage.parser(), JobCodecs::read),
                new Codec<>("job.ask.1", Job.Ask.class, this::write, AskMessage.parser(), this::read),
                new Codec<>("job.cancel.1", Job.Cancel.class, this::write, CancelMessage.parser(), this::read),
                new Codec<>(
                        "job.signal.1", Job.SignedSignal.class, this::write, SignedSignalMessage.parser(), this::read),
                new Codec<>(
                        "job.planned.1", Job.PlannedBatch.class, this::write, PlannedBatchMessage.parser(), this::read),
                new Codec<>("job.deliver.3", Job.Deliver.class, this::write, DeliverMessage.parser(), this::read));
    }

    private SignedSignalMessage write(Job.SignedSignal said) {
        SignedSignalMessage.Builder out = SignedSignalMessage.newBuilder()
                .setJob(said.job().bytes())
                .setSession(said.session())
                .setSequence(said.sequence())
                .setReceipt(IdentityForm.write(said.receipt()));
        switch (said.signal()) {
            case Job.Pull pull -> out.setPull(write(pull));
            case Job.Renew renew -> out.setRenew(write(renew));
            case Job.GiveBack back -> out.setGiveBack(write(back));
        }
        return out.build();
    }

    private Job.SignedSignal read(SignedSignalMessage m) {
        Job.Signal signal = switch (m.getSignalCase()) {
            case PULL -> read(m.getPull());
            case RENEW -> read(m.getRenew());
            case GIVE_BACK -> read(m.getGiveBack());
            case SIGNAL_NOT_SET -> throw new MalformedMessageException("a signal to a job that says nothing");
        };
        return new Job.SignedSignal(
                new JobId(m.getJob()), signal, m.getSession(), m.getSequence(), IdentityForm.read(m.getReceipt()));
    }

    private static WakeMessage write(Job.Wake wake) {
        return WakeMessage.newBuilder()
                .setRecord(RecordForm.write(wake.record()))
                .build();
    }

    private static Job.Wake read(WakeMessage m) {
        return new Job.Wake(RecordForm.read(m.getRecord()));
    }

    private static YieldMessage write(Job.Yield yield) {
        return YieldMessage.newBuilder().setJob(yield.job().bytes()).build();
    }

    private static Job.Yield read(YieldMessage m) {
        return new Job.Yield(new JobId(m.getJob()));
    }

    private AskMessage write(Job.Ask ask) {
        return AskMessage.newBuilder()
                .setJob(ask.job().bytes())
                .setReplyTo(references.write(ask.replyTo()))
                .build();
    }

    private Job.Ask read(AskMessage m) {
        return new Job.Ask(new JobId(m.getJob()), references.read(m.getReplyTo()));
    }

    private CancelMessage write(Job.Cancel cancel) {
        return CancelMessage.newBuilder()
                .setJob(cancel.job().bytes())
                .setReplyTo(references.write(cancel.replyTo()))
                .build();
    }

    private Job.Cancel read(CancelMessage m) {
        return new Job.Cancel(new JobId(m.getJob()), references.read(m.getReplyTo()));
    }

    private PullMessage write(Job.Pull pull) {
        return PullMessage.newBuilder()
                .setProver(WireForm.write(pull.prover()))
                .setRate(pull.rate())
                .setReplyTo(references.write(pull.replyTo()))
                .build();
    }

    private Job.Pull read(PullMessage m) {
        return new Job.Pull(WireForm.read(m.getProver()), m.getRate(), references.read(m.getReplyTo()));
    }

    private static RenewMessage write(Job.Renew renew) {
        return RenewMessage.newBuilder()
                .setProver(WireForm.write(renew.prover()))
                .setTask(WireForm.write(renew.task()))
                .build();
    }

    private static Job.Renew read(RenewMessage m) {
        return new Job.Renew(WireForm.read(m.getProver()), WireForm.read(m.getTask()));
    }

    private PlannedBatchMessage write(Job.PlannedBatch batch) {
        return PlannedBatchMessage.newBuilder()
                .setProver(WireForm.write(batch.prover()))
                .setPart(WireForm.write(batch.part()))
                .setHolder(references.write(batch.holder()))
                .setReplyTo(references.write(batch.replyTo()))
                .build();
    }

    private Job.PlannedBatch read(PlannedBatchMessage m) {
        return new Job.PlannedBatch(
                WireForm.read(m.getProver()),
                WireForm.read(m.getPart()),
                references.read(m.getHolder()),
                references.read(m.getReplyTo()));
    }

    private DeliverMessage write(Job.Deliver deliver) {
        return DeliverMessage.newBuilder()
                .setFact(WireForm.write(deliver.fact()))
                .setCourier(IdentityForm.write(deliver.delivery().courier()))
                .setHolder(references.write(deliver.holder()))
                .build();
    }

    private Job.Deliver read(DeliverMessage m) {
        Delivery delivery = new Delivery(WireForm.read(m.getFact()), IdentityForm.read(m.getCourier()));
        return new Job.Deliver(delivery, references.read(m.getHolder()));
    }

    private static GiveBackMessage write(Job.GiveBack back) {
        return GiveBackMessage.newBuilder()
                .setProver(WireForm.write(back.prover()))
                .setTask(WireForm.write(back.task()))
                .setKind(
                        switch (back.kind()) {
                            case FAILED -> GiveBackMessage.Kind.FAILED;
                            case DIED -> GiveBackMessage.Kind.DIED;
                            case DECLINED -> GiveBackMessage.Kind.DECLINED;
                            case RETURNED -> GiveBackMessage.Kind.RETURNED;
                        })
                .setCause(Limits.cause(back.cause()))
                .build();
    }

    private static Job.GiveBack read(GiveBackMessage m) {
        Setback kind = switch (m.getKind()) {
            case FAILED -> Setback.FAILED;
            case DIED -> Setback.DIED;
            case DECLINED -> Setback.DECLINED;
            case RETURNED -> Setback.RETURNED;
            case UNRECOGNIZED ->
                throw new MalformedMessageException("a task is given back for an unknown reason: " + m.getKindValue());
        };
        return new Job.GiveBack(
                WireForm.read(m.getProver()), WireForm.read(m.getTask()), kind, Limits.cause(m.getCause()));
    }
}
