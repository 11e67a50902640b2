package io.bulwark.cluster.bench;

import io.bulwark.cluster.artifact.Keeper;
import io.bulwark.cluster.job.JobStatus;
import io.bulwark.cluster.node.ClusterNode;
import io.bulwark.cluster.work.SpongeWorkload;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.WireForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.receptionist.Receptionist;

/** How many bytes a job is: its record, which every node has, its facts, which those have that hold the proofs, and what is moved for a segment. */
final class WireFigures {
    private static final int NODES = 3;
    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final double NANOS = 1e9;
    private static final String SECURITY = "128";

    private WireFigures() {}

    static Grid measure(Fleet.Launch launch, int inputBytes) {
        try (Fleet fleet = Fleet.start(launch, Fleet.Order.oneRegion(NODES))) {
            FleetJobs jobs = new FleetJobs(fleet);
            OptionalLong atFirst = ProcessFigures.loopback();
            Fleet.pause(QUIET);
            OptionalLong idle = ProcessFigures.loopback();
            Blob input = jobs.input(inputBytes);
            JobSpec spec = new SpongeWorkload(1).specOf(Optional.empty(), input, SECURITY);
            double seconds = jobs.time(spec, AT_MOST) / NANOS;
            OptionalLong after = ProcessFigures.loopback();
            JobStatus end = jobs.end(spec, AT_MOST);
            List<List<Object>> rows = new ArrayList<>(known(fleet.own(), spec.id()));
            rows.add(row("segments", end.tasks()));
            rows.add(row("input, of a segment", inputBytes / end.tasks()));
            if (after.isPresent() && idle.isPresent() && atFirst.isPresent()) {
                double quiet = (idle.getAsLong() - atFirst.getAsLong()) / (double) QUIET.toSeconds();
                rows.add(row("an idle cluster of %d moves, a second".formatted(NODES + 1), quiet));
                rows.add(row(
                        "moved over loopback for a segment, the idle cluster's left out",
                        Math.max(0, after.getAsLong() - idle.getAsLong() - quiet * seconds) / end.tasks()));
            } else {
                rows.add(
                        row("moved for a segment", "not measured: this system does not count what goes over loopback"));
            }
            return grid(rows);
        }
    }

    static Grid grid(List<List<Object>> rows) {
        return new Grid("Bytes of a job", List.of("what", "bytes"), rows);
    }

    private static List<Object> row(String what, Object bytes) {
        return List.of(what, bytes);
    }

    /** The rows of what is kept of a job that has ended, asked of all nodes through this one. */
    static List<List<Object>> known(ClusterNode node, JobId job) {
        JobRecord record = AcceptFigures.answer(node.jobs().record(job))
                .orElseThrow(() -> new UnmeasuredException("the record of a job that has ended is not there"));
        List<Fact> facts = facts(node, job);
        return List.of(
                row("a job's header", RecordForm.write(record.header()).getSerializedSize()),
                row(
                        "a job's whole record, when it has ended",
                        RecordForm.write(record).getSerializedSize()),
                row(
                        "a fact with its receipt, on average",
                        facts.stream()
                                .mapToInt(fact -> WireForm.write(fact).getSerializedSize())
                                .average()
                                .orElseThrow()),
                row(
                        "a segment's proof, on average",
                        facts.stream().mapToLong(Fact::proofBytes).average().orElseThrow()));
    }

    /** The first facts that somebody remembers. */
    private static List<Fact> facts(ClusterNode node, JobId job) {
        CompletionStage<Receptionist.Listing> listing = AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
                node.system().receptionist(),
                replyTo -> Receptionist.find(Keeper.KEY, replyTo),
                ANSWER,
                node.system().scheduler());
        for (ActorRef<Keeper.Command> keeper : AcceptFigures.answer(listing).getServiceInstances(Keeper.KEY)) {
            Keeper.Recalled recalled = AcceptFigures.answer(AskPattern.<Keeper.Command, Keeper.Recalled>ask(
                    keeper,
                    replyTo -> new Keeper.Recall(job, 0, replyTo),
                    ANSWER,
                    node.system().scheduler()));
            if (!recalled.facts().isEmpty()) {
                return recalled.facts();
            }
        }
        throw new UnmeasuredException("nobody remembers facts of a job that has ended");
    }
}
