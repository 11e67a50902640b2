package io.bulwark.cluster.node;

import java.time.Duration;

/**
 * How a node behaves among others.
 *
 * @param identityWithin how long a member may go without a right identity before it is removed
 * @param adoptAfter how long another region must be out of reach before its jobs are taken over
 * @param handBackWithin how long the node waits, when it ends, for tasks in flight to be handed back
 * @param resolver what decides, inside of a region, which side of a cut goes on: {@code keep-majority} or {@code lease-majority}
 */
public record Rules(Duration identityWithin, Duration adoptAfter, Duration handBackWithin, String resolver) {
    /** Those of {@code reference.conf}. */
    public static final Rules STANDARD =
            new Rules(Duration.ofMinutes(1), Duration.ofSeconds(15), Duration.ofSeconds(5), "keep-majority");
}
