package io.bulwark.cluster.demo;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides whom to kill, and when: first a prover that is not the job's node, in another region if there is one, once some intervals are proven; then, when the others have removed
 * it and the job knows, the job's node, whichever that is. (Two dead of four at the same time would be no minority, and everybody left would have to stop.)
 *
 * <p>Plain state.
 */
final class Disturbance {
    /** What a kill is meant to show. */
    enum Role {
        PROVER("a prover"),
        JOB("the job's node");

        private final String words;

        Role(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Somebody to be killed now. */
    record Victim(NodeId node, Role role) {}

    private final List<Member> nodes;
    private final int membersAtFirst;
    private final List<Victim> victims = new ArrayList<>();

    /**
     * Nobody has been killed yet.
     *
     * @param members how many members the cluster has, gateways included
     */
    Disturbance(List<Member> nodes, int members) {
        this.nodes = List.copyOf(nodes);
        membersAtFirst = members;
    }

    /** Whom to kill now, if anybody. Whoever is named is taken for dead from now on. */
    Optional<Victim> next(JobStatus status, int members) {
        // Behind the last interval's proof there is nothing left to disturb, unless there are pieces to be joined.
        boolean over = status.tasks() > 0
                && status.proven() == status.tasks()
                && status.folds().pieces() <= 1;
        boolean proving = status.phase() == JobStatus.Phase.PROVING && !over;
        Optional<Victim> victim = Optional.empty();
        if (proving && victims.isEmpty() && status.proven() > 0) {
            victim = nodes.stream()
                    .filter(node -> !node.node().equals(status.home().node()))
                    .max(Comparator.comparing(node -> !node.region().equals(region(status))))
                    .map(node -> new Victim(node.node(), Role.PROVER));
        } else if (proving && victims.size() == 1 && removed(status, members)) {
            victim = Optional.of(new Victim(status.home().node(), Role.JOB));
        }
        victim.ifPresent(victims::add);
        return victim;
    }

    /** Where the job runs. */
    private Region region(JobStatus status) {
        return nodes.stream()
                .filter(node -> node.node().equals(status.home().node()))
                .map(Member::region)
                .findFirst()
                .orElseThrow();
    }

    /** Whether the first victim is no member any more, and the job does not count what it held. */
    private boolean removed(JobStatus status, int members) {
        return members < membersAtFirst && status.kept().nodes() <= members;
    }

    /** Whether all that were to be killed have been. */
    boolean done() {
        return victims.size() == Role.values().length;
    }
}
