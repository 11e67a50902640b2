package io.bulwark.simulation.world;

import io.bulwark.simulation.engine.EventLog;
import io.bulwark.simulation.plan.Scenario;
import java.io.PrintWriter;
import java.util.Optional;

/** Runs a scenario to its end. */
public final class Simulation {
    private static final long SECOND = 1_000_000_000L;
    private static final long GRACE = 900 * SECOND;
    private static final long MOST_EVENTS_A_TASK = 20_000;
    private static final long LOOK_EVERY = 5 * SECOND;

    private Simulation() {}

    /**
     * Runs it.
     *
     * @param text where every event is written, if anywhere
     */
    public static Outcome run(Scenario scenario, Optional<PrintWriter> text) {
        EventLog log = new EventLog(text);
        World world = new World(scenario, log);
        world.start();
        long deadline = 3 * scenario.horizon() + GRACE;
        long mostEvents = 5_000_000 + MOST_EVENTS_A_TASK * scenario.jobs() * scenario.segments();
        long look = 0;
        boolean settled = false;
        while (!settled && world.now() < deadline && world.agenda().entered() < mostEvents) {
            world.agenda().step();
            if (world.now() >= look) {
                look = world.now() + LOOK_EVERY;
                settled = world.invariants().settled();
            }
        }
        world.invariants().end(settled);
        return outcome(scenario, world, log);
    }

    /** Runs it, and writes no events. */
    public static Outcome run(Scenario scenario) {
        return run(scenario, Optional.empty());
    }

    private static Outcome outcome(Scenario scenario, World world, EventLog log) {
        Figures figures = world.figures();
        long makespan = Math.max(1, world.lastEnd());
        int[] ends = new int[4];
        for (Statement statement : world.statements()) {
            ends[world.invariants().height(statement.id())]++;
        }
        return new Outcome(
                scenario,
                new Outcome.Ends(ends[3], ends[2], ends[1], ends[0]),
                makespan,
                (double) figures.usefulNanos() / makespan / scenario.nodes(),
                time(world.timesheet(), (double) makespan * scenario.nodes()),
                new Outcome.Work(
                        figures.tasks(),
                        figures.repeated(),
                        figures.repeatedSegments(),
                        figures.restarts(),
                        figures.lies(),
                        figures.refusals(),
                        figures.timesSetAside()),
                world.network().sent(),
                log.events(),
                world.invariants().broken(),
                log.digest());
    }

    private static Outcome.Time time(Timesheet sheet, double all) {
        return new Outcome.Time(
                sheet.share(Timesheet.Use.PROVING, all),
                sheet.share(Timesheet.Use.CHECKING, all),
                sheet.share(Timesheet.Use.READING, all),
                sheet.share(Timesheet.Use.ASKING, all),
                sheet.share(Timesheet.Use.IDLE, all),
                sheet.share(Timesheet.Use.LAST, all));
    }
}
