package io.bulwark.cluster.headers;

import io.bulwark.cluster.artifact.Spread;
import io.bulwark.protocol.Acknowledgement;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One job on its way to being accepted: whom to ask to hold it, and whether enough do. Three nodes, or all members if there are fewer; in two
 * jurisdictions if those that can be reached are in two. This node is the first one; who does not answer in time is not waited for, but counts if it
 * answers later.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 */
final class Acceptance {
    static final int COPIES = 3;
    private static final long PATIENCE = 3_000_000_000L;
    private static final long GIVE_UP = 60_000_000_000L;

    private final JobRecord record;
    private final Member self;
    private final long started;
    private final Map<NodeId, Long> asked = new TreeMap<>();
    private final Map<Member, Acknowledgement> held = new TreeMap<>(Comparator.comparing(Member::node));
    private final Map<NodeId, String> causes = new TreeMap<>();
    private int turn;

    Acceptance(JobRecord record, Member self, long now) {
        this.record = record;
        this.self = self;
        started = now;
        turn = record.id().hashCode();
    }

    JobRecord record() {
        return record;
    }

    /**
     * Whom to ask now; each counts as asked from now on.
     *
     * @param reachable the members that can be asked, this one included
     * @param members how many members there are, reachable or not
     */
    List<Member> ask(Collection<Member> reachable, int members, long now) {
        List<Member> next = new ArrayList<>();
        if (asked.isEmpty()) {
            asked.put(self.node(), now);
            next.add(self);
        }
        List<Member> hoped = new ArrayList<>(held.keySet());
        List<Member> candidates = new ArrayList<>();
        for (Member member : reachable) {
            Long since = asked.get(member.node());
            if (since == null) {
                candidates.add(member);
            } else if (!held.containsKey(member) && !causes.containsKey(member.node()) && now - since <= PATIENCE) {
                hoped.add(member);
            }
        }
        while (!Spread.enough(hoped, reachable, COPIES, members) && !candidates.isEmpty()) {
            Member member = Spread.next(hoped, candidates, turn++).orElseThrow();
            candidates.remove(member);
            hoped.add(member);
            asked.put(member.node(), now);
            next.add(member);
        }
        return next;
    }

    void held(Acknowledgement acknowledgement) {
        held.put(acknowledgement.holder(), acknowledgement);
    }

    void notHeld(NodeId node, String cause) {
        causes.put(node, cause);
    }

    /** The answer, once there is one. */
    Optional<Headers.Answer> answer(Collection<Member> reachable, int members, long now) {
        if (Spread.enough(held.keySet(), reachable, COPIES, members)) {
            return Optional.of(new Headers.Accepted(record, List.copyOf(held.values())));
        }
        boolean nobodyLeft = reachable.stream().allMatch(m -> held.containsKey(m) || causes.containsKey(m.node()));
        // A node that has just started may not have met the others yet.
        boolean late = now - started > (nobodyLeft ? PATIENCE : GIVE_UP);
        if (!late && !causes.containsKey(self.node())) {
            return Optional.empty();
        }
        String expected = Math.min(COPIES, members) + " nodes, in two jurisdictions where there are two,";
        String why = causes.entrySet().stream()
                .map(cause -> cause.getKey() + ": " + cause.getValue())
                .collect(Collectors.joining("; "));
        return Optional.of(
                new Headers.Refused(record.id(), new Refusal.TooFewHolders(expected, held.size(), Limits.cause(why))));
    }
}
