package io.bulwark.protocol;

import java.util.Comparator;
import java.util.List;

/**
 * A job as it was accepted.
 *
 * @param order the regions in which they take the job on, its home first, each once
 * @param priority -10 to 10, higher is sooner
 * @param acceptedAt milliseconds since 1970 by the clock of the node that accepted it: for the eye, never for order
 */
public record JobHeader(JobSpec spec, List<Region> order, int priority, long acceptedAt) {
    /** The greatest priority, and with a minus the least. */
    public static final int PRIORITIES = 10;

    /** Any total order does, so long as every node has the same one. */
    private static final Comparator<JobHeader> FIRST = Comparator.comparingLong(JobHeader::acceptedAt)
            .thenComparingInt(JobHeader::priority)
            .thenComparing(header -> header.order().toString());

    /** @throws MalformedMessageException if there is no region, too many or one twice, or a number out of its bounds */
    public JobHeader {
        order = List.copyOf(order);
        MalformedMessageException.require(
                !order.isEmpty() && order.size() <= Limits.REGIONS,
                "1 to " + Limits.REGIONS + " regions",
                order.size());
        MalformedMessageException.require(order.stream().distinct().count() == order.size(), "each region once", order);
        MalformedMessageException.require(Math.abs((long) priority) <= PRIORITIES, "a priority of -10 to 10", priority);
        MalformedMessageException.require(acceptedAt >= 0, "a time from 0 on", acceptedAt);
    }

    public JobId id() {
        return spec.id();
    }

    /** The region that works for the job as long as it can be reached. */
    public Region home() {
        return order.getFirst();
    }

    /** Of two headers of one job, accepted by two nodes at once, the same one everywhere. */
    JobHeader merge(JobHeader other) {
        MalformedMessageException.require(spec.equals(other.spec), "a header of job " + id(), "one of " + other.id());
        return FIRST.compare(this, other) <= 0 ? this : other;
    }
}
