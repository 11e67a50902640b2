package io.bulwark.cluster.bench;

import io.bulwark.cluster.demo.NodeProcess;
import io.bulwark.cluster.job.HeaderRecords;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.job.Recovery;
import io.bulwark.cluster.node.Gateway;
import io.bulwark.protocol.JobHeader;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.ProverId;
import io.bulwark.protocol.Region;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * How long a job is held up by SIGKILL of a prover, of the node that it runs on, and of all of its region. Its tasks only wait; those who live stay at theirs, so the
 * delay of the job's end is at most what is said here.
 */
final class FailoverFigures {
    /** Until the others have removed a dead node: two of four dead at once would be no minority. */
    private static final Duration REMOVED = Duration.ofSeconds(60);

    private static final Duration RECOVERED = Duration.ofSeconds(90);
    private static final Duration ENDED = Duration.ofMinutes(4);
    private static final int PATIENCE_SECONDS = 15;
    private static final double NANOS = 1e9;
    private static final int REGION_NODES = 3;

    /** How many tasks a job has, and how long each waits. */
    record Size(int tasks, Duration each) {}

    private final Fleet fleet;
    private final FleetJobs jobs;
    private final List<List<Object>> rows;

    private FailoverFigures(Fleet fleet, List<List<Object>> rows) {
        this.fleet = fleet;
        this.jobs = new FleetJobs(fleet);
        this.rows = rows;
    }

    static Grid measure(Fleet.Launch launch, Size size, Consumer<String> progress) {
        List<List<Object>> rows = new ArrayList<>();
        progress.accept("failover: a prover, then the job's node");
        try (Fleet fleet = Fleet.start(launch, Fleet.Order.oneRegion(REGION_NODES))) {
            new FailoverFigures(fleet, rows).inOneRegion(size);
        }
        progress.accept("failover: a region");
        // Two nodes in the first region, which holds the job, one and the gateway in the second.
        Fleet.Order two = new Fleet.Order(REGION_NODES, 2, 1, "thread", Fleet.HEAP_MEGABYTES);
        try (Fleet fleet = Fleet.start(launch, two)) {
            new FailoverFigures(fleet, rows).ofARegion(size);
        }
        return grid(size, rows);
    }

    static Grid grid(Size size, List<List<Object>> rows) {
        return new Grid(
                "Failover, s; a job of %d tasks of %d ms"
                        .formatted(size.tasks(), size.each().toMillis()),
                List.of("SIGKILL of", "what is timed", "s", "aim"),
                rows);
    }

    private void inOneRegion(Size size) {
        JobSpec spec = jobs.calibration(size.tasks(), size.each());
        jobs.submit(spec);
        JobStatus before = until(spec.id(), RECOVERED, s -> s.proven() >= REGION_NODES, "the job does not begin");
        int members = fleet.gateway().members();
        ProverId victim = before.shares().stream()
                .map(share -> share.prover())
                .filter(prover -> !prover.node().equals(before.home().node()))
                .findFirst()
                .orElseThrow(() -> new UnmeasuredException("nobody but the job's node has proved anything"));
        fleet.node(victim.node()).kill();
        JobStatus after = until(
                spec.id(), RECOVERED, s -> recovery(s, victim).isPresent(), "a killed prover's task is not run again");
        row(
                "a prover",
                "from its last sign of life until its task runs again elsewhere",
                recovery(after, victim).orElseThrow().nanos() / NANOS,
                Aim.atMost("2 s"));
        Fleet.await(
                REMOVED, "the killed node is not removed", () -> fleet.gateway().members() < members);
        JobStatus now = until(spec.id(), RECOVERED, s -> !s.phase().ended(), "the job has ended too early");
        long killed = System.nanoTime();
        fleet.node(now.home().node()).kill();
        goesOn(spec.id(), now, killed, "the job's node", 0, Aim.atMost("10 s"));
        ends(spec, "the job's node");
    }

    private static Optional<Recovery> recovery(JobStatus status, ProverId from) {
        return status.recoveries().stream()
                .filter(recovery -> recovery.from().equals(from))
                .findFirst();
    }

    private void ofARegion(Size size) {
        JobSpec spec = jobs.calibration(size.tasks(), size.each());
        Region victim = fleet.nodes().getFirst().member().region();
        Region other = fleet.own().registry().self().region();
        remember(spec, List.of(victim, other));
        JobStatus before = until(
                spec.id(),
                RECOVERED,
                s -> s.proven() >= REGION_NODES
                        && fleet.node(s.home().node()).member().region().equals(victim),
                "the job does not begin in its region");
        long killed = System.nanoTime();
        fleet.nodes().stream()
                .filter(node -> node.member().region().equals(victim))
                .forEach(NodeProcess::kill);
        goesOn(spec.id(), before, killed, "the job's region", PATIENCE_SECONDS, Aim.atMost("20 s"));
        ends(spec, "the job's region");
    }

    /** Hands a job in whose home is not the gateway's region: the adopters of that region hear of its header. */
    private void remember(JobSpec spec, List<Region> order) {
        try {
            fleet.gateway().remember(spec);
        } catch (Gateway.NoAnswerException e) {
            throw new UnmeasuredException(e.getMessage(), e);
        }
        JobHeader header = new JobHeader(spec, order, 0, System.currentTimeMillis());
        AcceptFigures.answer(new HeaderRecords(fleet.own().system(), fleet.own().headers()).accept(header));
    }

    private void goesOn(JobId job, JobStatus before, long killed, String whom, int patience, String aim) {
        Predicate<JobStatus> elsewhere = s -> !s.home().equals(before.home()) && s.phase() == JobStatus.Phase.PROVING;
        until(job, RECOVERED, elsewhere.or(s -> s.phase().ended()), "the job does not go on elsewhere");
        row(whom, "until the job answers from another node" + included(patience), since(killed), Aim.NONE);
        JobStatus on = until(
                job,
                RECOVERED,
                s -> (elsewhere.test(s) && s.proven() > before.proven())
                        || s.phase().ended(),
                "nothing more is proven");
        row(whom, "until it has more proven than before" + included(patience), since(killed), aim);
        row(whom, "proven intervals that it knew again, of " + before.proven(), on.recalled(), Aim.NONE);
    }

    private static String included(int patience) {
        return patience == 0 ? "" : ", %d s of patience included".formatted(patience);
    }

    private void ends(JobSpec spec, String whom) {
        JobStatus end = jobs.end(spec, ENDED);
        row(
                whom,
                "proofs of intervals that had one already, of " + spec.inputBytes() / CalibrationWorkload.inputBytes(1),
                end.duplicates(),
                "0");
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / NANOS;
    }

    private void row(String whom, String what, Object figure, String aim) {
        rows.add(List.of(whom, what, figure, aim));
    }

    private JobStatus until(JobId job, Duration atMost, Predicate<JobStatus> so, String otherwise) {
        long until = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<JobStatus> status = jobs.status(job).filter(so);
            if (status.isPresent()) {
                return status.get();
            }
            if (System.nanoTime() > until) {
                throw new UnmeasuredException(otherwise + " within " + atMost.toSeconds() + " s");
            }
            Fleet.rest();
        }
    }
}
