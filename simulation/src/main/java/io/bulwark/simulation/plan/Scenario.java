package io.bulwark.simulation.plan;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import io.bulwark.simulation.fault.Fault;
import io.bulwark.simulation.fault.FaultKind;
import io.bulwark.simulation.fault.FaultPlan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run, all of it: the same scenario is the same run, bit for bit.
 *
 * @param segments of a job, in the mean
 * @param faults which kinds there are
 * @param only the numbers of the faults that are left, if not all of them
 * @param policies how many of a hundred jobs say who may work for them
 * @param weakness a defect that the cluster is given on purpose, to see that it is found
 */
public record Scenario(
        int nodes,
        int jobs,
        int segments,
        long seed,
        Set<FaultKind> faults,
        Optional<Set<Integer>> only,
        int policies,
        Weakness weakness) {
    /** More of either is not tried: memory is what bounds it. */
    public static final int MOST_NODES = 20_000;

    public static final int MOST_JOBS = 1_000_000;
    private static final int MOST_SEGMENTS = 4096;
    private static final int REGIONS = 3;
    private static final int LEAST_FOR_REGIONS = 6;
    private static final int JURISDICTIONS_OF_A_REGION = 2;
    private static final List<Jurisdiction> COUNTRIES =
            Stream.of("DE", "FR", "US", "CA", "SG", "JP").map(Jurisdiction::new).toList();
    private static final int NODES_OF_AN_OPERATOR = 3;
    private static final int ALL = 100;
    private static final long SECOND = 1_000_000_000L;

    /** @throws IllegalArgumentException if a number is out of its bounds */
    public Scenario {
        require(nodes >= 1 && nodes <= MOST_NODES, "1 to " + MOST_NODES + " nodes", nodes);
        require(jobs >= 1 && jobs <= MOST_JOBS, "1 to " + MOST_JOBS + " jobs", jobs);
        require(segments >= 1 && segments <= MOST_SEGMENTS, "1 to " + MOST_SEGMENTS + " segments a job", segments);
        require(policies >= 0 && policies <= ALL, "0 to " + ALL + " jobs of a hundred with a policy", policies);
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
        return new Scenario(nodes, jobs, 12, seed, faults, Optional.empty(), 0, Weakness.NONE);
    }

    /** A cluster of six nodes and more has three regions. */
    public int regions() {
        return nodes < LEAST_FOR_REGIONS ? 1 : REGIONS;
    }

    public int regionOf(int node) {
        return node % regions();
    }

    /** Two jurisdictions to a region, by turns. */
    public Jurisdiction jurisdictionOf(int node) {
        return COUNTRIES.get(regionOf(node) * JURISDICTIONS_OF_A_REGION + node / regions() % JURISDICTIONS_OF_A_REGION);
    }

    /** As many operators as a third of the nodes, by turns. */
    public int operators() {
        return Math.max(1, nodes / NODES_OF_AN_OPERATOR);
    }

    public OperatorId operatorOf(int node) {
        return new OperatorId("operator-" + node % operators());
    }

    /** What a job of so many intervals asks of those who work for it. */
    public Policy policyOf(int job, int intervals) {
        return new Policies(this).of(job, intervals);
    }

    /** Whether no node is where such a job may be worked on. */
    public boolean nobodyMay(Policy policy) {
        return COUNTRIES.stream().noneMatch(policy::admits);
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

    public Scenario withNodes(int other) {
        return new Scenario(other, jobs, segments, seed, faults, only, policies, weakness);
    }

    public Scenario withJobs(int other) {
        return new Scenario(nodes, other, segments, seed, faults, only, policies, weakness);
    }

    public Scenario withSegments(int other) {
        return new Scenario(nodes, jobs, other, seed, faults, only, policies, weakness);
    }

    public Scenario withSeed(long other) {
        return new Scenario(nodes, jobs, segments, other, faults, only, policies, weakness);
    }

    public Scenario withFaults(Set<FaultKind> other) {
        return new Scenario(nodes, jobs, segments, seed, other, only, policies, weakness);
    }

    public Scenario withOnly(Set<Integer> other) {
        return new Scenario(nodes, jobs, segments, seed, faults, Optional.of(other), policies, weakness);
    }

    public Scenario withPolicies(int other) {
        return new Scenario(nodes, jobs, segments, seed, faults, only, other, weakness);
    }

    public Scenario withWeakness(Weakness other) {
        return new Scenario(nodes, jobs, segments, seed, faults, only, policies, other);
    }

    /** The command that runs it. */
    public String command() {
        String kinds = new TreeSet<>(faults).stream().map(FaultKind::toString).collect(Collectors.joining(","));
        String left = only.map(numbers -> new TreeSet<>(numbers)
                        .stream().map(String::valueOf).collect(Collectors.joining(",", " --only ", "")))
                .orElse("");
        return "./bulwark simulate --nodes %d --jobs %d --segments %d --seed %d --faults %s%s%s%s"
                .formatted(
                        nodes,
                        jobs,
                        segments,
                        seed,
                        kinds.isEmpty() ? "none" : kinds,
                        only.isPresent() && only.get().isEmpty() ? " --only none" : left,
                        policies == 0 ? "" : " --policies " + policies,
                        weakness == Weakness.NONE ? "" : " --weakness " + weakness);
    }
}
