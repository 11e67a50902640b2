package io.bulwark.simulation.world;

import io.bulwark.simulation.fault.Fault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes faults happen, and ends them. */
final class Injector {
    private static final long HOUR_MILLIS = 3_600_000L;
    private static final int DAMAGED = 300;
    private static final List<Lies> LIES =
            List.of(Lies.WRONG_PROOF, Lies.WRONG_CLAIM, Lies.NOT_THERE, Lies.REPLAY, Lies.FALSE_MEMORY, Lies.UNASKED);

    private static final double HUNDREDFOLD = 100;

    private final World world;
    private final Map<Node, Long> downUntil = new HashMap<>();
    private int active;

    Injector(World world) {
        this.world = world;
    }

    void schedule(List<Fault> plan) {
        for (Fault fault : plan) {
            world.agenda().at(fault.at(), () -> {
                active++;
                world.log().note(world.now(), Message.FAULT_BEGINS, fault.number(), fault.number(), 0);
                begin(fault);
            });
            if (fault.until() < Long.MAX_VALUE) {
                world.agenda().at(fault.until(), () -> {
                    active--;
                    world.log().note(world.now(), Message.FAULT_ENDS, fault.number(), fault.number(), 0);
                    end(fault);
                });
            }
        }
    }

    /** Faults that have begun and not ended. */
    int active() {
        return active;
    }

    boolean mayStart(Node node) {
        return downUntil.getOrDefault(node, 0L) <= world.now();
    }

    private List<Node> nodes(Fault fault) {
        return fault.nodes().stream().map(world.nodes()::get).toList();
    }

    private void begin(Fault fault) {
        Network network = world.network();
        switch (fault.kind()) {
            case LOSS -> network.rates(fault.share(), network.duplicates(), network.reordered());
            case DUPLICATE -> network.rates(network.loss(), fault.share(), network.reordered());
            case REORDER -> network.rates(network.loss(), network.duplicates(), fault.share());
            case HALVES, LONE, ONE_WAY, INDIRECT, CHANGING, REGION_CUT -> network.cut(fault);
            case CRASH, REGION_LOSS -> nodes(fault).forEach(node -> kill(node, fault.until()));
            case HOLDER_CRASH -> holder(nodes(fault).getFirst()).ifPresent(node -> kill(node, fault.until()));
            case PAUSE -> nodes(fault).forEach(node -> node.pause(fault.until()));
            case SLOW -> nodes(fault).forEach(node -> node.slowness(HUNDREDFOLD));
            case CLOCK ->
                nodes(fault).forEach(node -> {
                    node.wallJumps(fault.variant() % 2 == 0 ? HOUR_MILLIS : -HOUR_MILLIS);
                    node.clockJumps((long) (fault.share() * 1e11));
                });
            case DISK_FULL -> nodes(fault).forEach(node -> node.store().full(true));
            case DISK_DAMAGE ->
                nodes(fault).forEach(node -> {
                    kill(node, fault.until());
                    node.store().damage(DAMAGED);
                });
            case BYZANTINE -> nodes(fault).forEach(node -> node.lies(LIES.get(fault.variant() % LIES.size())));
            case REFUSER -> nodes(fault).forEach(node -> node.lies(Lies.REFUSES));
            case STALLER -> nodes(fault).forEach(node -> node.lies(Lies.STALLS));
            case CANCEL -> world.submitters().cancelSome(fault.share());
        }
    }

    private void end(Fault fault) {
        Network network = world.network();
        switch (fault.kind()) {
            case LOSS -> network.rates(0, network.duplicates(), network.reordered());
            case DUPLICATE -> network.rates(network.loss(), 0, network.reordered());
            case REORDER -> network.rates(network.loss(), network.duplicates(), 0);
            case HALVES, LONE, ONE_WAY, INDIRECT, CHANGING, REGION_CUT -> network.heal(fault);
            case SLOW -> nodes(fault).forEach(node -> node.slowness(1));
            case DISK_FULL -> nodes(fault).forEach(node -> node.store().full(false));
            default -> {}
        }
    }

    private java.util.Optional<Node> holder(Node near) {
        int nodes = world.nodes().size();
        for (int i = 0; i < nodes; i++) {
            Node node = world.nodes().get((near.index() + i) % nodes);
            if (node.runs() && !node.jobs().isEmpty()) {
                return java.util.Optional.of(node);
            }
        }
        return java.util.Optional.empty();
    }

    private void kill(Node node, long until) {
        downUntil.merge(node, until, Math::max);
        if (node.runs()) {
            node.die();
            world.agenda().at(until, () -> world.regions().join(node));
        }
    }
}
