package io.bulwark.simulation.world;

import io.bulwark.cluster.job.Holdings;
import io.bulwark.cluster.job.Offer;
import io.bulwark.cluster.job.Sources;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.NodeId;
import io.bulwark.protocol.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The nodes around a job, as it sees them: who can be reached, and who holds what. */
final class Surroundings {
    private static final int COPIES = 3;
    private static final long COPY_PATIENCE = 10_000_000_000L;

    private final World world;
    private final Node node;
    private final Statement statement;
    private final Runnable safer;
    private final Node.Address home;
    private final Holdings holdings = new Holdings(COPIES, COPY_PATIENCE);
    private final Map<ArtifactId, Fact> facts = new HashMap<>();

    private List<Node> visible = List.of();
    private long epoch = -1;
    private Optional<ArtifactId> last = Optional.empty();

    /** @param safer is told when a copy more is held */
    Surroundings(World world, Node node, Statement statement, Runnable safer) {
        this.world = world;
        this.node = node;
        this.statement = statement;
        this.safer = safer;
        home = node.processAddress();
    }

    /** Looks who is in reach; answers whether that has changed. */
    boolean look() {
        if (epoch == world.regions().epoch()) {
            return false;
        }
        epoch = world.regions().epoch();
        visible = world.regions().visible(node);
        holdings.members(visible.stream().map(Node::member).toList());
        facts.values().forEach(fact -> {
            if (node.store().holds(statement.id(), fact.proof())) {
                holdings.held(fact.proof(), node.member().node());
            }
        });
        return true;
    }

    List<Node> visible() {
        return visible;
    }

    void held(ArtifactId artifact, Node holder) {
        holdings.held(artifact, holder.member().node());
    }

    void inputHeld(Set<Node> holders) {
        holders.forEach(holder -> held(statement.spec().input(), holder));
    }

    /** A proof has been verified here; its maker holds it, too. What is folded of it waits for its copies. */
    void verified(Fact fact, Node holder) {
        facts.put(fact.proof(), fact);
        held(fact.proof(), node);
        held(fact.proof(), holder);
        if (fact.task().name().stage() == Stage.FINISH) {
            last = Optional.of(fact.proof());
        }
        holdings.missing(fact.proof(), node.clock()).forEach(this::ask);
    }

    /** Whom to ask for an offered proof. */
    List<Node> sources(Offer offer) {
        Node offering = ((KeeperAt) offer.holder()).node();
        return Sources.of(
                offering,
                visible.size() == world.nodes().size() || visible.contains(offering),
                holders(offer.fact().proof()));
    }

    private List<Node> holders(ArtifactId artifact) {
        List<Node> holders = new ArrayList<>();
        for (NodeId holder : holdings.holders(artifact)) {
            holders.add(world.node(holder));
        }
        holders.sort(Comparator.naturalOrder());
        return holders;
    }

    /** Whether an artifact would survive this node. */
    boolean safe(ArtifactId artifact) {
        return holdings.safe(artifact);
    }

    /** Asks for the copies that are missing. */
    void copy() {
        holdings.missing(node.clock()).forEach(this::ask);
    }

    private void ask(Holdings.Copy copy) {
        Optional<Fact> fact = Optional.ofNullable(facts.get(copy.artifact()));
        List<Node> holders = holders(copy.artifact());
        if (holders.remove(node)) {
            holders.addFirst(node);
        }
        List<Node> sources = holders.stream().limit(Limits.SOURCES).toList();
        Node to = world.node(copy.to());
        world.network()
                .send(
                        node,
                        to.processAddress(),
                        Message.KEEP,
                        statement.number(),
                        256,
                        () -> world.fetch(
                                to, sources, statement, copy.artifact(), got -> kept(to, copy.artifact(), fact, got)));
    }

    private void kept(Node to, ArtifactId artifact, Optional<Fact> fact, boolean got) {
        if (got && fact.map(to.store()::remember).orElse(true)) {
            world.network().send(to, home, Message.KEPT, statement.number(), 64, () -> {
                holdings.held(artifact, to.member().node());
                holdings.missing(artifact, node.clock()).forEach(this::ask);
                safer.run();
            });
        }
    }

    /** Whether the last proof is on as many nodes as it is to be. */
    boolean copied() {
        return last.map(id -> holdings.holders(id).size() >= Math.min(COPIES, visible.size()))
                .orElse(true);
    }
}
