package io.bulwark.cluster.job;

import io.bulwark.aggregator.Width;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a job's policy is kept: {@link Placement} decides who may prove which segment and which proofs count, and this tells it what happens and has the ledger
 * do as it says. Of a job without a policy nothing is noted and everything may be.
 *
 * <p>A segment whose proof no longer counts is proved once more. A join that has taken the former proof in stays: it is as true as before, and the receipts
 * list the maker of the proof that counts.
 *
 * <p>Plain state: no clock (the caller gives the time, in nanoseconds of any one monotonic clock), no threads, no I/O.
 */
public final class PolicyDesk {
    /** What the desk tells the run. */
    public interface Listener {
        /** A verified proof counts now. */
        void counts(Offer offer, Optional<Width> width);

        /** A proof that counted does not any more. */
        void setAside(TaskName segment);
    }

    private record Verified(Offer offer, Optional<Width> width) {}

    private static final Duration GONE_FOR_GOOD = Duration.ofSeconds(10);

    private final Policy policy;
    private final boolean free;
    private final Placement placement;
    private final JobLedger ledger;
    private final Workforce workforce;
    private final Listener run;

    /** Who is known to be at which segment. */
    private final Map<Integer, Map<ProverId, Member>> at = new HashMap<>();
    /** Verified proofs, whether or not they count. */
    private final Map<Integer, List<Verified>> known = new TreeMap<>();
    /** Whose proofs the ledger has. */
    private final Map<Integer, Member> given = new HashMap<>();

    private Optional<Long> waitingSince = Optional.empty();

    /** Nothing is proved yet, and nobody at hand. */
    public PolicyDesk(Policy policy, JobLedger ledger, Workforce workforce, Listener run) {
        this.policy = policy;
        this.ledger = ledger;
        this.workforce = workforce;
        this.run = run;
        free = policy.equals(Policy.NONE);
        placement = new Placement(policy);
        if (!free) {
            ledger.table().watch(this::touched);
        }
    }

    /** Whether a prover may have a task. */
    public boolean may(ProverId prover, Task task) {
        if (free) {
            return true;
        }
        return workforce
                .member(prover.node())
                .filter(member -> task instanceof SegmentTask segment
                        ? placement.mayProve(segment.name().span().first(), member)
                        : placement.admits(member))
                .isPresent();
    }

    /** A proof has been verified: it counts at once, or later, or never. */
    public void verified(Offer offer, Optional<Width> width) {
        if (free) {
            run.counts(offer, width);
            return;
        }
        TaskName name = offer.fact().task().name();
        Member maker = offer.fact().maker();
        if (name.stage() != Stage.SEGMENT) {
            if (placement.admits(maker)) {
                run.counts(offer, width);
            } else {
                ledger.unavailable(offer);
            }
        } else {
            int segment = name.span().first();
            known.computeIfAbsent(segment, any -> new ArrayList<>()).add(new Verified(offer, width));
            look();
            placement.proven(segment, maker);
            at.remove(segment);
            if (!give(segment, placement.makers())) {
                ledger.unavailable(offer);
                touched(name);
            }
        }
    }

    /** Looks who is there and what is planned, and has proved again what has to be. */
    public void tick(long now) {
        if (free) {
            return;
        }
        look();
        settle();
        if (placement.waiting().isEmpty()) {
            waitingSince = Optional.empty();
        } else if (waitingSince.isEmpty()) {
            waitingSince = Optional.of(now);
        } else if (now - waitingSince.get() > GONE_FOR_GOOD.toNanos()) {
            placement.forgetAbsent();
            settle();
        }
    }

    /** The provers that can be reached, and what is planned. */
    void look() {
        if (!free) {
            placement.members(membersAtHand());
            placement.planned(ledger.planned(), ledger.tasks() > 0);
        }
    }

    private List<Member> membersAtHand() {
        return workforce.processes().stream()
                .filter(prover -> workforce.takesWork(prover) && !ledger.bars(prover.node()))
                .flatMap(prover -> workforce.member(prover.node()).stream())
                .toList();
    }

    /** Whether the whole run is proved by those whom the policy asks for. */
    public boolean satisfied() {
        if (!free && placement.satisfied()) {
            // Proofs may count by now that did not when they came: who made them belongs to what is told of the end.
            settle();
        }
        return free || placement.satisfied();
    }

    /** What is missing, if nobody at hand may do what is to be done. */
    public Optional<String> waiting() {
        if (free) {
            return Optional.empty();
        }
        Optional<String> missing = placement.waiting();
        if (missing.isEmpty() && membersAtHand().stream().noneMatch(placement::admits)) {
            return Optional.of("waits for provers that its policy allows: none that can be reached is "
                    + (policy.allowed().isEmpty()
                            ? "outside of " + new TreeSet<>(policy.denied())
                            : "in one of " + new TreeSet<>(policy.allowed())));
        }
        return missing;
    }

    /** Something has changed of a task: perhaps who is at it. */
    private void touched(TaskName name) {
        if (name.stage() != Stage.SEGMENT) {
            return;
        }
        int segment = name.span().first();
        Set<ProverId> now = ledger.table().at(name);
        Map<ProverId, Member> before = at.computeIfAbsent(segment, any -> new TreeMap<>());
        for (ProverId prover : List.copyOf(before.keySet())) {
            if (!now.contains(prover)) {
                placement.released(segment, before.remove(prover));
            }
        }
        for (ProverId prover : now) {
            if (!before.containsKey(prover)) {
                workforce.member(prover.node()).ifPresent(member -> {
                    before.put(prover, member);
                    placement.leased(segment, member);
                });
            }
        }
        if (before.isEmpty()) {
            at.remove(segment);
        }
    }

    /** Brings the ledger in line with which proofs count. */
    private void settle() {
        Map<Integer, Member> makers = placement.makers();
        for (int segment : List.copyOf(known.keySet())) {
            give(segment, makers);
        }
        for (int segment = 0; segment < ledger.planned(); segment++) {
            TaskName name = TaskName.segment(segment);
            if (!makers.containsKey(segment) && ledger.table().entry(name).done()) {
                ledger.reopen(segment);
                given.remove(segment);
                run.setAside(name);
            }
        }
    }

    /** Gives the ledger the proof of a segment that counts, if it has another or none; answers whether it did. */
    private boolean give(int segment, Map<Integer, Member> makers) {
        Member maker = makers.get(segment);
        if (maker == null || maker.equals(given.get(segment))) {
            return false;
        }
        Optional<Verified> counting = known.get(segment).stream()
                .filter(verified -> verified.offer().fact().maker().equals(maker))
                .findFirst();
        counting.ifPresent(verified -> {
            given.put(segment, maker);
            run.counts(verified.offer(), verified.width());
        });
        return counting.isPresent();
    }
}
