package io.bulwark.cluster.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Whom a job asks to come for work, and whether a slow prover should leave what there is to faster ones. Twice as many are asked as there are tasks: who comes
 * first gets the best one, who comes late gets none (late binding: K. Ousterhout and others, Sparrow, SOSP 2013), and the death of one who was asked costs
 * nothing.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 *
 * @param <P> names a prover
 */
final class Invitations<P extends Comparable<P>> {
    private static final int FOR_EACH_TASK = 2;
    /** A prover that is not this many times as fast is no reason to wait. */
    private static final int MUCH_FASTER = 2;

    /** @param rate steps a second; 0 if it is not known */
    private record Idle(long rate, long since) {}

    private final long patience;
    private final Map<P, Idle> idle = new HashMap<>();
    private int turn;

    /**
     * Nobody is known to be idle.
     *
     * @param patience for how long a task waits for a faster prover that was idle, in nanoseconds
     */
    Invitations(long patience) {
        this.patience = patience;
    }

    /** Those to ask for so many tasks: idle ones first, the fastest of them first, then the others in turn. */
    List<P> ask(int tasks, Collection<P> reachable) {
        long wanted = Math.min((long) FOR_EACH_TASK * tasks, reachable.size());
        List<P> asked = new ArrayList<>(idle.keySet());
        asked.retainAll(reachable);
        asked.sort((one, two) -> {
            int byRate = Long.compare(idle.get(two).rate(), idle.get(one).rate());
            return byRate != 0 ? byRate : one.compareTo(two);
        });
        List<P> others = new ArrayList<>(new TreeSet<>(reachable));
        others.removeAll(asked);
        while (asked.size() < wanted) {
            asked.add(others.remove(turn % others.size()));
        }
        turn++;
        return List.copyOf(asked.subList(0, (int) wanted));
    }

    /** A prover came for work and got none. */
    void inVain(P prover, long rate, long now) {
        idle.put(prover, new Idle(rate, now));
    }

    /** A prover got a task, or is gone. */
    void notIdle(P prover) {
        idle.remove(prover);
    }

    /**
     * Whether so many tasks are better left to others: as many idle provers are much faster than this one, and have been so for no longer than the patience, in
     * which they come if they still can.
     */
    boolean leave(P prover, long rate, int tasks, long now) {
        long faster = idle.entrySet().stream()
                .filter(other -> !other.getKey().equals(prover))
                .map(Map.Entry::getValue)
                .filter(other -> now - other.since() <= patience)
                .filter(other -> rate > 0 && other.rate() / MUCH_FASTER >= rate)
                .count();
        return faster >= tasks;
    }
}
