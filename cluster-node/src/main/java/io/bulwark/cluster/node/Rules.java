package io.bulwark.cluster.node;

import io.bulwark.protocol.Region;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a node behaves among others.
 *
 * @param identityWithin how long a member may go without a right identity before it is removed
 * @param adoptAfter how long another region must have given no sign of life before its jobs are taken over; it is found out of reach after 5 s at the earliest
 * @param handBackWithin how long the node waits, when it ends, for tasks in flight to be handed back
 * @param resolver what decides, inside of a region, which side of a cut goes on: {@code keep-majority} or {@code lease-majority}
 * @param pods how the node finds others, where that is by the Kubernetes API
 */
public record Rules(
        Duration identityWithin,
        Duration adoptAfter,
        Duration handBackWithin,
        String resolver,
        Optional<KubernetesPods> pods) {
    /** The resolver that asks for a lease, which is one of Kubernetes'. */
    static final String LEASE = "lease-majority";

    /** Those of {@code reference.conf}. */
    public static final Rules STANDARD =
            new Rules(Duration.ofMinutes(1), Duration.ofSeconds(15), Duration.ofSeconds(5), "keep-majority");

    /** Those of a node that is told whom to join through. */
    public Rules(Duration identityWithin, Duration adoptAfter, Duration handBackWithin, String resolver) {
        this(identityWithin, adoptAfter, handBackWithin, resolver, Optional.empty());
    }

    /**
     * What Pekko is to be told of the resolver: with a lease, all nodes of a region ask for the same one, and another region's is another.
     *
     * @param region the node's
     */
    Map<String, Object> resolving(Region region) {
        Map<String, Object> told = new HashMap<>();
        told.put("pekko.cluster.split-brain-resolver.active-strategy", resolver);
        if (resolver.equals(LEASE)) {
            told.put(
                    "pekko.cluster.split-brain-resolver.lease-majority.lease-implementation",
                    "pekko.coordination.lease.kubernetes");
            told.put("pekko.cluster.split-brain-resolver.lease-majority.lease-name", "bulwark-" + region);
        }
        return told;
    }
}
