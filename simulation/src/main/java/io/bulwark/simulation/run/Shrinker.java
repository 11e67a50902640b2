package io.bulwark.simulation.run;

import io.bulwark.simulation.fault.Fault;
import io.bulwark.simulation.fault.FaultKind;
import io.bulwark.simulation.plan.Scenario;
import io.bulwark.simulation.world.Outcome;
import io.bulwark.simulation.world.Simulation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Makes a failing run smaller for as long as it breaks the same invariant: fewer jobs, nodes and segments, fewer kinds of faults, and of the faults that are left
 * fewer still.
 */
public final class Shrinker {
    private final int mostRuns;
    private int runs;
    private Outcome best;

    private Shrinker(Outcome failing, int mostRuns) {
        best = failing;
        this.mostRuns = mostRuns;
    }

    /**
     * The smallest run found that breaks what the failing one breaks.
     *
     * @param mostRuns how many are tried
     * @throws IllegalArgumentException if nothing is broken in it
     */
    public static Outcome shrink(Outcome failing, int mostRuns) {
        if (failing.holds()) {
            throw new IllegalArgumentException(
                    "expected a run in which something is broken, got one in which all holds");
        }
        Shrinker shrinker = new Shrinker(failing, mostRuns);
        boolean smaller = true;
        while (smaller && shrinker.runs < mostRuns) {
            smaller = shrinker.round();
        }
        return shrinker.best;
    }

    private boolean round() {
        boolean smaller = number(best.scenario().jobs(), best.scenario()::withJobs);
        smaller |= kinds();
        if (best.scenario().only().isEmpty()) {
            smaller |= number(best.scenario().nodes(), best.scenario()::withNodes);
        }
        smaller |= number(best.scenario().segments(), best.scenario()::withSegments);
        smaller |= best.scenario().policies() > 0 && fails(best.scenario().withPolicies(0));
        smaller |= faults();
        return smaller;
    }

    /** Tries one, a half, three quarters, and one less. */
    private boolean number(int now, IntFunction<Scenario> with) {
        for (int fewer : new int[] {1, now / 2, now * 3 / 4, now - 1}) {
            if (fewer >= 1 && fewer < now && fails(with.apply(fewer))) {
                return true;
            }
        }
        return false;
    }

    private boolean kinds() {
        boolean smaller = false;
        for (FaultKind kind : best.scenario().faults()) {
            Set<FaultKind> fewer = new HashSet<>(best.scenario().faults());
            fewer.remove(kind);
            smaller |= fails(best.scenario()
                    .withFaults(fewer.isEmpty() ? EnumSet.noneOf(FaultKind.class) : EnumSet.copyOf(fewer)));
        }
        return smaller;
    }

    /** Leaves out halves, quarters and so on of the faults, down to single ones. */
    private boolean faults() {
        boolean smaller = false;
        int size = Math.max(1, numbers().size() / 2);
        while (size >= 1) {
            boolean found = false;
            List<Integer> all = new ArrayList<>(numbers());
            for (int from = 0; from < all.size() && !found; from += size) {
                Set<Integer> left = new HashSet<>(all);
                left.removeAll(all.subList(from, Math.min(all.size(), from + size)));
                found = fails(best.scenario().withOnly(left));
            }
            smaller |= found;
            size = found ? Math.min(size, Math.max(1, numbers().size() / 2)) : size / 2;
            if (numbers().isEmpty()) {
                return smaller;
            }
        }
        return smaller;
    }

    private Set<Integer> numbers() {
        return best.scenario().plan().stream().map(Fault::number).collect(Collectors.toSet());
    }

    private boolean fails(Scenario smaller) {
        if (runs >= mostRuns) {
            return false;
        }
        runs++;
        Outcome outcome = Simulation.run(smaller);
        boolean same = !outcome.holds() && invariant(outcome).equals(invariant(best));
        if (same) {
            best = outcome;
        }
        return same;
    }

    /** "I1" of "at 3.4 s I1: ...". */
    private static String invariant(Outcome outcome) {
        return outcome.broken().getFirst().replaceFirst("^at \\S+ s (I\\d).*", "$1");
    }
}
