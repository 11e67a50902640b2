package io.bulwark.simulation.chaos;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that a scenario measured.
 *
 * @param what in words
 * @param aim what it should reach, if there is an aim; a figure that misses it breaks nothing, for it says as much of the machine
 */
public record Figure(String what, double value, Unit unit, Optional<Double> aim) {
    /** What it is counted in, and whether less of it is better. */
    public enum Unit {
        SECONDS,
        COUNT,
        PERCENT
    }

    static Figure seconds(String what, double value) {
        return new Figure(what, value, Unit.SECONDS, Optional.empty());
    }

    /** @param most that it should be */
    static Figure seconds(String what, double value, double most) {
        return new Figure(what, value, Unit.SECONDS, Optional.of(most));
    }

    static Figure count(String what, long value) {
        return new Figure(what, value, Unit.COUNT, Optional.empty());
    }

    /** @param least that it should be, in percent as {@code value} is */
    static Figure percent(String what, double value, double least) {
        return new Figure(what, value, Unit.PERCENT, Optional.of(least));
    }

    /** Whether there is an aim that it misses. */
    public boolean misses() {
        return aim.filter(wanted -> unit == Unit.PERCENT ? value < wanted : value > wanted)
                .isPresent();
    }

    /** As in "the job goes on: 4.2 s (aim 10.0 s)". */
    @Override
    public String toString() {
        return what + ": " + number(value)
                + aim.map(wanted -> " (aim " + number(wanted) + (misses() ? ", missed)" : ")"))
                        .orElse("");
    }

    private String number(double of) {
        return switch (unit) {
            case SECONDS -> String.format(Locale.ROOT, "%.1f s", of);
            case COUNT -> String.valueOf(Math.round(of));
            case PERCENT -> String.format(Locale.ROOT, "%.0f %%", of);
        };
    }
}
