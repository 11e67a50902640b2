package io.bulwark.cluster.bench;

import io.bulwark.cluster.work.Plan;
import io.bulwark.cluster.work.SpongeWorkload;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Checkpoint;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.Sha256;
import io.bulwark.protocol.TaskId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

/**
 * How much of two cores two nodes turn into proofs: the digest of a file, proved by one node of one thread, and by two. Beside it the same proofs by one and by two
 * threads of this process, without a cluster: two cores of a machine share its memory, and are not twice one.
 */
final class EfficiencyFigures {
    private static final Duration AT_MOST = Duration.ofMinutes(10);
    private static final int HEAP_MEGABYTES = 2048;
    private static final String SECURITY = "128";
    private static final double NANOS = 1e9;
    private static final int NOT_MEASURED = 4;

    private EfficiencyFigures() {}

    /** @param runs measured runs of each, after some that are not */
    static Grid measure(Fleet.Launch launch, int inputBytes, int runs) {
        double[] cluster = {seconds(launch, 1, inputBytes, runs), seconds(launch, 2, inputBytes, runs)};
        double[] alone = {alone(1, inputBytes, runs), alone(2, inputBytes, runs)};
        return grid(inputBytes, cluster, alone);
    }

    /**
     * The table.
     *
     * @param cluster seconds of one node and of two
     * @param alone seconds of one thread and of two, without a cluster
     */
    static Grid grid(int inputBytes, double[] cluster, double[] alone) {
        String aim = cores() < 2 ? ">= 95 %, on two cores; this machine has one" : ">= 95 %";
        return new Grid(
                "Efficiency, the digest of %,d bytes, median of runs".formatted(inputBytes),
                List.of("proved by", "s by one", "s by two", "efficiency, %", "aim"),
                List.of(
                        row("nodes of one thread", cluster, aim),
                        row("threads of one process, without a cluster", alone, Aim.NONE)));
    }

    private static List<Object> row(String what, double[] seconds, String aim) {
        return List.of(what, seconds[0], seconds[1], 100 * seconds[0] / (2 * seconds[1]), aim);
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static double seconds(Fleet.Launch launch, int nodes, int inputBytes, int runs) {
        Fleet.Order order = new Fleet.Order(nodes, 1, 0, "thread", HEAP_MEGABYTES);
        try (Fleet fleet = Fleet.start(launch, order)) {
            FleetJobs jobs = new FleetJobs(fleet);
            SpongeWorkload sponge = new SpongeWorkload(1);
            return median(runs, () -> {
                Blob input = jobs.input(inputBytes);
                return jobs.time(sponge.specOf(Optional.empty(), input, SECURITY), AT_MOST);
            });
        }
    }

    private static double alone(int threads, int inputBytes, int runs) {
        byte[] input = new byte[inputBytes];
        new Random(1).nextBytes(input);
        SpongeWorkload sponge = new SpongeWorkload(1);
        Blob blob = new Blob(new ArtifactId(Sha256.of(input)), inputBytes);
        JobSpec spec = sponge.specOf(Optional.empty(), blob, SECURITY);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            return median(runs, () -> {
                long start = System.nanoTime();
                List<Future<?>> proofs = new ArrayList<>();
                Checkpoint from = sponge.start(spec);
                for (int i = 0; from.step() < sponge.steps(spec); i++) {
                    int steps = (int) Math.min(sponge.stepsPerTask(spec), sponge.steps(spec) - from.step());
                    Plan.InputPart place = sponge.part(spec, from.step(), steps);
                    byte[] part = Arrays.copyOfRange(input, (int) place.offset(), (int) place.offset() + place.bytes());
                    TaskId id = TaskId.segment(spec.id(), i);
                    SegmentTask task = new SegmentTask(
                            id, spec, from, steps, spec.input(), place.offset(), place.bytes(), Sha256.of(part));
                    proofs.add(pool.submit(() -> sponge.prove(task, part, artifact -> {
                        throw new IllegalStateException("a proof of the sponge reads artifact " + artifact);
                    })));
                    from = sponge.run(spec, from, steps, part);
                }
                proofs.forEach(EfficiencyFigures::await);
                return System.nanoTime() - start;
            });
        }
    }

    private static void await(Future<?> proof) {
        try {
            proof.get();
        } catch (ExecutionException e) {
            throw new UnmeasuredException("a proof fails: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnmeasuredException("the bench was told to end", e);
        }
    }

    /** Seconds of runs that say their nanoseconds; the first ones do not count: a process that is new compiles, and two of them compile twice as much. */
    private static double median(int runs, LongSupplier work) {
        double[] seconds = LongStream.generate(work)
                .limit(runs + (long) NOT_MEASURED)
                .skip(NOT_MEASURED)
                .mapToDouble(nanos -> nanos / NANOS)
                .toArray();
        return Stopwatch.median(seconds);
    }
}
