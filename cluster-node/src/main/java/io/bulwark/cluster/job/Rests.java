package io.bulwark.cluster.job;

import io.bulwark.protocol.NodeId;
import java.util.HashMap;
import java.util.Map;

/**
 * Nodes that get no work for a while, since what they delivered could not be had from them: longer after each such delivery, until one can be. Nothing is proved
 * against them, for it may be the network's fault; but a node that never has what it says must not come first for ever. Plain state.
 */
public final class Rests {
    private static final long LEAST = 5_000_000_000L;
    private static final int DOUBLINGS = 7;

    private record Rest(int times, long until) {}

    private final Map<NodeId, Rest> rests = new HashMap<>();

    /**
     * Once more a delivery of this node could not be had.
     *
     * @return for how long it gets nothing, in nanoseconds
     */
    public long inVain(NodeId node, long now) {
        int times = rests.containsKey(node) ? rests.get(node).times() : 0;
        long rest = LEAST << Math.min(times, DOUBLINGS);
        rests.put(node, new Rest(times + 1, now + rest));
        return rest;
    }

    /** A delivery of this node was there, and right. */
    public void right(NodeId node) {
        rests.remove(node);
    }

    public boolean rests(NodeId node, long now) {
        Rest rest = rests.get(node);
        return rest != null && now - rest.until() < 0;
    }
}
