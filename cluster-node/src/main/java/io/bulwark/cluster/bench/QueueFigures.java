package io.bulwark.cluster.bench;

import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.cluster.gateway.Client;
import io.bulwark.cluster.gateway.Network;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.api.JobPage;
import io.bulwark.protocol.api.JobSummary;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Many small jobs that wait: how fast they are accepted, what they cost in memory, and that none is lost. Their tasks take so long that none ends meanwhile. */
final class QueueFigures {
    /** What the gateway's door lets in at most. */
    static final int MOST = 10_000;

    private static final int NODES = 3;
    private static final int AT_ONCE = 16;
    private static final int TELL_EVERY = 1000;
    private static final int PAGE = 500;
    private static final Duration TASK = Duration.ofMinutes(60);
    private static final Duration AT_MOST = Duration.ofMinutes(10);
    private static final Duration SETTLE = Duration.ofSeconds(10);
    private static final double NANOS = 1e9;
    private static final double MEGA = 1 << 20;

    private QueueFigures() {}

    static Grid measure(Fleet.Launch launch, int jobs, Consumer<String> progress) {
        try (Fleet fleet = Fleet.start(launch, Fleet.Order.oneRegion(NODES))) {
            OptionalLong before = resident(fleet);
            long start = System.nanoTime();
            Set<JobId> accepted = submit(fleet.network(), jobs, start + AT_MOST.toNanos(), progress);
            double seconds = (System.nanoTime() - start) / NANOS;
            Fleet.pause(SETTLE);
            OptionalLong after = resident(fleet);
            long asked = System.nanoTime();
            Set<JobId> listed = list(fleet.network());
            double listing = (System.nanoTime() - asked) / NANOS;
            long missing =
                    accepted.stream().filter(job -> !listed.contains(job)).count();
            List<List<Object>> rows = new ArrayList<>();
            rows.add(row("jobs accepted, of %,d".formatted(jobs), accepted.size(), Integer.toString(jobs)));
            rows.add(row("s until all were, %d at once".formatted(AT_ONCE), seconds, Aim.NONE));
            rows.add(row("accepted a second", accepted.size() / seconds, Aim.NONE));
            rows.add(row("accepted jobs that are not listed", missing, "0"));
            rows.add(row("s to list all, %d a page".formatted(PAGE), listing, Aim.NONE));
            rows.add(row("MB of a node before, on average", megabytes(before), Aim.NONE));
            rows.add(row("MB of a node after, on average", megabytes(after), Aim.NONE));
            return grid(rows);
        }
    }

    static Grid grid(List<List<Object>> rows) {
        return new Grid(
                "Queued jobs; %d nodes with a heap of at most %d MB".formatted(NODES, Fleet.HEAP_MEGABYTES),
                List.of("what", "figure", "aim"),
                rows);
    }

    private static List<Object> row(String what, Object figure, String aim) {
        return List.of(what, figure, aim);
    }

    private static Object megabytes(OptionalLong bytes) {
        return bytes.isPresent() ? (Object) (bytes.getAsLong() / MEGA) : "not told by this system";
    }

    /** Of a node, on average. */
    private static OptionalLong resident(Fleet fleet) {
        long sum = 0;
        for (NodeProcess node : fleet.nodes()) {
            OptionalLong bytes = ProcessFigures.resident(node.process().pid());
            if (bytes.isEmpty()) {
                return bytes;
            }
            sum += bytes.getAsLong();
        }
        return OptionalLong.of(sum / fleet.nodes().size());
    }

    /** Those that were accepted before the time was up. */
    private static Set<JobId> submit(Network network, int jobs, long until, Consumer<String> progress) {
        AcceptFigures inputs = new AcceptFigures(network);
        Client client = Client.unbounded(Client.LOCAL);
        Deque<CompletableFuture<JobId>> underWay = new ArrayDeque<>();
        Set<JobId> accepted = new HashSet<>();
        for (int i = 0; i < jobs && System.nanoTime() < until; i++) {
            if (underWay.size() == AT_ONCE) {
                accepted.add(AcceptFigures.answer(underWay.poll()));
            }
            underWay.add(inputs.store()
                    .thenCompose(input -> network.submit(AcceptFigures.request(input, TASK), client))
                    .thenApply(submission -> submission.job().id())
                    .toCompletableFuture());
            if ((i + 1) % TELL_EVERY == 0) {
                progress.accept("queue: %,d jobs handed in".formatted(i + 1));
            }
        }
        underWay.forEach(job -> accepted.add(AcceptFigures.answer(job)));
        return accepted;
    }

    /** All jobs that the network lists. */
    static Set<JobId> list(Network network) {
        Set<JobId> listed = new HashSet<>();
        Optional<String> after = Optional.empty();
        do {
            JobPage page = AcceptFigures.answer(network.jobs(Optional.empty(), after, PAGE));
            page.jobs().stream().map(JobSummary::id).forEach(listed::add);
            after = page.next();
        } while (after.isPresent());
        return listed;
    }
}
