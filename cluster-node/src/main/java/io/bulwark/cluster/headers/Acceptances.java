package io.bulwark.cluster.headers;

import io.bulwark.protocol.Acknowledgement;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.receipts.Signatures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;

/** The jobs that are on their way to being accepted by this node, and who waits for them. Part of the headers' actor. */
final class Acceptances {
    private record Open(Acceptance acceptance, List<ActorRef<Headers.Answer>> waiting) {}

    private final HeadersHome home;
    private final Peers peers;
    private final Cluster cluster;
    private final ActorRef<Headers.HoldAnswer> answers;
    private final Map<JobId, Open> open = new HashMap<>();

    /**
     * None.
     *
     * @param answers where those answer who are asked to hold a job
     */
    Acceptances(HeadersHome home, Peers peers, Cluster cluster, ActorRef<Headers.HoldAnswer> answers) {
        this.home = home;
        this.peers = peers;
        this.cluster = cluster;
        this.answers = answers;
    }

    void begin(JobRecord record, ActorRef<Headers.Answer> replyTo) {
        Open job = open.computeIfAbsent(
                record.id(),
                any -> new Open(new Acceptance(record, home.registry().self(), System.nanoTime()), new ArrayList<>()));
        job.waiting().add(replyTo);
        drive(job);
    }

    /** A node says that it holds a job, or that it does not. */
    void answered(Headers.HoldAnswer answer) {
        switch (answer) {
            case Headers.Held held -> {
                Acknowledgement word = held.acknowledgement();
                Open job = open.get(word.job());
                if (job != null) {
                    wrong(word)
                            .ifPresentOrElse(
                                    why -> job.acceptance()
                                            .notHeld(word.holder().node(), why),
                                    () -> job.acceptance().held(word));
                    drive(job);
                }
            }
            case Headers.NotHeld not -> {
                Open job = open.get(not.job());
                if (job != null) {
                    job.acceptance().notHeld(not.node(), not.cause());
                    drive(job);
                }
            }
        }
    }

    /** What is wrong with an acknowledgement. */
    private Optional<String> wrong(Acknowledgement word) {
        return Signatures.fault(() -> Signatures.verify(word, home.registry().admission()));
    }

    /** Time has passed, or members have come or gone. */
    void drive() {
        List.copyOf(open.values()).forEach(this::drive);
    }

    private void drive(Open job) {
        long now = System.nanoTime();
        JobRecord record = job.acceptance().record();
        for (Member member : job.acceptance().ask(peers.reachable(), members(), now)) {
            peers.headers(member).ifPresent(headers -> headers.tell(new Headers.Hold(record, home.keeper(), answers)));
        }
        job.acceptance().answer(peers.reachable(), members(), now).ifPresent(answer -> {
            open.remove(record.id());
            job.waiting().forEach(waiting -> waiting.tell(answer));
        });
    }

    /** How many there are, reachable or not. */
    private int members() {
        int up = 0;
        for (var member : cluster.state().getMembers()) {
            up += member.status().equals(MemberStatus.up()) ? 1 : 0;
        }
        return up;
    }
}
