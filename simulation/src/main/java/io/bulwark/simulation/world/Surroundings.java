package io.bulwark.simulation.world;

import io.bulwark.cluster.job.Holdings;
import io.bulwark.cluster.job.JobLedger;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The nodes around a job, as it sees them: who can be reached, who was asked to come for work, and who holds what. */
final class Surroundings {
    private static final int COPIES = 3;
    private static final long COPY_PATIENCE = 10_000_000_000L;
    private static final long RESERVATION_PATIENCE = 30_000_000_000L;
    private static final int RESERVATIONS_A_TASK = 2;

    private final World world;
    private final Node node;
    private final Statement statement;
    private final Holdings holdings = new Holdings(COPIES, COPY_PATIENCE);
    private final Map<ArtifactId, Fact> facts = new HashMap<>();
    /** Whom the job asked to come, and when. */
    private final Map<Node, Long> reserved = new HashMap<>();

    private List<Node> visible = List.of();
    private long epoch = -1;
    private Optional<ArtifactId> last = Optional.empty();

    Surroundings(World world, Node node, Statement statement) {
        this.world = world;
        this.node = node;
        this.statement = statement;
    }

    /** Looks who is in reach; answers whether that has changed. Who is gone gives back what it had. */
    boolean look(JobLedger ledger) {
        if (epoch == world.regions().epoch()) {
            return false;
        }
        epoch = world.regions().epoch();
        List<Node> before = visible;
        visible = world.regions().visible(node);
        Set<Node> now = Set.copyOf(visible);
        for (Node gone : before) {
            if (!now.contains(gone)) {
                reserved.remove(gone);
                world.processes(gone).forEach(ledger::gone);
            }
        }
        holdings.members(visible.stream().map(Node::member).toList());
        facts.values().forEach(fact -> {
            if (node.store().holds(statement.id(), fact.proof())) {
                holdings.held(fact.proof(), node.member().node());
            }
        });
        return true;
    }

    void came(Node prover) {
        reserved.remove(prover);
    }

    /** Asks provers to come: twice as many as there may be tasks, by chance. */
    void reserve(JobLedger ledger) {
        reserved.values().removeIf(since -> world.now() - since > RESERVATION_PATIENCE);
        int open = Math.max(1, ledger.open());
        int wanted = Math.min(RESERVATIONS_A_TASK * open, visible.size()) - reserved.size();
        for (int i = 0; i < wanted; i++) {
            Node prover = world.dice().one(visible);
            if (reserved.putIfAbsent(prover, world.now()) == null) {
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
    }

    void held(ArtifactId artifact, Node holder) {
        holdings.held(artifact, holder.member().node());
    }

    void inputHeld(Set<Node> holders) {
        holders.forEach(holder -> held(statement.spec().input(), holder));
    }

    /** A proof has been verified here; its maker holds it, too. */
    void verified(Fact fact, Node holder) {
        facts.put(fact.proof(), fact);
        held(fact.proof(), node);
        held(fact.proof(), holder);
        if (fact.task().name().stage() == Stage.FINISH) {
            last = Optional.of(fact.proof());
        }
    }

    /** Asks for the copies that are missing. */
    void copy() {
        for (Holdings.Copy copy : holdings.missing(node.clock())) {
            Optional<Fact> fact = Optional.ofNullable(facts.get(copy.artifact()));
            List<Node> sources = new ArrayList<>();
            for (NodeId holder : holdings.holders(copy.artifact())) {
                sources.add(world.node(holder));
            }
            sources.sort(java.util.Comparator.comparingInt(Node::index));
            Node to = world.node(copy.to());
            Node from = sources.contains(node) ? node : world.dice().one(sources);
            Node.Address me = node.processAddress();
            world.network()
                    .send(
                            node,
                            to.processAddress(),
                            Message.KEEP,
                            statement.number(),
                            256,
                            () -> world.fetch(to, from.address(), statement, copy.artifact(), got -> {
                                boolean kept =
                                        got && fact.map(to.store()::remember).orElse(true);
                                if (kept) {
                                    world.network()
                                            .send(
                                                    to,
                                                    me,
                                                    Message.KEPT,
                                                    statement.number(),
                                                    64,
                                                    () -> holdings.held(
                                                            copy.artifact(),
                                                            to.member().node()));
                                }
                            }));
        }
    }

    /** Whether the last proof is on as many nodes as it is to be. */
    boolean copied() {
        return last.map(id -> holdings.holders(id).size() >= Math.min(COPIES, visible.size()))
                .orElse(true);
    }
}
