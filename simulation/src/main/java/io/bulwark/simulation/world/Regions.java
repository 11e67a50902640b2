package io.bulwark.simulation.world;

import io.bulwark.protocol.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Membership as nodes see it: who is found unreachable after three seconds, whom a region's resolver removes three seconds later (those that are not with the
 * majority, those that are connected indirectly, and all if the picture does not come to rest for ten), which node of a region runs a job, and who is let in
 * again. Stands for what the cluster's membership does; cuts between regions remove nobody.
 */
final class Regions {
    static final long UNREACHABLE_AFTER = 3_000_000_000L;
    private static final long STABLE_AFTER = 3_000_000_000L;
    private static final long DOWN_ALL_AFTER = 10_000_000_000L;
    private static final long LOOK_EVERY = 500_000_000L;
    private static final long JOIN_EVERY = 2_000_000_000L;
    private static final long LEARNS_AFTER = 1_000_000_000L;

    /** What a region's resolver sees. */
    private static final class Trouble {
        private int picture;
        private long since = -1;
        private long stableSince;
    }

    private final World world;
    private final List<List<Node>> byRegion = new ArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    /** By region, and then by the job's number. */
    private final List<Node[]> shards = new ArrayList<>();

    private final List<Node> replicas = new ArrayList<>();
    private List<Node> plain = List.of();
    private long epoch;
    private int picture;

    Regions(World world) {
        this.world = world;
        for (int region = 0; region < world.scenario().regions(); region++) {
            byRegion.add(new ArrayList<>());
            troubles.add(new Trouble());
            shards.add(new Node[world.scenario().jobs()]);
        }
    }

    void start(List<Node> nodes) {
        for (Node node : nodes) {
            byRegion.get(node.region()).add(node);
            if (Headers.isReplica(world, node.index())) {
                replicas.add(node);
            }
        }
        look();
        world.every(LOOK_EVERY, this::look);
    }

    /** Changes whenever somebody may see others than before. */
    long epoch() {
        return epoch;
    }

    /** The nodes that hold all headers. */
    List<Node> replicas() {
        return replicas;
    }

    /** All nodes of a region. */
    List<Node> of(int region) {
        return byRegion.get(region);
    }

    boolean sees(Node from, Node to) {
        return to.isMember()
                && !to.silentFor(UNREACHABLE_AFTER)
                && !world.network().isCut(from, to, UNREACHABLE_AFTER)
                && !world.network().isCut(to, from, UNREACHABLE_AFTER);
    }

    /** The regions of which the node sees some member. */
    Set<Region> visibleFrom(Node from) {
        Set<Region> seen = new HashSet<>();
        for (List<Node> region : byRegion) {
            region.stream()
                    .filter(to -> sees(from, to))
                    .findFirst()
                    .ifPresent(to -> seen.add(to.member().region()));
        }
        return seen;
    }

    /** All whom the node sees, in the order of their numbers. */
    List<Node> visible(Node from) {
        return world.network().isWhole()
                ? plain
                : world.nodes().stream().filter(to -> sees(from, to)).toList();
    }

    /** The node of the region that runs the job, by the region's own account; none if it has no members. */
    Optional<Node> owner(int region, Statement statement) {
        Node[] owners = shards.get(region);
        Node owner = owners[statement.number()];
        if (owner == null || !owner.isMember()) {
            List<Node> members =
                    byRegion.get(region).stream().filter(Node::isMember).toList();
            if (members.isEmpty()) {
                return Optional.empty();
            }
            owner = members.get(Math.floorMod(statement.id().hashCode(), members.size()));
            owners[statement.number()] = owner;
        }
        return Optional.of(owner);
    }

    private void look() {
        int now = 1;
        for (Node node : world.nodes()) {
            boolean visible = node.isMember() && !node.silentFor(UNREACHABLE_AFTER);
            now = now * 31 + (visible ? 1 + node.processAddress().incarnation() : 0);
        }
        now = now * 31 + world.network().cutPicture(UNREACHABLE_AFTER);
        if (now != picture) {
            picture = now;
            epoch++;
            plain = world.nodes().stream()
                    .filter(node -> node.isMember() && !node.silentFor(UNREACHABLE_AFTER))
                    .toList();
        }
        for (int region = 0; region < byRegion.size(); region++) {
            resolve(region);
        }
    }

