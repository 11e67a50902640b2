package io.bulwark.cluster.prover;

import io.bulwark.protocol.Signer;
import io.bulwark.protocol.WireMessage;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.apache.pekko.actor.CoordinatedShutdown;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;

/** Tells gateways what a node's slots are at, and how long its certificate lasts; has it leave when they say so. */
public final class NodeReporter extends AbstractBehavior<NodeReporter.Command> {
    /** Under which gateways find it. */
    public static final ServiceKey<Command> KEY = ServiceKey.create(Command.class, "report");

    /** What it is told. */
    public sealed interface Command {}

    /** Asks how the node is. */
    public record Ask(ActorRef<NodeReport> replyTo) implements Command, WireMessage {}

    /** Has the node hand back what it is at and leave, and be told how it was until then. */
    public record Leave(ActorRef<NodeReport> replyTo) implements Command, WireMessage {}

    private final ActorRef<ProverSupervisor.Command> supervisor;
    private final long certificateEnds;

    /** @param signer whose certificate is the node's */
    static Behavior<Command> create(ActorRef<ProverSupervisor.Command> supervisor, Signer signer) {
        return Behaviors.setup(context -> {
            context.getSystem().receptionist().tell(Receptionist.register(KEY, context.getSelf()));
            return new NodeReporter(context, supervisor, end(signer));
        });
    }

    private NodeReporter(
            ActorContext<Command> context, ActorRef<ProverSupervisor.Command> supervisor, long certificateEnds) {
        super(context);
        this.supervisor = supervisor;
        this.certificateEnds = certificateEnds;
    }

    private static long end(Signer signer) {
        try {
            X509Certificate certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(signer.certificate().toByteArray()));
            return certificate.getNotAfter().toInstant().toEpochMilli();
        } catch (CertificateException e) {
            throw new IllegalStateException("the certificate that this node signs with cannot be read", e);
        }
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Ask.class, ask -> report(ask.replyTo()))
                .onMessage(Leave.class, leave -> {
                    // Not by the cluster's own word: that puts the node out while it still hands its jobs over.
                    CoordinatedShutdown.get(getContext().getSystem())
                            .runAll(CoordinatedShutdown.clusterLeavingReason());
                    return report(leave.replyTo());
                })
                .build();
    }

    private Behavior<Command> report(ActorRef<NodeReport> replyTo) {
        // Each question has a listener of its own, which ends with the answer: who asks is not mixed up.
        supervisor.tell(new ProverSupervisor.Ask(getContext().spawnAnonymous(answer(replyTo))));
        return this;
    }

    private Behavior<NodeLoad> answer(ActorRef<NodeReport> replyTo) {
        return Behaviors.receiveMessage(load -> {
            replyTo.tell(new NodeReport(load, certificateEnds));
            return Behaviors.stopped();
        });
    }
}
