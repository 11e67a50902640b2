package io.bulwark.cluster.job;

import io.bulwark.protocol.ArtifactId;
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

    private final int copies;
    private final long patience;
    private final Map<ArtifactId, Held> artifacts = new LinkedHashMap<>();
    private final Set<NodeId> members = new TreeSet<>();
    private int turn;

    private static final class Held {
        private final Set<NodeId> by = new TreeSet<>();
        /** Who was asked to hold it, and when. */
        private final Map<NodeId, Long> asked = new TreeMap<>();
    }

    /**
     * Holdings of nothing, with no members.
     *
     * @param copies how many nodes are to hold each artifact, as far as there are members
     * @param patience after which time a copy that was asked for is asked for again, in nanoseconds
     */
    public Holdings(int copies, long patience) {
        this.copies = copies;
        this.patience = patience;
    }

    /** The members are these now; what others held is lost. */
    public void members(Collection<NodeId> nodes) {
        members.clear();
        members.addAll(nodes);
        for (Held held : artifacts.values()) {
            held.by.retainAll(members);
            held.asked.keySet().retainAll(members);
        }
    }

    /** A node holds an artifact. Who is no member does not count. */
    public void held(ArtifactId artifact, NodeId node) {
        Held held = artifacts.computeIfAbsent(artifact, any -> new Held());
        held.asked.remove(node);
        if (members.contains(node)) {
            held.by.add(node);
        }
    }

    /** The members that hold the artifact. */
    public Set<NodeId> holders(ArtifactId artifact) {
        Held held = artifacts.get(artifact);
        return held == null ? Set.of() : Set.copyOf(held.by);
    }

    /** Whether the artifact would outlive any one node: a second member holds it, if there is one. */
    public boolean safe(ArtifactId artifact) {
        return holders(artifact).size() >= Math.min(2, members.size());
    }

    /** The copies to ask for now, spread over the members; each counts as asked for from now on. */
    public List<Copy> missing(long now) {
        List<Copy> missing = new ArrayList<>();
        artifacts.forEach((artifact, held) -> {
            held.asked.values().removeIf(since -> now - since > patience);
            int wanted = Math.min(copies, members.size()) - held.by.size() - held.asked.size();
            if (wanted > 0 && !held.by.isEmpty()) {
                List<NodeId> candidates = new ArrayList<>(members);
                candidates.removeAll(held.by);
                candidates.removeAll(held.asked.keySet());
                for (int i = 0; i < wanted; i++) {
                    NodeId node = candidates.remove(turn % candidates.size());
                    held.asked.put(node, now);
                    missing.add(new Copy(artifact, node));
                }
                turn++;
            }
        });
        return missing;
    }
}
