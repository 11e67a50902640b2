package io.bulwark.simulation.world;

import io.bulwark.protocol.Compliance;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.OperatorId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Watches what must hold: I1 to I4 of the design, and of what it says of policies (I6) and of operators set aside (I7). (I5, that a seed replays, is seen from outside.) */
final class Invariants {
    private static final int SHOWN = 20;

    private final World world;
    private final Set<JobId> accepted = new HashSet<>();
    private final Map<JobId, Integer> heights = new HashMap<>();
    /** By node, whose operators it has seen to send something wrong. */
    private final Map<Integer, Set<OperatorId>> caught = new HashMap<>();

    private final List<String> broken = new ArrayList<>();

    Invariants(World world) {
        this.world = world;
    }

    /** The submitter has been told that the job is accepted. */
    void accepted(JobId job) {
        accepted.add(job);
    }

    boolean isAccepted(JobId job) {
        return accepted.contains(job);
    }

    /** A node's record of a job changes: a standing never moves down, and what was said to be the end changes only where there was a cut. */
    void observed(Node node, Statement statement, Optional<JobRecord> before, JobRecord after) {
        int height = after.standing().height();
        int was = before.map(record -> record.standing().height()).orElse(0);
        if (height < was) {
            broken("I3: job " + statement.number() + " fell from " + name(was) + " to " + name(height) + " on "
                    + node.member().node());
        }
        if (height == 0) {
            return;
        }
        Integer first = heights.putIfAbsent(statement.id(), height);
        if (first == null) {
            world.ended(statement);
        } else if (first != height) {
            heights.put(statement.id(), Math.max(first, height));
            if (!world.mayDisagree() && !after.cancelRequested()) {
                broken("I3: job " + statement.number() + " is " + name(height) + " on "
                        + node.member().node() + " and was " + name(first) + " without a cut");
            }
        }
        if (after.standing() instanceof Standing.Succeeded succeeded) {
            succeeded(statement, succeeded);
        }
        if (after.standing() instanceof Standing.Failed failed && first == null) {
            broken("I1: job " + statement.number() + ", which can be proved, failed: " + failed.cause());
        }
    }

    private void succeeded(Statement statement, Standing.Succeeded succeeded) {
        var outcome = succeeded.outcome();
        boolean whole = outcome.claim().equals(statement.claim(new io.bulwark.protocol.Span(0, statement.segments())));
        if (!whole || !world.truth().proves(statement.id(), outcome.proof().id(), outcome.claim())) {
            broken("I2: job " + statement.number() + " succeeded with a proof that does not verify for its statement");
        }
    }

    /** A job is to succeed with these proofs, one of each task that counts: those have made them whom its policy asks for. */
    void made(Statement statement, Collection<Fact> facts) {
        Policy policy = statement.spec().policy();
        if (policy.equals(Policy.NONE)) {
            return;
        }
        List<Member> segments = new ArrayList<>();
        List<Member> folds = new ArrayList<>();
        facts.forEach(fact -> (fact.task().name().stage() == Stage.SEGMENT ? segments : folds).add(fact.maker()));
        Compliance.breaches(policy, segments, folds)
                .forEach(breach -> broken("I6: job " + statement.number() + " succeeded, and " + breach));
        if (segments.size() != statement.segments()) {
            broken("I6: job " + statement.number() + " succeeded, and of " + statement.segments()
                    + " segments it is known of " + segments.size() + " who proved them");
        }
    }

    /** A node has seen that an operator sent something wrong. */
    void caught(Node at, OperatorId operator) {
        caught.computeIfAbsent(at.index(), any -> new HashSet<>()).add(operator);
    }

    /** A node has heard that the operator may work again. */
    void released(Node at, OperatorId operator) {
        caught.getOrDefault(at.index(), new HashSet<>()).remove(operator);
    }

