package io.bulwark.simulation.world;

import io.bulwark.cluster.job.Adoption;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a node knows of all jobs' headers. Three nodes of each region hold them all, and tell each other what is new until each has heard it; the first of them
 * that runs wakes the region's open jobs, and adopts those of regions that cannot be reached.
 */
final class Headers {
    private static final int REPLICAS = 3;
    private static final long GOSSIP = 2_000_000_000L;
    private static final long WAKE = 2_000_000_000L;
    private static final long KNOWN_AFTER = 5_000_000_000L;
    private static final long ADOPT_AFTER = 15_000_000_000L;
    private static final int AT_ONCE = 512;

    /** How much of what is new here a peer's process has heard. */
    private record Heard(int incarnation, int upTo) {}

    private final World world;
    private final Node node;
    private final List<JobId> changes = new ArrayList<>();
    private final Map<Node, Heard> heard = new HashMap<>();
    private final Set<JobId> open = new LinkedHashSet<>();
    private final Adoption adoption;

    Headers(World world, Node node) {
        this.world = world;
        this.node = node;
        adoption = new Adoption(node.member().region(), ADOPT_AFTER, Regions.UNREACHABLE_AFTER, node.clock());
    }

    /** Whether the node holds all headers. */
    static boolean isReplica(World world, int index) {
        return index / world.scenario().regions() < REPLICAS;
    }

    void start() {
        if (isReplica(world, node.index())) {
            node.store().records().forEach(this::changed);
            node.every(GOSSIP, this::gossip);
            node.every(WAKE, this::wake);
        }
    }

    private void changed(JobId id, JobRecord record) {
        changes.add(id);
        if (record.standing().terminal()) {
            open.remove(id);
        } else {
            open.add(id);
        }
    }

    /** Something is said of a job; answers whether it is durable here. */
    boolean merge(JobId id, JobRecord said) {
        Optional<JobRecord> before = node.store().record(id);
        if (before.isPresent() && before.get().equals(said)) {
            return true;
        }
        JobRecord merged = before.map(known -> known.merge(said)).orElse(said);
        if (before.isPresent() && before.get().equals(merged)) {
            return true;
        }
        // Nodes that know the same share it, so that telling it again costs nothing.
        JobRecord after = merged.equals(said) ? said : merged;
        if (!node.store().keep(id, after)) {
            return false;
        }
        world.invariants().observed(node, world.statement(id), before, after);
        if (isReplica(world, node.index())) {
            changed(id, after);
        }
        if (after.standing().terminal()) {
            node.job(id).ifPresent(RunningJob::endedElsewhere);
        }
        return true;
    }

    /** Keeps what was accepted, and sees to it that those who hold headers know it; answers whether it is durable here. */
    boolean keepDurably(JobId id, JobRecord record) {
        boolean kept = merge(id, record);
        if (kept) {
            node.later(KNOWN_AFTER, () -> tellUntilKnown(id, record));
        }
        return kept;
    }

    private void tellUntilKnown(JobId id, JobRecord record) {
        boolean known = world.regions().replicas().stream()
                .filter(replica ->
                        replica != node && replica.runs() && world.regions().sees(node, replica))
                .anyMatch(replica -> replica.store().record(id).isPresent());
        if (!known) {
            spread(id, record);
            node.later(KNOWN_AFTER, () -> tellUntilKnown(id, record));
        }
    }

    /** Tells all who hold headers. */
    void spread(JobId id, JobRecord record) {
        for (Node replica : world.regions().replicas()) {
            world.network()
                    .send(
                            node,
                            replica.address(),
                            Message.HEADER,
                            number(id),
                            1024,
                            () -> replica.headers().merge(id, record));
        }
    }

    private int number(JobId id) {
        return world.statement(id).number();
    }

    private void gossip() {
        List<Node> others = world.regions().replicas().stream()
                .filter(other -> other != node && world.regions().sees(node, other))
                .toList();
        if (others.isEmpty()) {
            return;
        }
        Node peer = world.dice().one(others);
        Heard known = heard.get(peer);
        int from = known != null && known.incarnation == peer.processAddress().incarnation() ? known.upTo : 0;
        int to = Math.min(changes.size(), from + AT_ONCE);
        if (from == to) {
            return;
        }
        Map<JobId, JobRecord> news = new LinkedHashMap<>();
        changes.subList(from, to).forEach(id -> node.store().record(id).ifPresent(record -> news.put(id, record)));
        Node.Address at = peer.processAddress();
        Node.Address me = node.processAddress();
        world.network().send(node, at, Message.HEADER, news.size(), 1024L * news.size(), () -> {
            boolean kept = true;
            for (var told : news.entrySet()) {
                kept &= peer.headers().merge(told.getKey(), told.getValue());
            }
            if (kept) {
                world.network()
                        .send(
                                peer,
                                me,
                                Message.HEADER_HEARD,
                                to,
                                0,
                                () -> heard.put(peer, new Heard(at.incarnation(), to)));
            }
        });
    }

    /** Whether the job is known to have ended, as far as this node can see. */
    boolean ended(JobId id) {
        return read(id).map(record -> record.standing().terminal()).orElse(false);
    }

    /** What the nearest node that holds headers says of a job. */
    Optional<JobRecord> read(JobId id) {
        if (isReplica(world, node.index())) {
            return node.store().record(id);
        }
        return world.regions().replicas().stream()
                .filter(replica -> replica.region() == node.region()
                        && world.regions().sees(node, replica)
                        && !world.network().isCut(node, replica, 0)
                        && replica.runs())
                .findFirst()
                .flatMap(replica -> replica.store().record(id))
                .or(() -> node.store().record(id));
    }

    private void wake() {
        if (!leads()) {
            return;
        }
        adoption.reachable(world.regions().visibleFrom(node), node.clock());
        for (JobId id : List.copyOf(open)) {
            JobRecord record = node.store().record(id).orElse(null);
            if (record != null && adoption.works(record.header().order(), node.clock())) {
                Statement statement = world.statement(id);
                world.regions()
                        .owner(node.region(), statement)
                        .ifPresent(owner -> world.network()
                                .send(
                                        node,
                                        owner.address(),
                                        Message.WAKE,
                                        statement.number(),
                                        0,
                                        () -> owner.startJob(statement)));
            }
        }
    }

    /** Of those of its region that hold headers and can be reached, the first. */
    private boolean leads() {
        return world.regions().replicas().stream()
                .filter(replica ->
                        replica.region() == node.region() && world.regions().sees(node, replica))
                .findFirst()
                .filter(first -> first == node)
                .isPresent();
    }
}
