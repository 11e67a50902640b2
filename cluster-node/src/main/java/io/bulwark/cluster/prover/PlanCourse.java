package io.bulwark.cluster.prover;

import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.Planned;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a planner has found of a run, and how much of that the job knows: each interval is told as soon as there is one behind it, and again and again until the job says
 * that it knows it. The run is kept from going on further than a fixed number of intervals ahead of the job.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 */
final class PlanCourse {
    /** How many intervals a run may be ahead of what the job knows. */
    static final int AHEAD = 64;

    /**
     * Neighbouring intervals that the job is to be told.
     *
     * @param ends whether the run ends behind the last one
     */
    record Part(int first, Checkpoint start, List<Planned.Interval> intervals, boolean ends) {}

    private final long patience;
    /** The states behind intervals that the job knows are of no more use; this is the state that the first one of the rest starts in. */
    private Checkpoint start;

    private final List<Planned.Interval> untaken = new ArrayList<>();
    private int known;
    private int toldUpTo;
    private boolean ended;
    private boolean endTold;
    private boolean endTaken;
    private long lastTold;

    /**
     * A course of which nothing is found.
     *
     * @param known how many intervals the job knows already
     * @param patience after which time what the job does not seem to know is told again, in nanoseconds
     */
    PlanCourse(int known, long patience) {
        this.known = known;
        this.toldUpTo = known;
        this.patience = patience;
    }

    /** The next interval is found. */
    void passed(Checkpoint from, Planned.Interval interval) {
        if (untaken.isEmpty()) {
            start = from;
        }
        untaken.add(interval);
    }

    /** The run ends in this state. */
    void halted(Checkpoint end) {
        if (untaken.isEmpty()) {
            start = end;
        }
        ended = true;
    }

    /**
     * The job knows so many intervals of the run.
     *
     * @return by how many intervals more the run may go on
     */
    int taken(int now) {
        int newly = Math.clamp((long) now - known, 0, untaken.size());
        if (newly > 0) {
            start = untaken.get(newly - 1).end();
            untaken.subList(0, newly).clear();
            known += newly;
        }
        endTaken = endTold && untaken.isEmpty();
        return newly;
    }

    /** What to tell the job now: what it was not told yet, or, if it has been silent for long, all that it does not seem to know. */
    Optional<Part> toTell(long now) {
        boolean again = now - lastTold > patience;
        int from = again ? known : toldUpTo;
        // The latest waits for the next one or the end: so whoever knows the last one knows that it is the last.
        int tellable = known + untaken.size() - (ended ? 0 : 1);
        int to = Math.clamp((long) tellable, from, from + Limits.PLANNED);
        boolean ends = ended && to == tellable;
        if (done() || (from == to && !(ends && (again || !endTold)))) {
            return Optional.empty();
        }
        lastTold = now;
        toldUpTo = Math.max(toldUpTo, to);
        endTold |= ends;
        Checkpoint first = from == known ? start : untaken.get(from - known - 1).end();
        return Optional.of(new Part(from, first, List.copyOf(untaken.subList(from - known, to - known)), ends));
    }

    /** Whether the job knows the whole run. */
    boolean done() {
        return endTaken;
    }
}