    /** A job's node gives a task to a prover. */
    void given(Node at, Node prover) {
        OperatorId operator = prover.member().operator();
        if (!caught.isEmpty() && caught.getOrDefault(at.index(), Set.of()).contains(operator)) {
            broken("I7: " + at.member().node() + " gave work to "
                    + prover.member().node() + ", though " + operator
                    + " had sent it something wrong and was not released");
        }
    }

    /** Whether all has ended, and all know it. */
    boolean settled() {
        return world.submitters().allSubmitted()
                && world.now() > lastFault()
                && world.nodes().stream().allMatch(Node::runs)
                && world.statements().stream().allMatch(statement -> isAccepted(statement.id()))
                && world.regions().replicas().stream().allMatch(this::knowsAllEnds);
    }

    private boolean knowsAllEnds(Node replica) {
        return world.statements().stream()
                .allMatch(statement -> replica.store()
                        .record(statement.id())
                        .map(record -> record.standing()
                                        .equals(world.regions()
                                                .replicas()
                                                .getFirst()
                                                .store()
                                                .record(statement.id())
                                                .map(JobRecord::standing)
                                                .orElse(null))
                                && record.standing().terminal())
                        .orElse(false));
    }

    private long lastFault() {
        return world.scenario().plan().stream()
                .mapToLong(fault -> fault.until() == Long.MAX_VALUE ? 0 : fault.until())
                .max()
                .orElse(0);
    }

    /** A prover has so many reservations. */
    void queued(int reservations) {
        if (reservations > world.scenario().jobs()) {
            broken("I4: a prover has " + reservations + " reservations of "
                    + world.scenario().jobs() + " jobs");
        }
    }

    /** A job has planned so many intervals. */
    void tasks(Statement statement, int planned) {
        if (planned > statement.segments()) {
            broken("I4: job " + statement.number() + " has " + planned + " intervals of " + statement.segments());
        }
    }

    /** The run is over: every accepted job has ended, everywhere in the same way, and its proof can be had. */
    void end(boolean inTime) {
        for (Statement statement : world.statements()) {
            if (!accepted.contains(statement.id())) {
                if (inTime) {
                    broken("I1: job " + statement.number() + " was never accepted");
                }
                continue;
            }
            Set<Standing> ends = new HashSet<>();
            for (Node replica : world.regions().replicas()) {
                if (replica.runs() && replica.isMember() && !replica.store().isFull()) {
                    ends.add(replica.store()
                            .record(statement.id())
                            .map(JobRecord::standing)
                            .orElse(new Standing.Open()));
                }
            }
            if (ends.size() != 1 || !ends.iterator().next().terminal()) {
                broken("I1: job " + statement.number() + " was accepted, and at the end it is "
                        + ends.stream().map(s -> name(s.height())).sorted().toList() + waiting(statement));
            } else if (ends.iterator().next() instanceof Standing.Succeeded succeeded && !held(statement, succeeded)) {
                broken("I2: job " + statement.number() + " succeeded, and no node has its proof");
            }
        }
        if (!inTime) {
            broken("I4: the run did not end in time");
        }
    }

    /** What its nodes say that a job waits for. */
    private String waiting(Statement statement) {
        return world.nodes().stream()
                .flatMap(node -> node.job(statement.id()).stream())
                .flatMap(job -> job.waiting().stream())
                .distinct()
                .collect(Collectors.joining("; ", " ", ""));
    }

    private boolean held(Statement statement, Standing.Succeeded succeeded) {
        return world.nodes().stream()
                .anyMatch(node -> node.store()
                        .holds(statement.id(), succeeded.outcome().proof().id()));
    }

    private static String name(int height) {
        return List.of("open", "failed", "cancelled", "succeeded").get(height);
    }

    private void broken(String how) {
        if (broken.size() < SHOWN) {
            broken.add("at %.3f s %s".formatted(world.now() / 1e9, how));
        }
    }

    /** What did not hold, the first ones. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    boolean anyBroken() {
        return !broken.isEmpty();
    }

    /** How a job stands: 0 open to 3 succeeded. */
    int height(JobId job) {
        return heights.getOrDefault(job, 0);
    }
}
