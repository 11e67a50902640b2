package io.bulwark.simulation.chaos;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that a scenario measured.
 *
 * @param what in words
 * @param unit "s" for seconds, "" for a count
 * @param aim the most that it should be, if there is an aim; a figure that misses it breaks nothing, for it says as much of the machine
 */
public record Figure(String what, double value, String unit, Optional<Double> aim) {
    static Figure seconds(String what, double value) {
        return new Figure(what, value, "s", Optional.empty());
    }

    static Figure seconds(String what, double value, double aim) {
        return new Figure(what, value, "s", Optional.of(aim));
    }

    static Figure count(String what, long value) {
        return new Figure(what, value, "", Optional.empty());
    }

    /** Whether there is an aim that it misses. */
    public boolean misses() {
        return aim.isPresent() && value > aim.get();
    }

    /** As in "the job goes on: 4.2 s (aim 10 s)". */
    @Override
    public String toString() {
        return what + ": " + number(value) + aim.map(most -> " (aim " + number(most) + (misses() ? ", missed)" : ")"))
                .orElse("");
    }

    private String number(double of) {
        return unit.isEmpty() ? String.valueOf(Math.round(of)) : String.format(Locale.ROOT, "%.1f %s", of, unit);
    }
}
