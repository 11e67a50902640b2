package io.bulwark.cluster.job;

import com.google.protobuf.ByteString;
import io.bulwark.aggregator.ChainProof;
import io.bulwark.cluster.artifact.ArtifactException;
import io.bulwark.cluster.artifact.ArtifactStore;
import io.bulwark.cluster.work.Workload;
import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Outcome;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.identity.Consortium;
import io.bulwark.protocol.identity.ConsortiumChain;
import io.bulwark.protocol.receipts.ReceiptFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The end of a run: the one proof, and beside it the receipts of all that it was made from. It is reached when both outlive this node. Part of the job's actor. */
final class JobEnd {
    private static final Duration WRITE_AGAIN = Duration.ofSeconds(2);
    private static final Duration RECEIPTS_AT_MOST = Duration.ofSeconds(20);

    private final Staff staff;
    private final Home home;
    private final JobSpec spec;
    private final JobArtifacts artifacts;
    private final Consumer<Outcome> reached;
    private final NavigableMap<TaskName, Fact> facts = new TreeMap<>();
    private Optional<JobStatus.Result> result = Optional.empty();
    private Optional<Blob> receipts = Optional.empty();
    private Optional<Long> since = Optional.empty();
    private boolean writing;
    private long failedAt;

    /** @param reached is told the end when it is safe, perhaps more than once */
    JobEnd(Staff staff, Home home, JobSpec spec, JobArtifacts artifacts, Consumer<Outcome> reached) {
        this.staff = staff;
        this.home = home;
        this.spec = spec;
        this.artifacts = artifacts;
        this.reached = reached;
    }

    /** A proof counts; of a segment that was proved again, the latest does. */
    void counts(Fact fact) {
        facts.put(fact.task().name(), fact);
    }

    /** Writes the proofs of a run that are not folded one after the other. */
    void write(ChainProof chain, Workload workload, Consumer<JobStatus.Result> whole, Consumer<String> failed) {
        staff.compute(() -> JobStatus.Result.write(spec, chain, home, workload), (made, failure) -> {
            if (failure == null) {
                whole.accept(made);
            } else {
                failed.accept("the proofs' chain cannot be written: " + failure);
            }
        });
    }

    /** There is one proof of the whole run. */
    void result(JobStatus.Result made) {
        artifacts.made(made.blob());
        result = Optional.of(made);
    }

    boolean hasResult() {
        return result.isPresent();
    }

    /**
     * Goes on to the end.
     *
     * @param intervals of the run; 0 while that is not known
     * @param satisfied whether the job's policy holds of what counts
     */
    void tick(int intervals, boolean satisfied, long now) {
        if (!satisfied || result.isEmpty()) {
            return;
        }
        JobStatus.Result made = result.get();
        if (receipts.isPresent()) {
            if (artifacts.safe(made.proof()) && artifacts.safe(receipts.get().id())) {
                reached.accept(new Outcome(made.claim(), made.blob(), receipts));
            }
        } else if (!writing && now - failedAt > WRITE_AGAIN.toNanos() && known(intervals, now)) {
            write(made);
        }
    }

    /** Whether there are receipts of all segments. A run that was taken up where it had almost ended waits for those that others keep, and not for ever. */
    private boolean known(int intervals, long now) {
        if (since.isEmpty()) {
            since = Optional.of(now);
        }
        long segments = facts.keySet().stream()
                .filter(name -> name.stage() == Stage.SEGMENT)
                .count();
        return (intervals > 0 && segments == intervals) || now - since.get() > RECEIPTS_AT_MOST.toNanos();
    }

    private void write(JobStatus.Result made) {
        writing = true;
        ReceiptFile file =
                new ReceiptFile(spec, new Outcome(made.claim(), made.blob()), list(), List.copyOf(facts.values()));
        staff.compute(() -> kept(file, home.store()), (blob, failure) -> {
            writing = false;
            if (failure == null) {
                artifacts.made(blob);
                receipts = Optional.of(blob);
                artifacts.copy(System.nanoTime());
            } else {
                failedAt = System.nanoTime();
                staff.log().error("the receipts of job {} cannot be written yet: {}", spec.id(), failure);
            }
        });
    }

    /** The list of operators in force; nothing where nodes run without certificates. */
    private ByteString list() {
        Consortium list = home.registry().consortium();
        return list.version() == 0 ? ByteString.EMPTY : ByteString.copyFromUtf8(ConsortiumChain.text(list));
    }

    private static Blob kept(ReceiptFile file, ArtifactStore store) {
        try (ArtifactStore.Writer writer = store.create()) {
            OutputStream out = new BufferedOutputStream(writer, 1 << 16);
            file.write(out);
            out.flush();
            ArtifactId id = writer.publish();
            return new Blob(id, store.size(id));
        } catch (IOException e) {
            throw new ArtifactException("the receipts cannot be written", e);
        }
    }
}
