package io.bulwark.cluster.guest;

import io.bulwark.riscv.profile.FunctionCost;
import io.bulwark.riscv.profile.Profile;
import java.util.Comparator;
import java.util.List;

/** A profile as text: a line for each function, of itself and with all that it calls. */
public final class ProfileTable {
    private static final int MOST_LINES = 30;

    private ProfileTable() {}

    /** The costliest functions, by what they cost themselves. */
    public static String of(Profile profile, Weight weight) {
        List<FunctionCost> sorted = profile.functions().stream()
                .sorted(Comparator.comparingLong((FunctionCost cost) -> weight.own(cost))
                        .reversed()
                        .thenComparing(FunctionCost::name))
                .toList();
        StringBuilder text = new StringBuilder();
        text.append(
                "profile: %,d cycles, %,d cells, by %s%n".formatted(profile.cycles(), profile.cells(), weight.title()));
        text.append("%14s %6s %12s %14s %6s %12s %10s  %s%n"
                .formatted("own cells", "%", "own cycles", "with callees", "%", "cycles", "calls", "function"));
        for (FunctionCost cost : sorted.subList(0, Math.min(MOST_LINES, sorted.size()))) {
            text.append("%,14d %6.2f %,12d %,14d %6.2f %,12d %,10d  %s%s%n"
                    .formatted(
                            cost.ownCells(),
                            percent(weight.own(cost), weight.all(profile)),
                            cost.ownCycles(),
                            cost.cells(),
                            percent(weight.all(cost), weight.all(profile)),
                            cost.cycles(),
                            cost.calls(),
                            cost.name(),
                            cost.source().map(line -> " (" + line + ")").orElse("")));
        }
        if (sorted.size() > MOST_LINES) {
            List<FunctionCost> rest = sorted.subList(MOST_LINES, sorted.size());
            long own = rest.stream().mapToLong(weight::own).sum();
            text.append("%,14d %6.2f  in %d more functions%n"
                    .formatted(
                            rest.stream().mapToLong(FunctionCost::ownCells).sum(),
                            percent(own, weight.all(profile)),
                            rest.size()));
        }
        if (profile.isCut()) {
            text.append(
                    "Stacks deeper than 512 calls, or more than 2^18 of them, are counted where that limit was met.%n"
                            .formatted());
        }
        return text.toString();
    }

    static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}
