package io.bulwark.simulation.fault;

import io.bulwark.simulation.engine.Dice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Which faults a run has, from its seed. Each kind has dice of its own: leaving one out leaves the others as they are. */
public final class FaultPlan {
    private static final long SECOND = 1_000_000_000L;
    private static final int LIES = 6;
    private static final int NUMBERS_OF_A_KIND = 1000;

    private final long seed;
    private final int nodes;
    private final int regions;
    private final long horizon;

    /**
     * @param nodes of which node {@code i} is in region {@code i % regions}
     * @param horizon by when all faults are over, in nanoseconds
     */
    public FaultPlan(long seed, int nodes, int regions, long horizon) {
        this.seed = seed;
        this.nodes = nodes;
        this.regions = regions;
        this.horizon = horizon;
    }

    /** The faults of these kinds, numbered in the order of their kinds. */
    public List<Fault> of(Set<FaultKind> kinds) {
        List<Fault> plan = new ArrayList<>();
        int first = 0;
        for (FaultKind kind : FaultKind.values()) {
            Dice dice = new Dice(seed, "fault " + kind);
            for (int i = 0; i < many(kind); i++) {
                Fault fault = one(first + i, kind, dice);
                if (kinds.contains(kind)) {
                    plan.add(fault);
                }
            }
            first += NUMBERS_OF_A_KIND;
        }
        return plan.stream().sorted(Comparator.comparingInt(Fault::number)).toList();
    }

    private int many(FaultKind kind) {
        return switch (kind) {
            case LOSS, DUPLICATE, REORDER, CANCEL, REGION_LOSS -> 1;
            case CRASH, HOLDER_CRASH -> Math.min(999, Math.max(2, nodes / 5));
            case BYZANTINE, REFUSER, STALLER -> Math.max(1, nodes / 10);
            default -> Math.min(999, Math.max(1, nodes / 10));
        };
    }

    private Fault one(int number, FaultKind kind, Dice dice) {
        long at = dice.between(SECOND, Math.max(2 * SECOND, horizon * 2 / 3));
        long lasts = seconds(dice, 4, 40);
        int node = dice.below(nodes);
        int other = dice.below(nodes);
        double share = 0.02 + 0.08 * dice.fraction();
        int variant = dice.below(LIES);
        return switch (kind) {
            case LOSS, DUPLICATE, REORDER -> new Fault(number, kind, 0, horizon, List.of(), share, variant);
            case CANCEL -> new Fault(number, kind, 0, horizon, List.of(), 0.2, variant);
            case BYZANTINE, REFUSER, STALLER ->
                new Fault(number, kind, 0, Long.MAX_VALUE, List.of(node), share, variant);
            case HALVES -> new Fault(number, kind, at, at + lasts, part(node % regions, dice), share, variant);
            case INDIRECT -> new Fault(number, kind, at, at + lasts, pair(node, other), share, variant);
            case CHANGING -> new Fault(number, kind, at, at + lasts, part(node % regions, dice), share, variant);
            case REGION_CUT -> new Fault(number, kind, at, at + lasts, region(node % regions), share, variant);
            case REGION_LOSS ->
                new Fault(number, kind, at, at + lasts + 20 * SECOND, region(node % regions), share, variant);
            case CRASH, HOLDER_CRASH ->
                new Fault(number, kind, at, at + seconds(dice, 2, 15), List.of(node), share, variant);
            case PAUSE -> new Fault(number, kind, at, at + seconds(dice, 2, 30), List.of(node), share, variant);
            case LONE, ONE_WAY, SLOW, CLOCK, DISK_FULL, DISK_DAMAGE ->
                new Fault(number, kind, at, at + lasts, List.of(node), share, variant);
        };
    }

    private static long seconds(Dice dice, int from, int to) {
        return dice.between(from * SECOND, to * SECOND);
    }

    private List<Integer> region(int region) {
        return IntStream.range(0, nodes)
                .filter(n -> n % regions == region)
                .boxed()
                .toList();
    }

    /** Each node of the region by the throw of a coin. */
    private List<Integer> part(int region, Dice dice) {
        return region(region).stream().filter(any -> dice.chance(0.5)).toList();
    }

    /** Two nodes of one region, if it has two. */
    private List<Integer> pair(int node, int other) {
        List<Integer> region = region(node % regions);
        return List.of(node, region.get(other % region.size()));
    }
}
