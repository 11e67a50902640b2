package io.bulwark.simulation.risk;

import io.bulwark.protocol.Jurisdiction;
import io.bulwark.protocol.OperatorId;
import io.bulwark.simulation.engine.Agenda;
import io.bulwark.simulation.engine.Dice;
import io.bulwark.simulation.risk.NetworkMap.Site;
import io.bulwark.simulation.risk.Remainder.State;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * How long a network is halted or overloaded in a year, by chance: nodes, operators and jurisdictions stop independently of each other at the map's rates and come
 * back after times around the map's.
 */
final class Downtime {
    /** Hours a year, in the mean and in the worst of twenty years. */
    record Hours(double halted, double overloaded, double haltedWorst, double overloadedWorst, double cost) {}

    static final double HOURS = 8766;
    private static final double UNIT = 1e9;
    private static final double WORST = 0.95;

    /** An operator or a jurisdiction: why it has stopped, how often at once, and when it was last counted. */
    private static final class Party {
        private int stopped;
        private int counted;

        boolean countedIn(int turn) {
            boolean was = counted == turn;
            counted = turn;
            return was;
        }
    }

    private final NetworkMap map;
    private final Dice dice;
    private final Agenda agenda = new Agenda();
    private final int[] lost;
    private final boolean[] admitted;
    /** By site. */
    private final Party[] operator;

    private final Party[] jurisdiction;
    private int turns;
    private final Map<OperatorId, Party> operators = new LinkedHashMap<>();
    private final Map<Jurisdiction, Party> jurisdictions = new LinkedHashMap<>();
    private double since;
    private State state;
    private final double[] halted;
    private final double[] overloaded;

    private Downtime(NetworkMap map, long seed, int years) {
        this.map = map;
        dice = new Dice(seed, "downtime");
        int sites = map.sites().size();
        lost = new int[sites];
        admitted = new boolean[sites];
        operator = new Party[sites];
        jurisdiction = new Party[sites];
        for (int i = 0; i < sites; i++) {
            Site site = map.sites().get(i);
            admitted[i] = map.policy().admits(site.jurisdiction());
            operator[i] = operators.computeIfAbsent(site.operator(), any -> new Party());
            jurisdiction[i] = jurisdictions.computeIfAbsent(site.jurisdiction(), any -> new Party());
        }
        halted = new double[years];
        overloaded = new double[years];
        state = Remainder.without(map, site -> false).state();
    }

    /** So many years of a network. */
    static Hours simulate(NetworkMap map, long seed, int years) {
        Downtime run = new Downtime(map, seed, years);
        run.begin();
        double end = years * HOURS;
        while (run.hour() < end && run.agenda.step()) {
            // Each step is something that stops or comes back.
        }
        run.count(Math.min(run.hour(), end));
        double mean = Arrays.stream(run.halted).average().orElse(0);
        double busy = Arrays.stream(run.overloaded).average().orElse(0);
        return new Hours(
                mean,
                busy,
                worst(run.halted),
                worst(run.overloaded),
                mean * map.cost().haltedHour() + busy * map.cost().overloadedHour());
    }

    private static double worst(double[] years) {
        double[] sorted = years.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * WORST))];
    }

    private double hour() {
        return agenda.now() / UNIT;
    }

    private void begin() {
        for (int i = 0; i < map.sites().size(); i++) {
            int site = i;
            for (int node = 0; node < map.sites().get(i).nodes(); node++) {
                repeat(map.rates().nodePerYear(), map.rates().nodeHours(), by -> lost[site] += by);
            }
        }
        for (Party one : operators.values()) {
            repeat(map.rates().operatorPerYear(), map.rates().operatorHours(), by -> one.stopped += by);
        }
        for (Party one : jurisdictions.values()) {
            repeat(map.rates().jurisdictionPerYear(), map.rates().jurisdictionHours(), by -> one.stopped += by);
        }
    }

    /** Something stops and comes back again and again; {@code change} is told 1 and -1. */
    private void repeat(double perYear, double hours, IntConsumer change) {
        if (perYear <= 0) {
            return;
        }
        after(dice.exponential(HOURS / perYear), () -> {
            change(change, 1);
            after(dice.exponential(hours), () -> {
                change(change, -1);
                repeat(perYear, hours, change);
            });
        });
    }

    private void after(double hours, Runnable act) {
        agenda.after((long) (Math.min(hours, 1e9) * UNIT), act);
    }

    private void change(IntConsumer change, int by) {
        count(hour());
        change.accept(by);
        state = now();
    }

    private State now() {
        int turn = ++turns;
        int operators = 0;
        int jurisdictions = 0;
        long nodes = 0;
        for (int i = 0; i < lost.length; i++) {
            int left = map.sites().get(i).nodes() - lost[i];
            if (admitted[i] && left > 0 && operator[i].stopped == 0 && jurisdiction[i].stopped == 0) {
                nodes += left;
                operators += operator[i].countedIn(turn) ? 0 : 1;
                jurisdictions += jurisdiction[i].countedIn(turn) ? 0 : 1;
            }
        }
        return Remainder.state(map, operators, jurisdictions, nodes);
    }

    /** Puts the time since the last change into the years that it belongs to. */
    private void count(double until) {
        double[] hours = switch (state) {
            case RUNNING -> new double[0];
            case OVERLOADED -> overloaded;
            case HALTED -> halted;
        };
        for (double at = since; hours.length > 0 && at < until; ) {
            int year = (int) Math.min(hours.length - 1L, (long) (at / HOURS));
            double end = year == hours.length - 1 ? until : Math.min(until, (year + 1) * HOURS);
            hours[year] += end - at;
            at = end;
        }
        since = until;
    }
}
