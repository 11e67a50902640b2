package io.bulwark.simulation.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What one run of a scenario has done, measured and found wrong so far. */
final class Trial {
    private static final double NANOS = 1e9;

    private final Scenario scenario;
    private final Consumer<String> progress;
    private final long started = System.nanoTime();
    private final List<String> injected = new ArrayList<>();
    private final List<Figure> measured = new ArrayList<>();
    private final List<String> broken = new ArrayList<>();

    /** @param progress hears each thing as it happens */
    Trial(Scenario scenario, Consumer<String> progress) {
        this.scenario = scenario;
        this.progress = progress;
    }

    /** Something is done to the cluster now. */
    void injected(String what) {
        injected.add(what);
        progress.accept("  " + what);
    }

    void measured(Figure figure) {
        measured.add(figure);
        progress.accept("  " + figure);
    }

    /** Something must hold. */
    void require(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
            progress.accept("  BROKEN: " + otherwise);
        }
    }

    static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / NANOS;
    }

    boolean holds() {
        return broken.isEmpty();
    }

    /** What has come of it. */
    Finding finding() {
        return new Finding(
                scenario.name(),
                scenario.rows(),
                holds() ? Verdict.HOLDS : Verdict.BROKEN,
                injected,
                measured,
                broken,
                secondsSince(started));
    }

    /** Nothing came of it. */
    Finding skipped(String why) {
        return new Finding(
                scenario.name(),
                scenario.rows(),
                Verdict.SKIPPED,
                injected,
                measured,
                List.of(why),
                secondsSince(started));
    }
}
