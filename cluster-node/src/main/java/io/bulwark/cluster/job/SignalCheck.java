package io.bulwark.cluster.job;

import io.bulwark.cluster.membership.Registry;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.receipts.ReceiptException;
import io.bulwark.protocol.receipts.Signatures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Whether signals to a job are their provers' own, and new. Whoever passed on an earlier one cannot say it again to this job; to the job on another node, which
 * has not heard it, it can, once. Part of the job's actor.
 */
final class SignalCheck {
    private static final int SESSIONS = 10_000;

    private final JobId job;
    private final Registry registry;
    private final Signals signals;
    private final Logger log;
    /** By session, the one heard of longest ago first. */
    private final Map<Session, ReplayWindow> heard = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Session, ReplayWindow> eldest) {
            return size() > SESSIONS;
        }
    };

    private record Session(NodeId node, long number) {}

    SignalCheck(JobId job, Registry registry, Signals signals, Logger log) {
        this.job = job;
        this.registry = registry;
        this.signals = signals;
        this.log = log;
    }

    /** Whether a signal counts. Of one that does not nobody is accused: anybody can write another's name. */
    boolean admits(Job.SignedSignal said) {
        Optional<String> wrong = wrong(said);
        wrong.ifPresent(why -> log.warn(
                "somebody says in the name of {}: {}; refused: {}",
                said.signal().prover(),
                said.signal(),
                why));
        return wrong.isEmpty();
    }

    private Optional<String> wrong(Job.SignedSignal said) {
        Member signer = said.receipt().maker();
        if (!said.job().equals(job)) {
            return Optional.of("it was said to job " + said.job());
        }
        if (!signer.node().equals(said.signal().prover().node())) {
            return Optional.of("it is signed by " + signer);
        }
        Session session = new Session(signer.node(), said.session());
        ReplayWindow window = heard.getOrDefault(session, ReplayWindow.EMPTY);
        if (!window.isNew(said.sequence())) {
            return Optional.of("it was heard before, or is older than " + ReplayWindow.SIZE + " signals");
        }
        byte[] bytes = signals.signed(job, said.signal(), said.session(), said.sequence(), signer);
        try {
            Signatures.verify(said.receipt(), bytes, "the signal", registry.admission());
        } catch (ReceiptException e) {
            return Optional.of(e.getMessage());
        }
        heard.put(session, window.with(said.sequence()));
        return Optional.empty();
    }
}
