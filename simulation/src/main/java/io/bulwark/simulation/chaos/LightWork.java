package io.bulwark.simulation.chaos;

import io.bulwark.cluster.work.Artifacts;
import io.bulwark.cluster.work.FoldedHashChain;
import io.bulwark.cluster.work.WorkloadSet;
import io.bulwark.cluster.work.WorkloadSettings;
import io.bulwark.protocol.FinishTask;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JoinTask;
import io.bulwark.protocol.SegmentTask;
import io.bulwark.protocol.TaskName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Work whose proofs cost time and nothing else, so that two cores are enough for a cluster. Each process notes what it has proved, in a file of its own beside
 * its keys, for whoever counts how much was done twice.
 */
public final class LightWork extends FoldedHashChain {
    static final int STEPS_PER_TASK = 256;
    static final Duration PROVING = Duration.ofMillis(400);
    static final Duration JOINING = Duration.ofMillis(200);
    static final String PROVED = "proved.txt";

    private final Optional<Path> notes;

    private LightWork(Optional<Path> notes) {
        super(STEPS_PER_TASK, PROVING.toNanos(), JOINING.toNanos());
        this.notes = notes;
    }

    /** All that nodes of scenarios prove. */
    public static WorkloadSet of(WorkloadSettings settings) {
        return WorkloadSet.of(new LightWork(settings.keys()));
    }

    /** As clients know it. */
    static LightWork unnoted() {
        return new LightWork(Optional.empty());
    }

    /** How many bytes an input of so many tasks has. */
    static int inputBytes(int tasks) {
        return tasks * STEPS_PER_TASK * STEP_BYTES;
    }

    @Override
    public Proof prove(SegmentTask task, byte[] part, Artifacts artifacts) {
        return noted(task.spec().id(), task.name(), super.prove(task, part, artifacts));
    }

    @Override
    public Proof join(JoinTask task, List<byte[]> proofs, Artifacts artifacts) {
        return noted(task.spec().id(), task.name(), super.join(task, proofs, artifacts));
    }

    @Override
    public Proof finish(FinishTask task, byte[] proof, Artifacts artifacts) {
        return noted(task.spec().id(), task.name(), super.finish(task, proof, artifacts));
    }

    /** A line is in the system's hands when this comes back: a process that is killed then loses none. */
    private Proof noted(JobId job, TaskName task, Proof proof) {
        notes.ifPresent(directory -> {
            try {
                Files.createDirectories(directory);
                Files.writeString(
                        directory.resolve(PROVED),
                        job + " " + task + "\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("what was proved cannot be noted: " + e.getMessage(), e);
            }
        });
        return proof;
    }
}
