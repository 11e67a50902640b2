package io.bulwark.cluster.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** What a node costs that has nothing to do, in a cluster of many processes on this machine, and how long one takes to join it. Its slot is a thread. */
final class IdleNodeFigures {
    private static final int HEAP_MEGABYTES = 256;
    /** What such a process may come to have in memory. */
    private static final int NODE_MEGABYTES = 360;

    private static final Duration JOIN = Duration.ofMinutes(2);
    private static final Duration AT_MOST = Duration.ofMinutes(12);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final double NANOS = 1e9;
    private static final double MEGA = 1 << 20;

    private IdleNodeFigures() {}

    static Grid measure(Fleet.Launch launch, int nodes, Duration watched, Consumer<String> progress) {
        requireRoom(nodes, ProcessFigures.available());
        List<Long> joins = new ArrayList<>();
        long start = System.nanoTime();
        try (Fleet fleet = Fleet.start(launch, new Fleet.Order(1, 1, 0, "thread", HEAP_MEGABYTES))) {
            for (int i = 2; i <= nodes; i++) {
                if (System.nanoTime() - start > AT_MOST.toNanos()) {
                    throw new UnmeasuredException(
                            "only %d of %d nodes have joined within %d minutes; use fewer (--nodes)"
                                    .formatted(i - 1, nodes, AT_MOST.toMinutes()));
                }
                int members = i;
                long before = System.nanoTime();
                fleet.add();
                Fleet.await(
                        JOIN,
                        "node " + i + " does not join",
                        () -> fleet.gateway().provers() >= members);
                joins.add(System.nanoTime() - before);
                progress.accept("idle: %d of %d nodes have joined".formatted(i, nodes));
            }
            Fleet.pause(SETTLE);
            List<OptionalLong> cpuBefore = processor(fleet);
            long from = System.nanoTime();
            Fleet.pause(watched);
            List<OptionalLong> cpuAfter = processor(fleet);
            double seconds = (System.nanoTime() - from) / NANOS;
            List<Long> cpu = new ArrayList<>();
            for (int i = 0; i < cpuBefore.size(); i++) {
                if (cpuBefore.get(i).isPresent() && cpuAfter.get(i).isPresent()) {
                    cpu.add(cpuAfter.get(i).getAsLong() - cpuBefore.get(i).getAsLong());
                }
            }
            List<Long> memory = fleet.nodes().stream()
                    .map(node -> ProcessFigures.resident(node.process().pid()))
                    .filter(OptionalLong::isPresent)
                    .map(OptionalLong::getAsLong)
                    .toList();
            return grid(nodes, joins, memory, cpu, seconds);
        }
    }

    /** @throws UnmeasuredException if the machine has no room for so many processes */
    static void requireRoom(int nodes, OptionalLong available) {
        long megabytes = available.orElse(Long.MAX_VALUE) >> 20;
        if (megabytes < (long) nodes * NODE_MEGABYTES) {
            throw new UnmeasuredException(
                    "%d node processes need about %,d MB of memory, this machine has %,d MB free; with --nodes %d it can be done"
                            .formatted(nodes, (long) nodes * NODE_MEGABYTES, megabytes, megabytes / NODE_MEGABYTES));
        }
    }

    /**
     * The table.
     *
     * @param joins nanoseconds
     * @param memory bytes of each node
     * @param cpu nanoseconds of each node in that many seconds
     */
    static Grid grid(int nodes, List<Long> joins, List<Long> memory, List<Long> cpu, double seconds) {
        List<List<Object>> rows = new ArrayList<>();
        rows.add(row("s from a process's start until it is a member", joins, NANOS));
        rows.add(row("MB in memory (RSS)", memory, MEGA));
        rows.add(row("% of a core", cpu, seconds * NANOS / 100));
        return new Grid(
                "Idle nodes; %d processes with a heap of at most %d MB".formatted(nodes, HEAP_MEGABYTES),
                List.of("of a node", "median", "greatest"),
                rows);
    }

    private static List<Object> row(String what, List<Long> figures, double unit) {
        if (figures.isEmpty()) {
            return List.of(what, "not measured", "not measured");
        }
        double[] all = figures.stream().mapToDouble(f -> f / unit).sorted().toArray();
        Quantiles quantiles = new Quantiles(all);
        return List.of(what, quantiles.median(), quantiles.greatest());
    }

    private static List<OptionalLong> processor(Fleet fleet) {
        return fleet.nodes().stream()
                .map(node -> ProcessFigures.processor(node.process().toHandle()))
                .toList();
    }
}
