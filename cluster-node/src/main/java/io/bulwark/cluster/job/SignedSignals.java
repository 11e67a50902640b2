package io.bulwark.cluster.job;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Signer;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorSystem;

/** Signs what a node's provers say to jobs. Safe for use by many threads. */
public final class SignedSignals implements Callers.Envelope {
    private final Signer signer;
    private final Signals signals;
    private final long session = new SecureRandom().nextLong();
    private final AtomicLong sequence = new AtomicLong();

    /** @param signer the node's */
    public SignedSignals(Signer signer, ActorSystem<?> system) {
        this.signer = signer;
        signals = Signals.of(system);
    }

    @Override
    public Job.SignedSignal seal(JobId job, Job.Signal signal) {
        long number = sequence.incrementAndGet();
        byte[] bytes = signals.signed(job, signal, session, number, signer.member());
        return new Job.SignedSignal(job, signal, session, number, signer.receipt(bytes));
    }
}
