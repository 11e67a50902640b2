package io.bulwark.cluster.job;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.ProverId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The nodes around a job that can be reached now: keepers, by node once they have answered, and provers, by process once they have come for
 * work. Plain state.
 */
final class Circle {
    private Set<ActorRef<Keeper.Command>> keepers = Set.of();
    private final Map<NodeId, ActorRef<Keeper.Command>> byNode = new HashMap<>();
    /** Keepers that have told all they know. */
    private final Set<ActorRef<Keeper.Command>> heard = new HashSet<>();
    /** Keepers that said they hold the job's input. */
    private final Set<ActorRef<Keeper.Command>> withInput = new HashSet<>();

    private Set<ActorRef<Job.Errand>> provers = Set.of();
    private final Map<ActorRef<Job.Errand>, ProverId> processes = new HashMap<>();

    /** These keepers can be reached now; answers those that are new. */
    List<ActorRef<Keeper.Command>> keepers(Set<ActorRef<Keeper.Command>> reachable) {
        List<ActorRef<Keeper.Command>> added = new ArrayList<>(reachable);
        added.removeAll(keepers);
        keepers = Set.copyOf(reachable);
        byNode.values().retainAll(keepers);
        heard.retainAll(keepers);
        withInput.retainAll(keepers);
        return added;
    }

    /** A keeper has answered: this is its node, and whether it has the input, and whether it has told all. */
    void answered(Keeper.Recalled answer) {
        if (keepers.contains(answer.keeper())) {
            byNode.put(answer.node(), answer.keeper());
            if (answer.hasInput()) {
                withInput.add(answer.keeper());
            }
            if (answer.first() + answer.facts().size() >= answer.total()) {
                heard.add(answer.keeper());
            }
        }
    }

    /** What was told so far does not count: all are to be asked again. */
    void forgetAnswers() {
        heard.clear();
    }

    /** Whether every keeper that can be reached has told all it knows. */
    boolean allHeard() {
        return !keepers.isEmpty() && heard.containsAll(keepers);
    }

    Collection<ActorRef<Keeper.Command>> keepers() {
        return keepers;
    }

    /** The nodes whose keepers have answered and can be reached. */
    Set<NodeId> keeperNodes() {
        return Set.copyOf(byNode.keySet());
    }

    Optional<ActorRef<Keeper.Command>> keeper(NodeId node) {
        return Optional.ofNullable(byNode.get(node));
    }

    List<ActorRef<Keeper.Command>> keepersWithInput() {
        return List.copyOf(withInput);
    }

    /** These provers can be reached now; answers the processes that no longer can. */
    List<ProverId> provers(Set<ActorRef<Job.Errand>> reachable) {
        provers = Set.copyOf(reachable);
        List<ProverId> gone = new ArrayList<>();
        processes.entrySet().removeIf(known -> {
            boolean lost = !provers.contains(known.getKey());
            if (lost) {
                gone.add(known.getValue());
            }
            return lost;
        });
        return gone;
    }

    /** A prover came for work: this is its process. */
    void came(ActorRef<Job.Errand> prover, ProverId process) {
        if (provers.contains(prover)) {
            processes.put(prover, process);
        }
    }

    /** The processes that have come for work and can be reached. */
    Collection<ProverId> processes() {
        return List.copyOf(processes.values());
    }

    Optional<ActorRef<Job.Errand>> prover(ProverId process) {
        return processes.entrySet().stream()
                .filter(known -> known.getValue().equals(process))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Which process a prover is, if it has come for work. */
    Optional<ProverId> process(ActorRef<Job.Errand> prover) {
        return Optional.ofNullable(processes.get(prover));
    }

    Collection<ActorRef<Job.Errand>> provers() {
        return provers;
    }
}
