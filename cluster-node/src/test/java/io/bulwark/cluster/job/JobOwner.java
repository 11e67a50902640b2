package io.bulwark.cluster.job;

import static io.bulwark.cluster.job.JobLedgerTest.LEASE;
import static io.bulwark.cluster.job.JobLedgerTest.at;
import static io.bulwark.cluster.job.JobLedgerTest.task;

import io.bulwark.protocol.Fact;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import io.bulwark.protocol.TaskName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** One owner of the job: ledger and placement as a run has them. It begins with what is kept, and knows nothing else. */
final class JobOwner {
    /** What a verification ends with. */
    enum Verdict {
        VALID,
        WRONG,
        UNAVAILABLE
    }

    private final JobWorld world;
    private final Placement placement;
    private JobLedger ledger = new JobLedger(LEASE);
    /** Verified, each with its maker; several of one segment. */
    private final Map<Integer, List<Fact>> verified = new TreeMap<>();

    private final Map<ProverId, Integer> holders = new HashMap<>();
    /** Nodes that sent something wrong. */
    private final Set<NodeId> barred = new HashSet<>();

    /** Segments of which the ledger knows that they are done. */
    private final Set<Integer> given = new HashSet<>();

    private int planned;

    JobOwner(JobWorld world) {
        this.world = world;
        placement = new Placement(world.policy);
        world.kept().forEach(fact -> offer(fact, true));
    }

    void plan(int segments) {
        if (planned < segments) {
            ledger.plan(task(planned), at(planned + 1));
            planned++;
            placement.planned(planned, planned == segments);
            if (planned == segments) {
                ledger.complete();
            }
        }
    }

    void offer(Fact fact, boolean recalled) {
        release(fact.prover());
        ledger.offer(new Offer(fact, null, recalled), world.now());
    }

    void verify(Function<Fact, Verdict> check) {
        ledger.nextToVerify().ifPresent(offer -> {
            switch (check.apply(offer.fact())) {
                case WRONG -> {
                    ledger.refused(offer);
                    barred.add(offer.fact().prover().node());
                }
                case UNAVAILABLE -> ledger.unavailable(offer);
                case VALID -> valid(offer);
            }
        });
    }

    private void valid(Offer offer) {
        Fact fact = offer.fact();
        int segment = fact.task().name().span().first();
        world.keep(fact);
        verified.computeIfAbsent(segment, any -> new ArrayList<>()).add(fact);
        look();
        placement.proven(segment, fact.maker());
        if (placement.counts(segment)) {
            ledger.verified(offer);
            given.add(segment);
        } else {
            ledger.unavailable(offer);
        }
    }

    Optional<Integer> pull(ProverId prover) {
        look();
        Optional<Task> task = ledger.pull(prover, world.now());
        if (task.isEmpty() || barred.contains(prover.node())) {
            return Optional.empty();
        }
        int segment = task.get().name().span().first();
        if (placement.mayProve(segment, world.member(prover))) {
            release(prover);
            holders.put(prover, segment);
            placement.leased(segment, world.member(prover));
            return Optional.of(segment);
        }
        ledger.gone(prover);
        return Optional.empty();
    }

    private void look() {
        placement.members(world.atHand().stream()
                .filter(member -> !barred.contains(member.node()))
                .toList());
    }

    private void release(ProverId prover) {
        Integer segment = holders.remove(prover);
        if (segment != null) {
            placement.released(segment, world.member(prover));
        }
    }

    Optional<String> giveBack(ProverId prover, TaskName task) {
        release(prover);
        return ledger.giveBack(prover, task, "it failed", world.now());
    }

    void gone(ProverId prover) {
        release(prover);
        ledger.gone(prover);
    }

    void expire() {
        ledger.expire(world.now());
    }

    /** What nobody came back for is set aside, and the ledger begins again with what counts. */
    void longWaited() {
        look();
        List.copyOf(holders.keySet()).forEach(this::release);
        if (placement.waiting().isPresent()) {
            placement.forgetAbsent();
        }
        if (!placement.makers().keySet().equals(given)) {
            ledger = new JobLedger(LEASE);
            given.clear();
            for (int segment = 0; segment < planned; segment++) {
                ledger.plan(task(segment), at(segment + 1));
            }
            if (planned == world.segments) {
                ledger.complete();
            }
            placement.makers().keySet().forEach(segment -> {
                ledger.offer(new Offer(counting(segment).orElseThrow(), null, true), world.now());
                ledger.nextToVerify().ifPresent(ledger::verified);
                given.add(segment);
            });
        }
    }

    private Optional<Fact> counting(int segment) {
        return verified.getOrDefault(segment, List.of()).stream()
                .filter(fact -> fact.maker().equals(placement.makers().get(segment)))
                .findFirst();
    }

    /** The facts that the whole is made of, once there are all and they are whom the policy asks for. */
    Optional<List<Fact>> whole() {
        if (planned < world.segments || !placement.satisfied()) {
            return Optional.empty();
        }
        List<Fact> facts = new ArrayList<>();
        for (int segment = 0; segment < planned; segment++) {
            facts.add(counting(segment).orElseThrow());
        }
        return Optional.of(facts);
    }

    @Override
    public String toString() {
        return "planned " + planned + ", proven " + ledger.proven() + ", counted " + placement.makers() + ", again "
                + placement.again() + ", open " + ledger.hasOpen() + ", held " + holders + ", barred " + barred + ", "
                + placement.waiting();
    }

    Optional<String> waits() {
        look();
        return placement.waiting();
    }
}
