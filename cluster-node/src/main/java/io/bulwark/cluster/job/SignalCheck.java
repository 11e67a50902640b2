package io.bulwark.cluster.job;

import io.bulwark.cluster.membership.Registry;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.receipts.Signatures;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Whether signals to a job are their provers' own, and new. Whoever passed on an earlier one cannot say it again to this job; to the job on another node, which
 * has not heard it, it can, once. Part of the job's actor.
 */
final class SignalCheck {
    /** Starts of one node whose numbers are remembered. No other node can have them forgotten. */
    private static final int SESSIONS = 4;

    private final JobId job;
    private final Registry registry;
    private final Signals signals;
    private final Logger log;
    private final Map<NodeId, Sessions> heard = new HashMap<>();

    /** By number, the one heard of longest ago first. */
    private static final class Sessions extends LinkedHashMap<Long, ReplayWindow> {
        private static final long serialVersionUID = 1;

        Sessions() {
            super(SESSIONS, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ReplayWindow> eldest) {
            return size() > SESSIONS;
        }
    }

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
        if (registry.member(signer.node()).isEmpty()) {
            return Optional.of("no member is called so");
        }
        ReplayWindow window = Optional.ofNullable(heard.get(signer.node()))
                .map(sessions -> sessions.get(said.session()))
                .orElse(ReplayWindow.EMPTY);
        if (!window.isNew(said.sequence())) {
            return Optional.of("it was heard before, or is older than " + ReplayWindow.SIZE + " signals");
        }
        byte[] bytes = signals.signed(job, said.signal(), said.session(), said.sequence(), signer);
        Optional<String> unsigned =
                Signatures.fault(() -> Signatures.verify(said.receipt(), bytes, "the signal", registry.admission()));
        if (unsigned.isEmpty()) {
            sessions(signer.node()).put(said.session(), window.with(said.sequence()));
        }
        return unsigned;
    }

    private Sessions sessions(NodeId node) {
        if (!heard.containsKey(node)) {
            heard.keySet().removeIf(known -> registry.member(known).isEmpty());
        }
        return heard.computeIfAbsent(node, any -> new Sessions());
    }
}
