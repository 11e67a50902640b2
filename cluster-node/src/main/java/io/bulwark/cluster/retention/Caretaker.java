package io.bulwark.cluster.retention;

import com.google.protobuf.InvalidProtocolBufferException;
import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.headers.Headers;
import io.bulwark.cluster.ledger.Ledger;
import io.bulwark.cluster.ledger.LedgerException;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Evidence;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Limits;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.RecordForm;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.wire.EvidenceMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * Forgets now and then what {@link Retention} says is due, on this node's disk. It learns how jobs stand from the node's headers. A job of which the ledger
 * knows and the headers do not has fallen below their floor: it ended long ago. It blocks on the disk, so it runs on a dispatcher for that.
 */
public final class Caretaker extends AbstractBehavior<Caretaker.Command> {
    /** What it is told. */
    public sealed interface Command {}

    /** Looks for what is due, now. */
    public record Sweep() implements Command {}

    private record Known(JobRecord record) implements Command {}

    /** More than the Protobuf form of any evidence has. */
    private static final int EVIDENCE_BYTES = 32 * 1024;

    private final Retention retention;
    private final ArtifactStore store;
    private final Ledger ledger;
    private final Map<JobId, JobRecord> records = new HashMap<>();

    /**
     * Looks for the first time after {@code every}.
     *
     * @param every how often it looks
     */
    public static Behavior<Command> create(
            Retention retention,
            Duration every,
            ArtifactStore store,
            Ledger ledger,
            ActorRef<Headers.Command> headers) {
        return Behaviors.setup(context -> Behaviors.withTimers(timers -> {
            timers.startTimerWithFixedDelay(new Sweep(), every);
            headers.tell(new Headers.Subscribe(context.messageAdapter(JobRecord.class, Known::new)));
            return new Caretaker(context, retention, store, ledger);
        }));
    }

    private Caretaker(ActorContext<Command> context, Retention retention, ArtifactStore store, Ledger ledger) {
        super(context);
        this.retention = retention;
        this.store = store;
        this.ledger = ledger;
    }

    @Override
    public Receive<Command> createReceive() {
        return newReceiveBuilder()
                .onMessage(Known.class, known -> {
                    records.put(known.record().id(), known.record());
                    return this;
                })
                .onMessage(Sweep.class, sweep -> sweep())
                .build();
    }

    private Behavior<Command> sweep() {
        try {
            List<Retention.Held> held = store.entries().stream()
                    .map(entry -> new Retention.Held(entry.id(), entry.bytes(), entry.since()))
                    .toList();
            List<Retention.Known> jobs = known(held);
            jobs.addAll(evidence(held, jobs));
            Retention.Forgotten due = retention.due(jobs, held, System.currentTimeMillis());
            due.jobs().forEach(ledger::forget);
            due.jobs().forEach(records::remove);
            due.artifacts().forEach(store::delete);
            if (!due.jobs().isEmpty() || !due.artifacts().isEmpty()) {
                getContext()
                        .getLog()
                        .info(
                                "forgot {} finished jobs and {} artifacts",
                                due.jobs().size(),
                                due.artifacts().size());
            }
        } catch (ArtifactException | LedgerException e) {
            getContext().getLog().error("what is old cannot be removed: {}", e.getMessage());
        }
        return this;
    }

    /** All jobs of which the ledger or the headers know, and what belongs to each. */
    private List<Retention.Known> known(List<Retention.Held> held) {
        Map<ArtifactId, Long> since = new HashMap<>();
        held.forEach(artifact -> since.put(artifact.id(), artifact.since()));
        Set<JobId> jobs = new HashSet<>(records.keySet());
        jobs.addAll(ledger.jobs());
        List<Retention.Known> known = new ArrayList<>();
        for (JobId job : jobs) {
            Optional<JobRecord> record = Optional.ofNullable(records.get(job));
            Set<ArtifactId> artifacts = artifacts(job, record);
            // Where the headers know no more when a job was accepted, its age is that of the last thing that came here
            // of it.
            long last = artifacts.stream()
                    .mapToLong(artifact -> since.getOrDefault(artifact, 0L))
                    .max()
                    .orElse(0);
            known.add(new Retention.Known(
                    job,
                    record.map(r -> r.header().acceptedAt()).orElse(last),
                    record.map(r -> !r.standing().terminal()).orElse(false),
                    artifacts));
        }
        return known;
    }

    private Set<ArtifactId> artifacts(JobId job, Optional<JobRecord> record) {
        Set<ArtifactId> artifacts = new HashSet<>();
        record.map(known -> known.header().spec())
                .or(() -> ledger.spec(job))
                .map(JobSpec::artifacts)
                .orElse(List.of())
                .forEach(blob -> artifacts.add(blob.id()));
        if (record.map(JobRecord::standing).orElse(new Standing.Open()) instanceof Standing.Succeeded succeeded) {
            artifacts.add(succeeded.outcome().proof().id());
            succeeded.outcome().receipts().ifPresent(receipts -> artifacts.add(receipts.id()));
        }
        addProofs(job, artifacts);
        return artifacts;
    }

    /** Evidence against somebody, which is an artifact and names another, stays: as if a job were open that needs both. */
    private List<Retention.Known> evidence(List<Retention.Held> held, Collection<Retention.Known> jobs) {
        Set<ArtifactId> known = new HashSet<>();
        jobs.forEach(job -> known.addAll(job.artifacts()));
        List<Retention.Known> evidence = new ArrayList<>();
        for (Retention.Held artifact : held) {
            if (artifact.bytes() <= EVIDENCE_BYTES && !known.contains(artifact.id())) {
                byte[] bytes = store.read(artifact.id(), 0, EVIDENCE_BYTES);
                read(bytes).ifPresent(found -> {
                    Set<ArtifactId> both = new HashSet<>(Set.of(artifact.id()));
                    found.kept().ifPresent(kept -> both.add(kept.id()));
                    evidence.add(new Retention.Known(found.job(), Long.MAX_VALUE, true, both));
                });
            }
        }
        return evidence;
    }

    private static Optional<Evidence> read(byte[] bytes) {
        try {
            return Optional.of(RecordForm.read(EvidenceMessage.parseFrom(bytes)));
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            // Something else.
            return Optional.empty();
        }
    }

    private void addProofs(JobId job, Set<ArtifactId> artifacts) {
        int first = 0;
        Ledger.Page page = ledger.facts(job, first, Limits.FACTS);
        while (!page.facts().isEmpty()) {
            page.facts().stream().map(Fact::proof).forEach(artifacts::add);
            first += page.facts().size();
            page = ledger.facts(job, first, Limits.FACTS);
        }
    }
}
