package io.bulwark.simulation.world;

import io.bulwark.cluster.job.Hiring;
import io.bulwark.cluster.job.JobLedger;
import io.bulwark.cluster.job.PolicyDesk;
import io.bulwark.cluster.job.Rests;
import io.bulwark.cluster.job.Workforce;
import io.bulwark.protocol.Member;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Policy;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Task;
import io.bulwark.simulation.plan.Weakness;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Those who work for a job, of any region: asks them to come as {@link Hiring} says, and hands out what they may have. */
final class Workers implements Workforce {
    private final World world;
    private final Node node;
    private final Statement statement;
    private final JobLedger ledger;
    /** Who has come for work and can be reached. */
    private final Map<Node, ProverId> processes = new LinkedHashMap<>();

    private final Rests rests = new Rests();
    private final PolicyDesk policy;
    private final Hiring<Node> hiring;

    Workers(World world, Node node, Statement statement, JobLedger ledger, PolicyDesk.Listener job) {
        this.world = world;
        this.node = node;
        this.statement = statement;
        this.ledger = ledger;
        boolean lax = world.scenario().weakness() == Weakness.LAX;
        policy = new PolicyDesk(lax ? Policy.NONE : statement.spec().policy(), ledger, this, job);
        hiring = new Hiring<>(
                statement.id(), ledger, this, policy, prover -> Optional.ofNullable(processes.get(prover)));
    }

    PolicyDesk policy() {
        return policy;
    }

    /** These can be reached now; who no longer can gives back what it had. */
    void reachable(List<Node> visible) {
        hiring.reachable(visible);
        Set<Node> now = new HashSet<>(visible);
        processes.entrySet().removeIf(known -> {
            Node prover = known.getKey();
            boolean gone = !now.contains(prover) || !prover.process().equals(known.getValue());
            if (gone) {
                ledger.gone(known.getValue());
            }
            return gone;
        });
    }

    /** A prover is free, and comes for the best task. */
    Optional<Task> pull(Node prover, ProverId process, long rate, boolean working) {
        processes.put(prover, process);
        Optional<Task> task = hiring.pull(prover, process, rate, working, node.clock());
        if (task.isPresent()) {
            world.invariants().given(node, prover);
        }
        return task;
    }

    /** If there is work, whoever is free may come. */
    void reserve() {
        for (Node prover : hiring.ask(node.clock())) {
            world.network()
                    .send(
                            node,
                            prover.processAddress(),
                            Message.RESERVE,
                            statement.number(),
                            64,
                            () -> prover.bench().reserved(statement, node.region()));
        }
    }

    boolean someIdle() {
        return hiring.someIdle();
    }

    /** What a node delivered could not be had from it. */
    void inVain(Node maker) {
        rests.inVain(maker.member().node(), node.clock());
    }

    /** What a node delivered was there, and right. */
    void right(Node maker) {
        rests.right(maker.member().node());
    }

    @Override
    public Optional<Member> member(NodeId id) {
        return Optional.of(world.node(id).member());
    }

    @Override
    public Collection<ProverId> processes() {
        return processes.values();
    }

    @Override
    public boolean takesWork(ProverId prover) {
        return !node.exclusions().holds(world.node(prover.node()).member().operator());
    }

    @Override
    public boolean rests(NodeId id, long now) {
        return rests.rests(id, now);
    }
}
