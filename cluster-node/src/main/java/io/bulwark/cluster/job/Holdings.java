package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.Spread;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which nodes hold which of a job's artifacts, and which copies are still to be made so that the death of a node, whichever, loses none.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 */
public final class Holdings {
    /** A node is to be asked to hold an artifact. */
    public record Copy(ArtifactId artifact, NodeId to) {}

    /** Copies with which something counts as not to be lost. */
    private static final int SAFE = 2;

    private final int copies;
    private final long patience;
    private final Map<ArtifactId, Held> artifacts = new LinkedHashMap<>();
    private final Map<NodeId, Member> members = new TreeMap<>();
    private List<Member> ordered = List.of();
    /** Goes on with each time that somebody is asked: who did not make a copy in time is not the first to be asked again. */
    private int turn;

    private static final class Held {
        private final Set<NodeId> by = new TreeSet<>();
        /** Who was asked to hold it, and when. */
        private final Map<NodeId, Long> asked = new TreeMap<>();
        /** Whether those that hold it now are enough; it may be so and not be known. */
        private boolean enough;

        private boolean has(NodeId node) {
            return by.contains(node) || asked.containsKey(node);
        }
    }

    /**
     * Holdings of nothing, with no members.
     *
     * @param copies how many nodes are to hold each artifact, in two jurisdictions, as far as there are as many
     * @param patience after which time a copy that was asked for is asked for again, in nanoseconds
     */
    public Holdings(int copies, long patience) {
        this.copies = copies;
        this.patience = patience;
    }

    /** The members are these now; what others held is lost. */
    public void members(Collection<Member> now) {
        members.clear();
        now.forEach(member -> members.put(member.node(), member));
        ordered = List.copyOf(members.values());
        for (Held held : artifacts.values()) {
            held.by.retainAll(members.keySet());
            held.asked.keySet().retainAll(members.keySet());
            held.enough = false;
        }
    }

    /** A node holds an artifact. Who is no member does not count. */
    public void held(ArtifactId artifact, NodeId node) {
        Held held = artifacts.computeIfAbsent(artifact, any -> new Held());
        held.asked.remove(node);
        if (members.containsKey(node)) {
            held.by.add(node);
        }
    }

    /** The members that hold the artifact. */
    public Set<NodeId> holders(ArtifactId artifact) {
        Held held = artifacts.get(artifact);
        return held == null ? Set.of() : Set.copyOf(held.by);
    }

    /** How many members there are. */
    int nodes() {
        return members.size();
    }

    /** Whether the artifact outlives any one node, and any one jurisdiction: two members hold it, in two jurisdictions, as far as there are two. */
    public boolean safe(ArtifactId artifact) {
        return Spread.enough(known(holders(artifact)), members.values(), SAFE, members.size());
    }

    /** The copies to ask for now, spread over jurisdictions, operators and regions; each counts as asked for from now on. */
    public List<Copy> missing(long now) {
        List<Copy> missing = new ArrayList<>();
        artifacts.forEach((artifact, held) -> missing(artifact, held, now, missing));
        return missing;
    }

    /** The copies of one artifact to ask for now; each counts as asked for from now on. */
    public List<Copy> missing(ArtifactId artifact, long now) {
        List<Copy> missing = new ArrayList<>();
        Held held = artifacts.get(artifact);
        if (held != null) {
            missing(artifact, held, now, missing);
        }
        return missing;
    }

    private void missing(ArtifactId artifact, Held held, long now, List<Copy> missing) {
        if (!held.by.isEmpty() && !held.enough) {
            held.asked.values().removeIf(since -> now - since > patience);
            int before = missing.size();
            ask(artifact, held, now, missing);
            turn += missing.size() > before ? 1 : 0;
        }
    }

    private void ask(ArtifactId artifact, Held held, long now, List<Copy> missing) {
        List<Member> hoped = known(held.by);
        held.enough = enough(hoped);
        hoped.addAll(known(held.asked.keySet()));
        while (hoped.size() < members.size() && !enough(hoped)) {
            // Thousands of jobs begin: each is not to have the copies of its first proofs at the same nodes.
            int choice = artifact.hashCode() + turn;
            Member next = Spread.next(hoped, ordered, member -> !held.has(member.node()), choice)
                    .orElseThrow();
            hoped.add(next);
            held.asked.put(next.node(), now);
            missing.add(new Copy(artifact, next.node()));
        }
    }

    private boolean enough(List<Member> holders) {
        return Spread.enough(holders, ordered, copies, ordered.size());
    }

    private List<Member> known(Collection<NodeId> nodes) {
        List<Member> known = new ArrayList<>();
        nodes.forEach(node -> known.add(members.get(node)));
        return known;
    }
}
