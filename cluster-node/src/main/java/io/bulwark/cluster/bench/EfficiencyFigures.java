package io.bulwark.cluster.bench;

import io.bulwark.cluster.work.SpongeWorkload;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How much of two cores two nodes turn into proofs: the digest of a file, proved by one node of one thread, and by two. */
final class EfficiencyFigures {
    private static final Duration AT_MOST = Duration.ofMinutes(10);
    private static final int HEAP_MEGABYTES = 2048;
    private static final String SECURITY = "128";
    private static final double NANOS = 1e9;

    private EfficiencyFigures() {}

    /** @param runs measured runs of each, after one that is not */
    static Grid measure(Fleet.Launch launch, int inputBytes, int runs) {
        double one = seconds(launch, 1, inputBytes, runs);
        return grid(inputBytes, one, seconds(launch, 2, inputBytes, runs));
    }

    static Grid grid(int inputBytes, double one, double two) {
        return new Grid(
                "Efficiency, the digest of %,d bytes, median of runs".formatted(inputBytes),
                List.of("nodes of one thread", "s", "efficiency, %", "aim"),
                List.of(
                        List.of(1, one, "", Aim.NONE),
                        List.of(
                                2,
                                two,
                                100 * one / (2 * two),
                                cores() < 2 ? ">= 95 %, on two cores; this machine has one" : ">= 95 %")));
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static double seconds(Fleet.Launch launch, int nodes, int inputBytes, int runs) {
        Fleet.Order order = new Fleet.Order(nodes, 1, 0, "thread", HEAP_MEGABYTES);
        try (Fleet fleet = Fleet.start(launch, order)) {
            FleetJobs jobs = new FleetJobs(fleet);
            SpongeWorkload sponge = new SpongeWorkload(1);
            List<Double> seconds = new ArrayList<>();
            for (int i = 0; i <= runs; i++) {
                Blob input = jobs.input(inputBytes);
                JobSpec spec = sponge.specOf(Optional.empty(), input, SECURITY);
                seconds.add(jobs.time(spec, AT_MOST) / NANOS);
            }
            return Stopwatch.median(
                    seconds.stream().skip(1).mapToDouble(Double::doubleValue).toArray());
        }
    }
}
