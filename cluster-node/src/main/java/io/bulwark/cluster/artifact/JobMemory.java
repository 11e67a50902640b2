package io.bulwark.cluster.artifact;

import com.google.protobuf.InvalidProtocolBufferException;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.Stage;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.wire.FactMessage;
import io.bulwark.protocol.wire.JobSpecMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node remembers of jobs: their specifications and one fact for each task. Kept in memory and, one small file each, in a directory for
 * each job, so that a node that starts again knows what it knew.
 *
 * <p>A file that cannot be read back is named in the log and left out. One owner at a time.
 */
public final class JobMemory {
    private static final Logger LOG = LoggerFactory.getLogger(JobMemory.class);
    private static final String SPEC = "spec";
    private static final String FOLDED = "folded-";

    private static final class Remembered {
        private Optional<JobSpec> spec = Optional.empty();
        private final Map<TaskName, Fact> facts = new TreeMap<>();
    }

    private final Path directory;
    private final Map<JobId, Remembered> jobs = new HashMap<>();

    /** Opens the directory, makes it if it is not there, and reads what is in it. */
    public JobMemory(Path directory) {
        this.directory = directory;
        try {
            Files.createDirectories(directory);
            try (Stream<Path> files = Files.walk(directory)) {
                files.filter(Files::isRegularFile).forEach(this::load);
            }
        } catch (IOException e) {
            throw new ArtifactException("the job directory " + directory + " cannot be used", e);
        }
    }

    public void remember(JobSpec spec) {
        Remembered job = job(spec.id());
        if (job.spec.isEmpty()) {
            save(spec.id(), SPEC, WireForm.write(spec).toByteArray());
            job.spec = Optional.of(spec);
        }
    }

    /** Remembers the first fact of each task; a later one adds nothing. */
    public void remember(Fact fact) {
        Remembered job = job(fact.task().job());
        TaskName task = fact.task().name();
        if (!job.facts.containsKey(task)) {
            save(fact.task().job(), fileOf(task), WireForm.write(fact).toByteArray());
            job.facts.put(task, fact);
        }
    }

    /** Intervals' facts keep the names that they had before proofs were folded; no older reader takes another's for one of these. */
    private static String fileOf(TaskName task) {
        return task.stage() == Stage.SEGMENT
                ? "fact-" + task.span().first()
                : "%s%s-%d-%d"
                        .formatted(
                                FOLDED,
                                task.stage().name().toLowerCase(Locale.ROOT),
                                task.span().first(),
                                task.span().count());
    }

    public Optional<JobSpec> spec(JobId id) {
        return Optional.ofNullable(jobs.get(id)).flatMap(job -> job.spec);
    }

    /** The facts of the job, by task. */
    public List<Fact> facts(JobId id) {
        Remembered job = jobs.get(id);
        return job == null ? List.of() : new ArrayList<>(job.facts.values());
    }

    private Remembered job(JobId id) {
        return jobs.computeIfAbsent(id, any -> new Remembered());
    }

    private Path file(JobId job, String name) {
        return directory.resolve(job.toString()).resolve(name);
    }

    private void save(JobId job, String name, byte[] bytes) {
        Path file = file(job, name);
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.write(file.resolveSibling("unfinished-" + name), bytes);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ArtifactException(file + " cannot be written", e);
        }
    }

    private void load(Path file) {
        String name = file.getFileName().toString();
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (name.equals(SPEC)) {
                JobSpec spec = WireForm.read(JobSpecMessage.parseFrom(bytes));
                job(spec.id()).spec = Optional.of(spec);
            } else if (name.startsWith("fact-") || name.startsWith(FOLDED)) {
                Fact fact = WireForm.read(FactMessage.parseFrom(bytes));
                job(fact.task().job()).facts.put(fact.task().name(), fact);
            }
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            LOG.error("{} is damaged and is left out", file, e);
        } catch (IOException e) {
            throw new ArtifactException(file + " cannot be read", e);
        }
    }
}
