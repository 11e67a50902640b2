package io.bulwark.cluster.job;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

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
    private static final int FOR_EACH_TASK = 2;
    /** Fewer are not worth choosing among: busy ones come late, and who is idle is not known before it has come. */
    static final int LEAST_ASKED = 32;
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

        private void ask(long now) {
            if (!asked) {
                asked = true;
                askedAt = now;
            }
        }
    }

    private final long patience;
    private final Map<P, Idle> idle = new HashMap<>();
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
     */
    Invitations(long patience) {
        this.patience = patience;
    }

    /** These can be reached from now on, and no others. */
    void reachable(Collection<P> provers) {
        reachable = provers.stream().sorted().toList();
        idle.keySet().retainAll(provers);
        news = true;
    }

    /** Those to ask now for so many tasks: idle ones first, the fastest of them first, then the others in turn; nobody while all who were asked are busy. */
    Collection<P> ask(int tasks, long now) {
        boolean more = news || tasks > askedFor;
        askedFor = tasks;
        if (!more && now - askedAt < pause) {
            return List.of();
        }
        pause = more ? patience : Math.min(2 * pause, LONGEST_PAUSE * patience);
        askedAt = now;
        news = false;
        int wanted =
                tasks == 0 ? 0 : (int) Math.min(Math.max((long) FOR_EACH_TASK * tasks, LEAST_ASKED), reachable.size());
        List<P> known = new ArrayList<>(idle.keySet());
        known.sort((one, two) -> {
            int byRate = Long.compare(idle.get(two).rate, idle.get(one).rate);
            return byRate != 0 ? byRate : one.compareTo(two);
        });
        Set<P> asked = new LinkedHashSet<>(known.subList(0, Math.min(wanted, known.size())));
        asked.forEach(prover -> idle.get(prover).ask(now));
        while (asked.size() < wanted) {
            turn = (turn + 1) % reachable.size();
            asked.add(reachable.get(turn));
        }
        return asked;
    }

    /** A prover came for work and got none. */
    void inVain(P prover, long rate) {
        idle.put(prover, new Idle(rate));
        news = true;
    }

    /** A prover got a task. */
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
                .filter(other -> !other.getValue().asked || now - other.getValue().askedAt <= patience)
                .filter(other -> may.test(other.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        faster.forEach(other -> other.ask(now));
        return faster.size() >= tasks;
    }
}
