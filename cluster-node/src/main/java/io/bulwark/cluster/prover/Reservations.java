package io.bulwark.cluster.prover;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.SubmitterId;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The jobs that have asked a node to come for work, and which of them it turns to next: those of the highest priority, and among them the submitter
 * whose jobs have had the least of the node's time so far, and of that submitter's jobs the one that was asked longest ago.
 *
 * <p>Time given is accounted by submitter (start-time fair queueing): whoever comes back after a pause is put where the least served one is, and
 * so neither gains from having been away nor pays for what the others had meanwhile.
 *
 * <p>Plain state: no clock, no threads, no I/O. Not more than a fixed number of jobs and submitters are known at a time.
 */
public final class Reservations {
    /**
     * A job that has work.
     *
     * @param submitter whose share its tasks count to
     * @param priority the higher the earlier
     */
    public record Reservation(JobId job, SubmitterId submitter, int priority) {}

    /** How long a question to a job may stand, in nanoseconds, before the next job is asked, or the same one again. */
    public static final long PATIENCE = 3_000_000_000L;

    /** Who is asked answers sooner, in nanoseconds: from then on a job that comes again has lost the question, perhaps, for it was somewhere else. */
    public static final long ANSWERED_WITHIN = 500_000_000;

    /** What a slot counts for as long as nobody knows how long it will be taken, in nanoseconds. */
    private static final long SLICE = 1_000_000_000;

    private static final int ACCOUNTS_FOR_EACH_PLACE = 2;

    private final int places;
    /** By job; the one that was asked longest ago first. */
    private final Map<JobId, Reservation> queue = new LinkedHashMap<>();
    /** By submitter; the one that has been known for longest first. */
    private final Map<SubmitterId, Account> accounts = new LinkedHashMap<>();
    /** The least that a submitter with work has been given. It never falls. */
    private long floor;

    /** What a submitter was given. */
    private static final class Account {
        private long nanos;
        private int slots;
        private int jobs;

        private long given() {
            return nanos + slots * SLICE;
        }
    }

    /**
     * No reservations.
     *
     * @param places how many jobs may wait at a time, at least 1
     */
    public Reservations(int places) {
        if (places < 1) {
            throw new IllegalArgumentException("expected at least one place, got " + places);
        }
        this.places = places;
    }

    /**
     * A job has work. Saying so twice is saying it once; the later priority counts. When all places are taken, one of the lowest priority gives way
     * to a higher one.
     *
     * @return whether the job waits now
     */
    public boolean add(Reservation reservation) {
        Reservation known = queue.get(reservation.job());
        if (known != null && known.submitter().equals(reservation.submitter())) {
            queue.put(reservation.job(), reservation);
            return true;
        }
        remove(reservation.job());
        if (queue.size() == places) {
            Reservation least = queue.values().stream()
                    .min(Comparator.comparingInt(Reservation::priority))
                    .orElseThrow();
            if (least.priority() >= reservation.priority()) {
                return false;
            }
            remove(least.job());
        }
        queue.put(reservation.job(), reservation);
        Account account = account(reservation.submitter());
        if (account.jobs++ == 0 && account.slots == 0) {
            account.nanos = Math.max(account.nanos, floor);
        }
        return true;
    }

    /** The job has no work for now, or none any more. */
    public void remove(JobId job) {
        Reservation reservation = queue.remove(job);
        if (reservation != null) {
            account(reservation.submitter()).jobs--;
        }
    }

    /** No job waits any more. */
    public void clear() {
        List.copyOf(queue.keySet()).forEach(this::remove);
    }

    /** Whom a free slot turns to. The slot counts as the submitter's until {@link #ended}. The job goes on waiting. */
    public Optional<Reservation> next() {
        Optional<Reservation> next = queue.values().stream()
                .min(Comparator.comparingInt((Reservation r) -> -r.priority())
                        .thenComparingLong(r -> accounts.get(r.submitter()).given()));
        next.ifPresent(reservation -> {
            // Behind the submitter's other jobs.
            queue.remove(reservation.job());
            queue.put(reservation.job(), reservation);
            floor = Math.max(
                    floor,
                    accounts.values().stream()
                            .filter(a -> a.jobs > 0)
                            .mapToLong(Account::given)
                            .min()
                            .orElse(floor));
            account(reservation.submitter()).slots++;
        });
        return next;
    }

    /** The slot that {@link #next} gave is free again, after so many nanoseconds; 0 if there was no task for it. */
    public void ended(Reservation given, long nanos) {
        Account account = account(given.submitter());
        account.slots = Math.max(0, account.slots - 1);
        account.nanos += Math.max(0, nanos);
    }

    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /** How many jobs wait. */
    public int size() {
        return queue.size();
    }

    /** The jobs that wait. */
    public Collection<Reservation> waiting() {
        return List.copyOf(queue.values());
    }

    private Account account(SubmitterId submitter) {
        if (!accounts.containsKey(submitter)) {
            if (accounts.size() >= places * ACCOUNTS_FOR_EACH_PLACE) {
                accounts.entrySet().stream()
                        .filter(e -> e.getValue().jobs == 0 && e.getValue().slots == 0)
                        .findFirst()
                        .ifPresent(idle -> accounts.remove(idle.getKey()));
            }
            // Who is new, or was away for so long that it is forgotten, begins where the least served one is.
            Account account = new Account();
            account.nanos = floor;
            accounts.put(submitter, account);
        }
        return accounts.get(submitter);
    }
}
