package io.bulwark.simulation.plan;

import io.bulwark.simulation.fault.Fault;
import io.bulwark.simulation.fault.FaultKind;
import io.bulwark.simulation.fault.FaultPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One run, all of it: the same scenario is the same run, bit for bit.
 *
 * @param segments of a job, in the mean
 * @param faults which kinds there are
 * @param only the numbers of the faults that are left, if not all of them
 * @param weakness a defect that the cluster is given on purpose, to see that it is found
 */
public record Scenario(
        int nodes,
        int jobs,
        int segments,
        long seed,
        Set<FaultKind> faults,
        Optional<Set<Integer>> only,
        Weakness weakness) {
    /** More of either is not tried: memory is what bounds it. */
    public static final int MOST_NODES = 20_000;

    public static final int MOST_JOBS = 1_000_000;
    private static final int MOST_SEGMENTS = 4096;
    private static final int REGIONS = 3;
    private static final int LEAST_FOR_REGIONS = 6;
    private static final int JURISDICTIONS_OF_A_REGION = 2;
    private static final long SECOND = 1_000_000_000L;

    /** @throws IllegalArgumentException if a number is out of its bounds */
    public Scenario {
        require(nodes >= 1 && nodes <= MOST_NODES, "1 to " + MOST_NODES + " nodes", nodes);
        require(jobs >= 1 && jobs <= MOST_JOBS, "1 to " + MOST_JOBS + " jobs", jobs);
        require(segments >= 1 && segments <= MOST_SEGMENTS, "1 to " + MOST_SEGMENTS + " segments a job", segments);
        faults = Set.copyOf(faults);
        only = only.map(Set::copyOf);
    }

    private static void require(boolean holds, String expected, int got) {
        if (!holds) {
            throw new IllegalArgumentException("expected " + expected + ", got " + got);
        }
    }

    /** So many nodes and jobs of a seed, with these kinds of faults. */
    public static Scenario of(int nodes, int jobs, long seed, Set<FaultKind> faults) {
        return new Scenario(nodes, jobs, 12, seed, faults, Optional.empty(), Weakness.NONE);
    }

    /** A cluster of six nodes and more has three regions. */
    public int regions() {
        return nodes < LEAST_FOR_REGIONS ? 1 : REGIONS;
    }

    public int regionOf(int node) {
        return node % regions();
    }

    /** Two jurisdictions to a region, by turns. */
    public int jurisdictionOf(int node) {
        return regionOf(node) * JURISDICTIONS_OF_A_REGION + node / regions() % JURISDICTIONS_OF_A_REGION;
    }

    /** By when all faults are over: about as long as the jobs take, at least a minute. */
    public long horizon() {
        double work = (double) jobs * segments * (TaskTimes.GREATEST_SEGMENT + TaskTimes.join(4) / 3.0);
        return Math.max(60 * SECOND, (long) (work / nodes));
    }

    /** The faults of the run. */
    public List<Fault> plan() {
        return new FaultPlan(seed, nodes, regions(), horizon())
                .of(faults).stream()
                        .filter(fault -> only.isEmpty() || only.get().contains(fault.number()))
                        .toList();
    }

    public Scenario withNodes(int fewer) {
        return new Scenario(fewer, jobs, segments, seed, faults, only, weakness);
    }

    public Scenario withJobs(int fewer) {
        return new Scenario(nodes, fewer, segments, seed, faults, only, weakness);
    }

    public Scenario withSegments(int fewer) {
        return new Scenario(nodes, jobs, fewer, seed, faults, only, weakness);
    }

    public Scenario withFaults(Set<FaultKind> fewer) {
        return new Scenario(nodes, jobs, segments, seed, fewer, only, weakness);
    }

    public Scenario withOnly(Set<Integer> fewer) {
        return new Scenario(nodes, jobs, segments, seed, faults, Optional.of(fewer), weakness);
    }

    /** The command that runs it. */
    public String command() {
        String kinds = new TreeSet<>(faults).stream().map(FaultKind::toString).collect(Collectors.joining(","));
        String left = only.map(numbers -> new TreeSet<>(numbers)
                        .stream().map(String::valueOf).collect(Collectors.joining(",", " --only ", "")))
                .orElse("");
        return "./bulwark simulate --nodes %d --jobs %d --segments %d --seed %d --faults %s%s%s"
                .formatted(
                        nodes,
                        jobs,
                        segments,
                        seed,
                        kinds.isEmpty() ? "none" : kinds,
                        only.isPresent() && only.get().isEmpty() ? " --only none" : left,
                        weakness == Weakness.NONE ? "" : " --weakness " + weakness);
    }
}