    private void resolve(int region) {
        List<Node> members =
                byRegion.get(region).stream().filter(Node::isMember).toList();
        boolean silent = members.stream().anyMatch(node -> node.silentFor(UNREACHABLE_AFTER));
        Trouble trouble = troubles.get(region);
        if (!silent && world.network().isWhole()) {
            trouble.since = -1;
            return;
        }
        Map<Integer, List<Node>> parts = parts(members);
        Set<Node> indirect = indirect(members);
        if (parts.size() <= 1 && indirect.isEmpty() && !silent) {
            trouble.since = -1;
            return;
        }
        int seen = hash(parts, indirect);
        if (trouble.since < 0) {
            trouble.since = world.now();
            trouble.stableSince = world.now();
            trouble.picture = seen;
        } else if (trouble.picture != seen) {
            trouble.picture = seen;
            trouble.stableSince = world.now();
        }
        if (world.now() - trouble.stableSince >= STABLE_AFTER) {
            keep(members, majority(members, parts, indirect));
            trouble.since = -1;
        } else if (world.now() - trouble.since >= DOWN_ALL_AFTER) {
            keep(members, Set.of());
            trouble.since = -1;
        }
    }

    private static int hash(Map<Integer, List<Node>> parts, Set<Node> indirect) {
        int hash = 7;
        for (var part : parts.entrySet()) {
            hash = hash * 31 + part.getKey();
            for (Node node : part.getValue()) {
                hash = hash * 31 + node.index();
            }
        }
        return hash * 31 + indirect.stream().mapToInt(Node::index).sum();
    }

    private boolean linked(Node a, Node b) {
        return !world.network().isCut(a, b, UNREACHABLE_AFTER)
                && !world.network().isCut(b, a, UNREACHABLE_AFTER);
    }

    /** Members that are awake, by the least number among those that they are connected with. */
    private Map<Integer, List<Node>> parts(List<Node> members) {
        List<Node> left = new ArrayList<>(members);
        left.removeIf(node -> node.silentFor(UNREACHABLE_AFTER));
        Map<Integer, List<Node>> parts = new TreeMap<>();
        while (!left.isEmpty()) {
            List<Node> part = new ArrayList<>(List.of(left.removeFirst()));
            for (int i = 0; i < part.size(); i++) {
                Node from = part.get(i);
                List<Node> found = left.stream().filter(to -> linked(from, to)).toList();
                part.addAll(found);
                left.removeAll(new HashSet<>(found));
            }
            part.sort(Comparator.comparingInt(Node::index));
            parts.put(part.getFirst().index(), part);
        }
        return parts;
    }

    /** Those that cannot reach some member, while others can reach both. */
    private Set<Node> indirect(List<Node> members) {
        Set<Node> indirect = new HashSet<>();
        for (List<Node> part : parts(members).values()) {
            for (Node a : part) {
                for (Node b : part) {
                    if (a != b && !linked(a, b)) {
                        indirect.add(a);
                        indirect.add(b);
                    }
                }
            }
        }
        return indirect;
    }

    private static Set<Node> majority(List<Node> members, Map<Integer, List<Node>> parts, Set<Node> indirect) {
        for (List<Node> part : parts.values()) {
            Set<Node> connected = new HashSet<>(part);
            connected.removeAll(indirect);
            boolean half = connected.size() * 2 == members.size() && connected.contains(members.getFirst());
            if (connected.size() * 2 > members.size() || half) {
                return connected;
            }
        }
        return Set.of();
    }

    /** The others are removed, end as soon as they learn it, and ask to be let in again. */
    private void keep(List<Node> members, Set<Node> kept) {
        for (Node node : members) {
            if (!kept.contains(node)) {
                node.expel();
                node.later(LEARNS_AFTER, () -> {
                    node.die();
                    join(node);
                });
            }
        }
        epoch++;
    }

    /** The node's process is to run: it does as soon as a member of its region lets it in, or there is none. */
    void join(Node node) {
        if (node.runs()) {
            return;
        }
        List<Node> others = byRegion.get(node.region()).stream()
                .filter(other -> other != node && other.isMember() && other.runs() && !other.isPaused())
                .toList();
        boolean found = others.stream()
                .anyMatch(other -> !world.network().isCut(node, other, 0)
                        && !world.network().isCut(other, node, 0));
        if (world.mayStart(node) && (found || others.isEmpty())) {
            node.start();
            epoch++;
        } else {
            world.agenda().after(JOIN_EVERY, () -> join(node));
        }
    }
}
