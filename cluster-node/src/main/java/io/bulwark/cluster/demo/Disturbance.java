package io.bulwark.cluster.demo;

import io.bulwark.cluster.job.JobStatus;
import io.bulwark.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whom to kill, and when: first a prover that is not the job's node, once some intervals are proven; then, when the others have removed
 * it, the job's node, whichever that is. (Two dead of four at the same time would be no minority, and everybody left would have to stop.)
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

    private final List<NodeId> nodes;
    private final int membersAtFirst;
    private final List<Victim> victims = new ArrayList<>();

    /**
     * Nobody has been killed yet.
     *
     * @param members how many members the cluster has, gateways included
     */
    Disturbance(List<NodeId> nodes, int members) {
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
                    .filter(node -> !node.equals(status.home().node()))
                    .reduce((first, second) -> second)
                    .map(node -> new Victim(node, Role.PROVER));
        } else if (proving && victims.size() == 1 && members < membersAtFirst) {
            victim = Optional.of(new Victim(status.home().node(), Role.JOB));
        }
        victim.ifPresent(victims::add);
        return victim;
    }

    /** Whether all that were to be killed have been. */
    boolean done() {
        return victims.size() == Role.values().length;
    }
}
