package io.bulwark.simulation.risk;

import io.bulwark.simulation.risk.NetworkMap.Site;
import io.bulwark.simulation.risk.Remainder.State;
import io.bulwark.simulation.risk.Threat.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What can befall a network.
 *
 * @param seen by jurisdiction, of which part of all jobs it sees program and input
 * @param operators by operator, which part of all nodes it has
 * @param hours halted and overloaded in a year: mean and worst of twenty, by chance
 */
public record Assessment(
        String map,
        long seed,
        List<Figure> figures,
        List<Threat> threats,
        Map<String, Double> seen,
        Map<String, Double> operators,
        Map<String, Double> jurisdictions,
        List<Double> hours) {
    private static final int YEARS = 400;
    private static final int JOBS = 4000;
    private static final double PATIENCE_MINUTES = 30;
    private static final double QUARTER = 0.25;

    /** Assesses a network; the same seed gives the same figures. */
    public static Assessment of(NetworkMap map, long seed) {
        Coalitions operators = new Coalitions(map, Site::operator);
        Coalitions jurisdictions = new Coalitions(map, Site::jurisdiction);
        Downtime.Hours hours = Downtime.simulate(map, seed, YEARS);
        Exposure exposure = new Exposure(map, seed);
        Map<String, Double> seen = exposure.seen(JOBS);
        List<Figure> figures = new ArrayList<>();
        alone(figures, operators, jurisdictions);
        coalitions(figures, map, operators, jurisdictions);
        censoring(figures, exposure, operators.shares(), jurisdictions.shares());
        sight(figures, seen);
        downtime(figures, map, hours);
        return new Assessment(
                map.name(),
                seed,
                List.copyOf(figures),
                threats(map, operators, jurisdictions, seen),
                seen,
                operators.shares(),
                jurisdictions.shares(),
                List.of(hours.halted(), hours.haltedWorst(), hours.overloaded(), hours.overloadedWorst()));
    }

    private static void alone(List<Figure> figures, Coalitions operators, Coalitions jurisdictions) {
        String rest =
                "it stops with all its nodes and nobody takes its place; a job needs the policy's operators, jurisdictions and"
                        + " greatest share from those that are left";
        figures.add(new Figure("single points of failure: operators", names(operators.alone(State.HALTED)), rest));
        figures.add(
                new Figure("single points of failure: jurisdictions", names(jurisdictions.alone(State.HALTED)), rest));
        figures.add(new Figure(
                "whose loss alone overloads the rest",
                names(operators.alone(State.OVERLOADED)) + "; " + names(jurisdictions.alone(State.OVERLOADED)),
                "capacity that is left is less than what jobs need"));
        figures.add(
                new Figure(
                        "single points of failure: services",
                        "none",
                        "by design there is no founder's key, central database, scheduler or queue; nothing of that was measured here"));
    }

    private static String names(List<Object> members) {
        return members.isEmpty()
                ? "none"
                : String.join(", ", members.stream().map(Object::toString).toList());
    }

    private static void coalitions(
            List<Figure> figures, NetworkMap map, Coalitions operators, Coalitions jurisdictions) {
        String halting =
                "members stop together; the policy asks for %d operators and %d jurisdictions among those that are left"
                        .formatted(Remainder.leastOperators(map.policy()), Remainder.leastJurisdictions(map.policy()));
        pair(figures, "Nakamoto coefficient, halting", operators.halting(), jurisdictions.halting(), halting);
        pair(
                figures,
                "Nakamoto coefficient, overloading",
                operators.overloading(),
                jurisdictions.overloading(),
                "one node is one unit of capacity; jobs need %.0f %% of all of it in the mean (the map's demand)"
                        .formatted(map.demand() * 100));
        pair(
                figures,
                "Nakamoto coefficient, censoring for ever",
                operators.censoring(),
                jurisdictions.censoring(),
                "a submitter tries every operator's gateway, and hands the work in anew when a job does not move; every operator has one");
        figures.add(
                new Figure(
                        "Nakamoto coefficient, capturing the members' list, by operator / by jurisdiction",
                        text(operators.capturingTheList()) + " / " + text(jurisdictions.capturingTheList()),
                        "the next list needs the signatures of more than half of the operators; a jurisdiction commands those that are nowhere else"));
        figures.add(
                new Figure(
                        "operators needed to have a wrong statement accepted",
                        "no number is enough",
                        "soundness of the proof system at 128 bits, and a client that verifies; members do not vote on what is true"));
    }

    private static void pair(List<Figure> figures, String name, int operators, int jurisdictions, String assumption) {
        figures.add(new Figure(
                name + ", by operator / by jurisdiction", text(operators) + " / " + text(jurisdictions), assumption));
    }

    private static String text(int number) {
        return number == Integer.MAX_VALUE ? "cannot" : String.valueOf(number);
    }

    private static String text(OptionalInt number) {
        return number.isPresent() ? String.valueOf(number.getAsInt()) : "cannot";
    }

    private static void censoring(
            List<Figure> figures, Exposure exposure, Map<String, Double> operators, Map<String, Double> jurisdictions) {
        String assumption =
                "the coalition drops the job silently at its gateway, or on its node that runs it; the submitter waits %.0f minutes, then hands"
                                .formatted(PATIENCE_MINUTES)
                        + " in the same work under another name elsewhere; attempts are independent; coarse model, not the simulator";
        held(figures, exposure, "the largest operator", top(operators, 1), assumption);
        held(figures, exposure, "the largest jurisdiction", top(jurisdictions, 1), assumption);
        held(figures, exposure, "the three largest operators", top(operators, 3), assumption);
        held(figures, exposure, "the three largest jurisdictions", top(jurisdictions, 3), assumption);
    }

    private static double top(Map<String, Double> shares, int members) {
        return shares.values().stream()
                .limit(members)
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static void held(List<Figure> figures, Exposure exposure, String who, double share, String assumption) {
        String value = share > 0.999
                ? "for ever"
                : String.format(
                        Locale.ROOT, "%.1f minutes in the mean", exposure.minutesHeldUp(share, PATIENCE_MINUTES, JOBS));
        figures.add(new Figure(
                String.format(Locale.ROOT, "a submitter's job is held up by %s (%.1f %% of nodes)", who, share * 100),
                value,
                assumption));
    }

    private static void sight(List<Figure> figures, Map<String, Double> seen) {
        var most = seen.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        figures.add(new Figure(
                "share of jobs of which one jurisdiction sees program and input, at most",
                String.format(Locale.ROOT, "%.1f %% (%s)", most.getValue() * 100, most.getKey()),
                "three nodes chosen evenly keep the input, whatever the policy says of work; provers are chosen in proportion to their nodes;"
                        + " neither program nor input is encrypted; %d jobs by chance".formatted(JOBS)));
        figures.add(new Figure(
                "share of jobs of which every jurisdiction sees who submitted them, when, and under which policy",
                "100 %",
                "headers are on every node"));
    }

    private static void downtime(List<Figure> figures, NetworkMap map, Downtime.Hours hours) {
        String assumption = String.format(
                Locale.ROOT,
                "nodes stop %.1f times a year for %.1f h, operators %.2f times for %.0f h, jurisdictions %.3f times for %.0f h, each"
                        + " independently of the others; %d years by chance; coarse model: recoveries of seconds, which the simulator"
                        + " measures, are not in it",
                map.rates().nodePerYear(),
                map.rates().nodeHours(),
                map.rates().operatorPerYear(),
                map.rates().operatorHours(),
                map.rates().jurisdictionPerYear(),
                map.rates().jurisdictionHours(),
                YEARS);
        figures.add(new Figure(
                "hours a year in which no job ends, mean / worst of twenty years",
                hours(hours.halted(), hours.haltedWorst()),
                assumption));
        figures.add(new Figure(
                "hours a year in which jobs pile up, mean / worst of twenty years",
                hours(hours.overloaded(), hours.overloadedWorst()),
                assumption));
        figures.add(new Figure(
                "availability",
                hours.halted() == 0
                        ? "no halt seen"
                        : String.format(Locale.ROOT, "%.4f %%", 100 * (1 - hours.halted() / Downtime.HOURS)),
                "the part of %d years' hours in which jobs end; what was not seen may still happen".formatted(YEARS)));
        figures.add(new Figure(
                "cost of downtime a year, mean",
                String.format(Locale.ROOT, "%.0f %s", hours.cost(), map.cost().currency()),
                String.format(
                        Locale.ROOT,
                        "%.0f %s an hour in which no job ends, %.0f in which they pile up (the map's)",
                        map.cost().haltedHour(),
                        map.cost().currency(),
                        map.cost().overloadedHour())));
    }

    private static String hours(double mean, double worst) {
        return mean == 0 ? "none in %d years".formatted(YEARS) : String.format(Locale.ROOT, "%.2f / %.2f", mean, worst);
    }

    private static List<Threat> threats(
            NetworkMap map, Coalitions operators, Coalitions jurisdictions, Map<String, Double> seen) {
        var rates = map.rates();
        double share =
                seen.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double operatorsStop = rates.operatorPerYear() * map.operators().size();
        double jurisdictionsStop =
                rates.jurisdictionPerYear() * map.jurisdictions().size();
        return List.of(
                new Threat(
                        "a node dies",
                        Level.often(rates.nodePerYear() * map.nodes()),
                        map.nodes() == 1 ? Level.VERY_HIGH : Level.VERY_LOW,
                        "its tasks run again elsewhere; finished work is on other nodes",
                        "simulate --faults crash,holder-crash"),
                new Threat(
                        "an operator stops, with all its nodes",
                        Level.often(operatorsStop),
                        impact(operators),
                        "single points: " + names(operators.alone(State.HALTED)),
                        "the rest goes on; the next list expels it"),
                new Threat(
                        "a jurisdiction stops all nodes in it",
                        Level.often(jurisdictionsStop),
                        impact(jurisdictions),
                        "single points: " + names(jurisdictions.alone(State.HALTED)),
                        "other regions adopt its jobs; policies ask for several jurisdictions"),
                new Threat(
                        "operators conspire to halt",
                        Level.often(1.0 / Math.pow(10, Math.min(operators.halting(), 9))),
                        Level.VERY_HIGH,
                        text(operators.halting()) + " have to act together; likelihood set a tenth for each of them",
                        "more operators than the policy needs"),
                new Threat(
                        "somebody reads what is proved",
                        Level.VERY_HIGH,
                        share > 0.99 ? Level.HIGH : share > 0.5 ? Level.MEDIUM : Level.LOW,
                        String.format(Locale.ROOT, "one jurisdiction sees up to %.0f %% of jobs", share * 100),
                        "policies deny jurisdictions for work; what is secret must not be handed in"),
                new Threat(
                        "the members' list is captured",
                        Level.often(1.0
                                / Math.pow(
                                        10,
                                        Math.min(operators.capturingTheList().orElse(9), 9))),
                        Level.HIGH,
                        text(operators.capturingTheList()) + " operators sign the next list alone; likelihood as above",
                        "wrong statements stay impossible; honest members keep the old list"),
                new Threat(
                        "a wrong statement is accepted",
                        Level.VERY_LOW,
                        Level.VERY_HIGH,
                        "needs a break of the proof system or of its code",
                        "128 bits; independent verifiers; docs/security.md"));
    }

    private static Level impact(Coalitions members) {
        if (!members.alone(State.HALTED).isEmpty()) {
            return Level.VERY_HIGH;
        }
        if (!members.alone(State.OVERLOADED).isEmpty()) {
            return Level.HIGH;
        }
        double largest = members.shares().values().stream().findFirst().orElse(1.0);
        return largest > QUARTER ? Level.MEDIUM : Level.LOW;
    }
}
