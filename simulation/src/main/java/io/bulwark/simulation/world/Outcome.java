package io.bulwark.simulation.world;

import io.bulwark.simulation.plan.Scenario;
import java.util.List;

/**
 * What a run came to.
 *
 * @param makespan nanoseconds until the last job ended
 * @param efficiency of all nodes' time until then, the part in which tasks were done that count: each task once
 * @param time where it went
 * @param messages between nodes, those included that are only counted
 * @param broken which invariants did not hold, and when
 * @param digest of all that happened: the same for the same scenario
 */
public record Outcome(
        Scenario scenario,
        Ends ends,
        long makespan,
        double efficiency,
        Time time,
        Work work,
        long messages,
        long events,
        List<String> broken,
        String digest) {
    /** How the jobs ended. */
    public record Ends(int succeeded, int cancelled, int failed, int open) {}

    /**
     * What was done.
     *
     * @param tasks that honest nodes did
     * @param repeated of these, those that had been done before
     * @param repeatedSegments of these, the segments
     * @param restarts of jobs, on another node or the same
     * @param lies wrong facts that were told
     * @param refused proofs that a job refused
     * @param setAside how often an operator was set aside in a region
     */
    public record Work(
            long tasks, long repeated, long repeatedSegments, int restarts, long lies, long refused, int setAside) {}

    /**
     * Where the time of the nodes' provers went, each from 0 to 1 of all nodes' time until the last job ended. What is missing to 1 is time of processes that were
     * not there.
     *
     * @param proving at tasks, those included that were done before
     * @param checking what others have proved, on the nodes that jobs run on
     * @param reading a task is given, and its inputs are under way
     * @param asking on the way to a job that has asked for provers, and back
     * @param idle no job asks, and jobs are still to be submitted
     * @param last no job asks, and the last ones are being finished
     */
    public record Time(double proving, double checking, double reading, double asking, double idle, double last) {}

    public boolean holds() {
        return broken.isEmpty();
    }
}
