package io.bulwark.cluster.job;

import static io.bulwark.cluster.job.Outlook.add;

import io.bulwark.cluster.job.ShareFlow.Place;
import io.bulwark.protocol.Compliance;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.Policy;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who may prove which segments of a job under its policy, and which proofs count for it.
 *
 * <p>A member gets a segment only if the rest can then still be proved so that the whole policy holds: by the members at hand, or by these and ones that were at
 * hand before and may come back. So no choice leads where no way leads on. A proof counts only while the same is true of it; one that does not is kept in mind,
 * and its segment is to be proved again elsewhere ({@link #again}). Where members are {@linkplain #forgetAbsent lost for good},
 * proofs that stand in the way of all others are set aside likewise, as few as can be, and only if the members at hand can then do the job. A job that cannot go on waits, and {@link #waiting} says what is missing.
 *
 * <p>Plain state: no clock, no threads, no I/O.
 */
public final class Placement {
    private final Policy policy;
    private final boolean free;

    private final Set<Place> atHand = new HashSet<>();
    /** All that were ever at hand. */
    private final Set<Place> known = new HashSet<>();

    private int segments;
    private boolean complete;
    private Outlook outlook;

    /** The proofs that count. */
    private final NavigableMap<Integer, Member> counted = new TreeMap<>();
    /** Verified proofs of segments that have none that counts, each with its makers. */
    private final NavigableMap<Integer, Set<Member>> aside = new TreeMap<>();
    /** Who is at which segment; the first one is whom it is promised to. */
    private final Map<Integer, Map<Member, Integer>> leases = new HashMap<>();
    /** Segments and who was promised them, of those that have no proof that counts. */
    private final Map<Integer, Place> promised = new HashMap<>();

    private final Map<Place, Integer> committed = new HashMap<>();
    /** What was found out since something changed. */
    private final Map<Place, Boolean> roomFor = new HashMap<>();

    /** Segments whose proof stood in the way: it counts again only if the members at hand alone can go on from it. */
    private final Set<Integer> inTheWay = new HashSet<>();

    private boolean settled;

    /** Of a job of which nothing is planned, and with no members. */
    public Placement(Policy policy) {
        this.policy = policy;
        free = policy.leastOperators() == 1 && policy.leastJurisdictions() == 1 && policy.greatestSharePercent() == 100;
        outlook = new Outlook(policy, 0, Set.of(), Set.of());
    }

    /** The provers' nodes that can be reached now and may get work. */
    public void members(Collection<Member> reachable) {
        Set<Place> places = new HashSet<>();
        reachable.stream().filter(this::admits).map(Placement::place).forEach(places::add);
        if (!places.equals(atHand)) {
            atHand.clear();
            atHand.addAll(places);
            known.addAll(places);
            moved();
        }
    }

    /**
     * Whoever is not at hand will not come back: nothing is kept for them, and proofs that stand in the way of those who are there are set aside. To be called
     * when the job has waited for long.
     */
    public void forgetAbsent() {
        if (!known.equals(atHand)) {
            known.retainAll(atHand);
            moved();
        }
    }

    /** So many segments are planned, and they are all or not. */
    public void planned(int count, boolean all) {
        if (count != segments || all != complete) {
            segments = count;
            complete = all;
            moved();
        }
    }

    /** A member is at a segment, whether or not it was asked for here. */
    public void leased(int segment, Member member) {
        leases.computeIfAbsent(segment, any -> new LinkedHashMap<>()).merge(member, 1, Integer::sum);
        promise(segment);
    }

    /** A member is no longer at a segment. */
    public void released(int segment, Member member) {
        Map<Member, Integer> holders = leases.get(segment);
        if (holders != null) {
            holders.computeIfPresent(member, (any, count) -> count == 1 ? null : count - 1);
            if (holders.isEmpty()) {
                leases.remove(segment);
            }
        }
        promise(segment);
    }

    /** A member's proof of a segment is verified. */
    public void proven(int segment, Member maker) {
        leases.remove(segment);
        if (!counted.containsKey(segment)) {
            aside.computeIfAbsent(segment, any -> new HashSet<>()).add(maker);
            promise(segment);
            changed();
            settle();
        }
    }

    /** Whether a member may work for the job at all: join proofs, finish the last one, plan the run. */
    public boolean admits(Member member) {
        return policy.admits(member.jurisdiction());
    }

    /** Whether a member may have a segment. */
    public boolean mayProve(int segment, Member member) {
        settle();
        if (!admits(member) || counted.containsKey(segment)) {
            return false;
        }
        Place before = promised.get(segment);
        Place place = place(member);
        if (free || place.equals(before)) {
            return true;
        }
        return before == null ? roomFor(place) : outlook.leadsOn(add(add(committed, before, -1), place, 1));
    }

    /** Whether the proof of a segment, or one of them, counts. */
    public boolean counts(int segment) {
        settle();
        return counted.containsKey(segment);
    }

    /** Who made the proof of each segment that counts. */
    public Map<Integer, Member> makers() {
        settle();
        return Map.copyOf(counted);
    }

    /** Whether each segment of the whole run has a proof that counts, and the policy holds. */
    public boolean satisfied() {
        settle();
        return complete
                && counted.size() == segments
                && Compliance.breaches(policy, counted.values(), List.of()).isEmpty();
    }

    /** Segments that have proofs of which none counts, and that nobody is at: they are to be proved again. */
    public NavigableSet<Integer> again() {
        settle();
        NavigableSet<Integer> open = new TreeSet<>(aside.keySet());
        open.removeAll(leases.keySet());
        return open;
    }

    /** What is missing, if there are segments to prove that nobody at hand may have; empty as well when nothing is left to do. */
    public Optional<String> waiting() {
        settle();
        if (counted.size() + promised.size() >= segments
                || atHand.stream().anyMatch(place -> free || outlook.leadsOn(add(committed, place, 1)))) {
            return Optional.empty();
        }
        return Optional.of(new Missing(policy, segments, complete, committed, atHand).words());
    }

    private static Place place(Member member) {
        return new Place(member.operator(), member.jurisdiction());
    }

    private void moved() {
        outlook = new Outlook(policy, segments, Set.copyOf(atHand), Set.copyOf(known));
        changed();
    }

    private void changed() {
        roomFor.clear();
        settled = false;
    }

    private void promise(int segment) {
        Place before = promised.get(segment);
        Map<Member, Integer> holders = leases.getOrDefault(segment, Map.of());
        Optional<Place> now = counted.containsKey(segment)
                ? Optional.empty()
                : holders.keySet().stream()
                        .filter(this::admits)
                        .map(Placement::place)
                        .filter(place ->
                                free || place.equals(before) || outlook.leadsOn(add(without(before), place, 1)))
                        .findFirst();
        promised.remove(segment);
        now.ifPresent(place -> promised.put(segment, place));
        if (!now.equals(Optional.ofNullable(before))) {
            Optional.ofNullable(before).ifPresent(place -> commit(place, -1));
            now.ifPresent(place -> commit(place, 1));
            changed();
        }
    }

    private void commit(Place place, int more) {
        committed.merge(place, more, Integer::sum);
        committed.remove(place, 0);
    }

    /** Counts what can count, and sets aside what stands in the way, if nobody can go on otherwise. */
    private void settle() {
        if (settled) {
            return;
        }
        settled = true;
        boolean hopeless = !free && !outlook.suffices(committed);
        for (int segment : List.copyOf(aside.keySet())) {
            aside.get(segment).stream()
                    .filter(this::admits)
                    .filter(maker -> free || mayCount(segment, place(maker), hopeless))
                    .findFirst()
                    .ifPresent(maker -> count(segment, maker));
        }
        if (!free && complete && known.equals(atHand) && stuck()) {
            setAside();
        }
    }

    /** @param hopeless whether the members at hand cannot do the job anyway, so that what others are needed for is not known */
    private boolean mayCount(int segment, Place place, boolean hopeless) {
        Place before = promised.get(segment);
        if (inTheWay.contains(segment)) {
            return outlook.leadsOnNow(add(without(before), place, 1));
        }
        boolean leadsOn = before == null ? roomFor(place) : outlook.leadsOn(add(without(before), place, 1));
        return leadsOn || (hopeless && outlook.conceivable(add(without(before), place, 1)));
    }

    private boolean roomFor(Place place) {
        return roomFor.computeIfAbsent(place, any -> outlook.leadsOn(add(committed, place, 1)));
    }

    /** What is committed without what is promised there. */
    private Map<Place, Integer> without(Place promise) {
        return promise == null ? committed : add(committed, promise, -1);
    }

    private void count(int segment, Member maker) {
        aside.remove(segment);
        inTheWay.remove(segment);
        counted.put(segment, maker);
        promise(segment);
        commit(place(maker), 1);
        roomFor.clear();
    }

    /** Whether there are segments that nobody has, and nobody at hand may have. */
    private boolean stuck() {
        return counted.size() + promised.size() < segments
                && atHand.stream().noneMatch(place -> outlook.leadsOn(add(committed, place, 1)));
    }

    /** As few proofs as can be no longer count, if the members at hand can then prove all. */
    private void setAside() {
        if (!outlook.suffices(committed)) {
            return;
        }
        Map<Place, Integer> surplus = outlook.surplus(committed);
        for (int segment : List.copyOf(counted.descendingKeySet())) {
            Member maker = counted.get(segment);
            Place place = place(maker);
            if (surplus.getOrDefault(place, 0) > 0) {
                surplus.merge(place, -1, Integer::sum);
                counted.remove(segment);
                commit(place, -1);
                aside.computeIfAbsent(segment, any -> new HashSet<>()).add(maker);
                inTheWay.add(segment);
            }
        }
        roomFor.clear();
    }
}
