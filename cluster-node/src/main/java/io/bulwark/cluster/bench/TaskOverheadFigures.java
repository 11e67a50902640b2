package io.bulwark.cluster.bench;

import io.bulwark.aggregator.ChainFile;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.node.Gateway;
import io.bulwark.protocol.JobSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a task costs beside its work, with tasks that do none: for how long a slot is without a task between two of them (the proof is handed over, kept and
 * delivered, the next task pulled, assigned and what it reads fetched), each gap by itself, as the prover's own clock has it; and slots times the time of the whole
 * job by its tasks, which has verifying, copying and recording of every fact in it, and planning, too.
 */
final class TaskOverheadFigures {
    private static final int NODES = 3;
    /** A task that takes some time leaves the machine to the others' orchestration. */
    private static final Duration SHORT = Duration.ofMillis(400);

    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final long LARGEST_PROOF = 1024;
    private static final double NANOS_PER_MILLI = 1e6;

    private TaskOverheadFigures() {}

    static Grid measure(Fleet.Launch launch, int tasks) {
        List<List<Object>> rows = new ArrayList<>();
        for (String workers : List.of("thread", "process")) {
            try (Fleet fleet = Fleet.start(launch, Fleet.Order.oneRegion(NODES).withWorkers(workers))) {
                FleetJobs jobs = new FleetJobs(fleet);
                jobs.time(jobs.calibration(tasks, Duration.ZERO), AT_MOST);
                rows.add(row(fleet, jobs, workers, tasks, Duration.ZERO));
                rows.add(row(fleet, jobs, workers, tasks / 4, SHORT));
            }
        }
        return grid(tasks, rows);
    }

    private static List<Object> row(Fleet fleet, FleetJobs jobs, String workers, int tasks, Duration each) {
        JobSpec spec = jobs.calibration(tasks, each);
        long nanos = jobs.time(spec, AT_MOST);
        Quantiles gaps = Quantiles.ofNanos(gaps(fleet, jobs.end(spec, AT_MOST)));
        return List.of(
                workers,
                each.toMillis(),
                gaps.count(),
                gaps.median(),
                gaps.p99(),
                nanos / NANOS_PER_MILLI / tasks * NODES - each.toMillis(),
                Aim.atMost("5 ms median"));
    }

    static Grid grid(int tasks, List<List<Object>> rows) {
        return new Grid(
                "Orchestration of a task, ms; %d nodes of one slot, %d tasks that do nothing, a quarter as many that wait"
                        .formatted(NODES, tasks),
                List.of(
                        "proved in a",
                        "a task waits",
                        "gaps",
                        "gap, median",
                        "gap, p99",
                        "slots x job's time / tasks, beyond the wait",
                        "aim"),
                rows);
    }

    private static List<Long> gaps(Fleet fleet, JobStatus done) {
        Path file = fleet.directory().resolve("chain");
        try {
            fleet.gateway().fetch(done.result().orElseThrow(), file);
            return gaps(file);
        } catch (Gateway.NoAnswerException e) {
            throw new UnmeasuredException(e.getMessage(), e);
        }
    }

    private static List<Long> gaps(Path chain) {
        List<Long> gaps = new ArrayList<>();
        try (InputStream in = Files.newInputStream(chain);
                ChainFile.Reader reader = new ChainFile.Reader(in, LARGEST_PROOF)) {
            for (Optional<ChainFile.Entry> link = reader.next(); link.isPresent(); link = reader.next()) {
                CalibrationWorkload.idle(link.get().proof()).ifPresent(gaps::add);
            }
            return gaps;
        } catch (IOException e) {
            throw new UnmeasuredException("the chain of proofs cannot be read: " + e.getMessage(), e);
        }
    }
}
