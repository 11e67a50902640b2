package io.bulwark.cluster.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Whom a job asks to come for work, and whether a slow prover should leave what there is to faster ones. Twice as many are asked as there are tasks: who comes
 * first gets the best one, who comes late gets none (late binding: K. Ousterhout and others, Sparrow, SOSP 2013), and the death of one who was asked costs
 * nothing. As long as nobody comes they are asked again and again, less and less often: an invitation stands, so that the next one is only for those that were lost,
 * and thousands of jobs that wait cost little.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 *
 * @param <P> names a prover
 */
final class Invitations<P extends Comparable<? super P>> {
    /** More are not worth it: each that comes when the tasks are gone has lost a round trip. */
    private static final int FOR_EACH_TASK = 2;
    /** So few provers are all asked: who is idle is not known before it has come. */
    static final int FEW = 32;
    /** A prover that is not this many times as fast is no reason to wait. */
    private static final int MUCH_FASTER = 2;
    /** The longest pause between two invitations that bring nobody, by the patience. */
    private static final int LONGEST_PAUSE = 16;

    /** A prover that came in vain, and perhaps has been asked to come again. */
    private static final class Idle {
        private final long rate;
        private boolean asked;
        private long askedAt;

        /** @param rate steps a second; 0 if it is not known */
        private Idle(long rate) {
            this.rate = rate;
        }

        /** Whether it was asked and has not come, as an idle one would have. */
        private boolean busy(long now, long patience) {
            return asked && now - askedAt > patience;
        }

        private void ask(long now) {
            if (!asked) {
                asked = true;
                askedAt = now;
            }
        }
    }

    private final long patience;
    private final Map<P, Idle> idle = new HashMap<>();
    /** Who was asked and has not come in vain since, and when that was. */
    private final Map<P, Long> standing = new HashMap<>();
    /** Those that can be reached, in one order. */
    private List<P> reachable = List.of();

    private int turn;
    /** Whether anything has happened since somebody was asked: whoever came, or can be reached now. */
    private boolean news = true;

    private int askedFor;
    private long askedAt;
    private long pause;

    /**
     * Nobody can be reached.
     *
     * @param patience for how long after it was asked a faster prover is waited for, in nanoseconds
     * @param turn whose turn it is first: another number for each job, or all jobs would ask the same ones
     */
    Invitations(long patience, int turn) {
        this.patience = patience;
        this.turn = turn;
    }

    /** These can be reached from now on, and no others. */
    void reachable(Collection<P> provers) {
        reachable = provers.stream().sorted().toList();
        idle.keySet().retainAll(provers);
        standing.keySet().retainAll(provers);
        news = true;
    }

    /**
     * Those to ask now for so many tasks: idle ones first, the fastest of them first, then the others in turn; nobody while all who were asked are busy. Who was
     * asked and has not come need not be asked again when others have come, for it still will.
     */
    Collection<P> ask(int tasks, long now) {
        boolean more = news || tasks > askedFor;
        askedFor = tasks;
        if (!more && now - askedAt < pause) {
            return List.of();
        }
        pause = more ? patience : Math.min(2 * pause, LONGEST_PAUSE * patience);
        askedAt = now;
        news = false;
        standing.values().removeIf(since -> now - since > LONGEST_PAUSE * patience);
        idle.values().removeIf(other -> other.busy(now, patience));
        int wanted = more ? wanted(tasks) - standing.size() : Math.min(wanted(tasks), again());
        Set<P> asked = new LinkedHashSet<>();
        known().limit(Math.max(0, wanted)).forEach(asked::add);
        asked.forEach(prover -> idle.get(prover).ask(now));
        for (int i = 0; i < reachable.size() && asked.size() < wanted; i++) {
            turn = Math.floorMod(turn + 1, reachable.size());
            if (!more || !standing.containsKey(reachable.get(turn))) {
                asked.add(reachable.get(turn));
            }
        }
        asked.forEach(prover -> standing.put(prover, now));
        return asked;
    }

    /** Where all who were asked are busy, most others are, too: one more is asked, in case an invitation was lost. */
    private int again() {
        return reachable.size() <= FEW ? FEW : 1;
    }

    private int wanted(int tasks) {
        if (tasks == 0 || reachable.size() <= FEW) {
            return tasks == 0 ? 0 : reachable.size();
        }
        return (int) Math.min((long) FOR_EACH_TASK * tasks, reachable.size());
    }

    /** Idle ones that are not asked, the fastest first. */
    private Stream<P> known() {
        return idle.keySet().stream()
                .filter(prover -> !standing.containsKey(prover))
                .sorted((one, two) -> {
                    int byRate = Long.compare(idle.get(two).rate, idle.get(one).rate);
                    return byRate != 0 ? byRate : one.compareTo(two);
                });
    }

    /** A prover came for work and got none. */
    void inVain(P prover, long rate) {
        idle.put(prover, new Idle(rate));
        standing.remove(prover);
        news = true;
    }

    /** A prover got a task. When it has done it, it comes again: its invitation stands. */
    void notIdle(P prover) {
        idle.remove(prover);
        news = true;
    }

    boolean someIdle() {
        return !idle.isEmpty();
    }

    /**
     * Whether all tasks are better left to others: as many idle provers are much faster than this one, and are still waited for. Each is waited for once: who has
     * not come within the patience counts again only after it has come in vain.
     *
     * @param rate how fast the prover is, in steps a second; 0 if it is not known
     * @param tasks how many tasks there are, at least 1
     * @param may whether one who comes could get one of them
     */
    boolean leave(P prover, long rate, int tasks, Predicate<P> may, long now) {
        if (rate <= 0 || idle.size() < tasks) {
            return false;
        }
        List<Idle> faster = idle.entrySet().stream()
                .filter(other -> !other.getKey().equals(prover))
                .filter(other -> other.getValue().rate / MUCH_FASTER >= rate)
                .filter(other -> !other.getValue().busy(now, patience))
                .filter(other -> may.test(other.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        faster.forEach(other -> other.ask(now));
        return faster.size() >= tasks;
    }
}
