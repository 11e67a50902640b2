package io.bulwark.cluster.membership;

import io.bulwark.protocol.Member;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.IdentityException;
import io.bulwark.protocol.identity.NodeCertificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who of the cluster's members is who: takes their introductions, holds them to the list of operators, and rules on members that have none. Decides only;
 * knows no actors, and time as it is told.
 */
final class Roll {
    /**
     * A member of the cluster as the cluster's own membership knows it.
     *
     * @param address "host:port"
     * @param incarnation the number of this start of its process
     * @param region the data center that it has joined in
     */
    record Seat(String address, long incarnation, String region, boolean reachable) {}

    /**
     * What is to be done about a member.
     *
     * @param down whether it is to be removed from the cluster, by this node
     * @param line why, for the log
     */
    record Ruling(String address, boolean down, String line) {}

    private static final class Entry {
        private Seat seat;
        private Optional<NodeCertificate> shown = Optional.empty();
        /** Since when it has been reachable, as far as that is known, and has had no right introduction. */
        private long lackingSince;

        private String why = "it has not introduced itself";
        private boolean ruled;

        private Entry(Seat seat, long now) {
            this.seat = seat;
            lackingSince = now;
        }

        private void lacks(String reason, long now) {
            why = reason;
            if (shown.isPresent()) {
                shown = Optional.empty();
                lackingSince = now;
                ruled = false;
            }
        }
    }

    private final String self;
    private final String region;
    private final long patience;
    private final Map<String, Entry> entries = new TreeMap<>();

    /**
     * An empty roll.
     *
     * @param self this node's "host:port"
     * @param region this node's
     * @param patience nanoseconds that a member may go without a right introduction
     */
    Roll(String self, String region, long patience) {
        this.self = self;
        this.region = region;
        this.patience = patience;
    }

    /**
     * The members of the cluster are these now.
     *
     * @param heard the regions whose members would be heard if they said something, this node's own among them
     */
    void seated(Collection<Seat> seats, Set<String> heard, long now) {
        Map<String, Seat> byAddress = new TreeMap<>();
        seats.forEach(seat -> byAddress.put(seat.address(), seat));
        entries.keySet().retainAll(byAddress.keySet());
        byAddress.forEach((address, seat) -> {
            Entry entry = entries.get(address);
            if (entry == null || entry.seat.incarnation() != seat.incarnation()) {
                entries.put(address, new Entry(seat, now));
            } else {
                // Whoever could not be reached could not introduce itself either.
                boolean audible = heard.contains(seat.region()) && seat.reachable() && entry.seat.reachable();
                if (!audible) {
                    entry.lackingSince = now;
                }
                entry.seat = seat;
            }
        });
    }

    /** Whether a member of the cluster is at that address, started as the introduction says. */
    boolean seats(Introduction introduction) {
        Entry entry = entries.get(introduction.address());
        return entry != null && entry.seat.incarnation() == introduction.incarnation();
    }

    /** A member says who it is; answers why that is not accepted, or nothing if it is. */
    Optional<String> introduced(Introduction introduction, Consortium list, Instant at, long now) {
        if (!seats(introduction)) {
            return Optional.of("no member of the cluster is at " + introduction.address() + ", started as it says");
        }
        Entry entry = entries.get(introduction.address());
        try {
            NodeCertificate shown = introduction.verified();
            Member member = list.admits(shown, at);
            Optional<String> refusal = refusal(entry, introduction, member);
            if (refusal.isPresent()) {
                entry.lacks(refusal.get(), now);
                return refusal;
            }
            entry.shown = Optional.of(shown);
            return Optional.empty();
        } catch (IdentityException e) {
            entry.lacks(e.getMessage(), now);
            return Optional.of(e.getMessage());
        }
    }

    private Optional<String> refusal(Entry entry, Introduction introduction, Member member) {
        String joinedAs = entry.seat.region();
        if (!joinedAs.equals(member.region().name()) || !joinedAs.equals(introduction.region())) {
            return Optional.of("node " + member.node() + " has joined in the region " + joinedAs
                    + ", its certificate is for the region " + member.region());
        }
        return entries.values().stream()
                .filter(other -> other != entry && other.shown.isPresent())
                .filter(other -> other.shown.get().member().node().equals(member.node()))
                .findFirst()
                .map(other -> "the node " + member + " has another's name: that of "
                        + other.shown.get().member() + " at " + other.seat.address());
    }

    /** Holds every introduction to the list as it is now, and rules on members without one; each ruling is given once. */
    List<Ruling> review(Consortium list, Instant at, long now) {
        List<Ruling> rulings = new ArrayList<>();
        for (Entry entry : entries.values()) {
            entry.shown.ifPresent(
                    shown -> stillRight(entry, shown, list, at, now).ifPresent(rulings::add));
        }
        for (Entry entry : entries.values()) {
            boolean overdue = entry.shown.isEmpty()
                    && !entry.seat.address().equals(self)
                    && entry.seat.reachable()
                    && now - entry.lackingSince > patience;
            if (overdue && !entry.ruled) {
                entry.ruled = true;
                boolean ours = entry.seat.region().equals(region) || isStrange(entry.seat.region());
                String line = "the member at " + entry.seat.address() + ", region " + entry.seat.region()
                        + ", has no right identity and gets nothing: " + entry.why
                        + (ours ? "; it is removed from the cluster" : "");
                rulings.add(new Ruling(entry.seat.address(), ours, line));
            }
        }
        return rulings;
    }

    private Optional<Ruling> stillRight(Entry entry, NodeCertificate shown, Consortium list, Instant at, long now) {
        try {
            list.admits(shown, at);
            return Optional.empty();
        } catch (IdentityException e) {
            entry.lacks(e.getMessage(), now);
            boolean expelled = e.reason() == IdentityException.Reason.EXPELLED_OPERATOR
                    && !entry.seat.address().equals(self);
            entry.ruled = expelled;
            return Optional.of(new Ruling(
                    entry.seat.address(),
                    expelled,
                    "the member at " + entry.seat.address() + " is admitted no longer: " + e.getMessage()
                            + (expelled ? "; it is removed from the cluster" : "")));
        }
    }

    /** Whether no member of that region is known, so that nobody there can rule on one of them. */
    private boolean isStrange(String other) {
        return entries.values().stream()
                .noneMatch(
                        entry -> entry.shown.isPresent() && entry.seat.region().equals(other));
    }

    /** Whose introductions are right, by their addresses. */
    Map<String, Member> members() {
        Map<String, Member> members = new TreeMap<>();
        entries.forEach((address, entry) -> entry.shown.ifPresent(shown -> members.put(address, shown.member())));
        return members;
    }

    /** Addresses of all members but this one. */
    List<Seat> others() {
        return entries.values().stream()
                .map(entry -> entry.seat)
                .filter(seat -> !seat.address().equals(self))
                .toList();
    }
}
