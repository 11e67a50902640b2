package io.bulwark.cluster.ledger;

import com.google.protobuf.InvalidProtocolBufferException;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.MalformedMessageException;
import io.bulwark.protocol.TaskName;
import io.bulwark.protocol.WireForm;
import io.bulwark.protocol.wire.FactMessage;
import io.bulwark.protocol.wire.JobSpecMessage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lmdbjava.LmdbException;

/**
 * What a node knows of jobs, in a directory of its own: their specifications and one fact for each task. A call that writes comes back when the
 * disk has it; one that cannot write changes nothing.
 *
 * <p>An LMDB environment whose records carry checksums ({@link Seal}). It is read whole when it is opened, so damage is found before the node
 * joins. Safe for use by several threads; the calls block on the disk. All throw {@link LedgerException}.
 */
public final class Ledger implements AutoCloseable {
    /** A page of a job's facts, in the order in which they came to be known here, and how many there are in all. */
    public record Page(List<Fact> facts, int total) {}

    private static final byte[] NOTHING = {};
    private static final String SPECS = "specs";
    private static final String FACTS = "facts";
    private static final String TASKS = "tasks";
    /** Pekko's only table. */
    private static final String RECORDS = "ddata";

    private final Environment environment;
    /** By job: its specification. */
    private final Table specs;
    /** By job and a number that counts its facts from 0: the fact. */
    private final Table facts;
    /** By job, stage and span: the number of the task's fact. */
    private final Table tasks;

    /**
     * Opens the ledger, makes it if it is not there, and reads all of it.
     *
     * @param greatestBytes how large it may become on the disk
     */
    public static Ledger open(Path directory, long greatestBytes) {
        Environment environment = Environment.open(directory, Set.of(SPECS, FACTS, TASKS), greatestBytes);
        boolean whole = false;
        try {
            Ledger ledger = new Ledger(environment);
            ledger.readAll();
            whole = true;
            return ledger;
        } catch (LmdbException e) {
            throw Faults.of(directory, "opening it", e);
        } finally {
            if (!whole) {
                environment.close();
            }
        }
    }

    /** Checks the pages of what Pekko keeps in such a directory, before it maps them: a damaged one would end the process without a word. */
    public static void checkRecords(Path directory) {
        try {
            LmdbFile.check(directory.resolve("data.mdb"), Set.of(RECORDS));
        } catch (DamagedFileException e) {
            throw Faults.damage("the jobs' records in " + directory + " are damaged", e.getMessage(), e);
        }
    }

    private Ledger(Environment environment) {
        this.environment = environment;
        specs = environment.table(SPECS);
        facts = environment.table(FACTS);
        tasks = environment.table(TASKS);
    }

    private void readAll() {
        environment.read("reading it", txn -> {
            specs.scan(txn, (key, content) -> {
                spec(content);
                return true;
            });
            facts.scan(txn, (key, content) -> {
                fact(content);
                return true;
            });
            tasks.scan(txn, (key, content) -> true);
            return NOTHING;
        });
    }

    /** Remembers what a job is. */
    public void remember(JobSpec spec) {
        byte[] key = spec.id().bytes().toByteArray();
        environment.write("writing a specification", txn -> {
            if (specs.get(txn, key).isEmpty()) {
                specs.put(txn, key, WireForm.write(spec).toByteArray());
            }
        });
    }

    /** Remembers one fact of each task: the latest, in the place of the one before. Where all are true, the latest is that which counts for the job's policy. */
    public void remember(Fact fact) {
        byte[] job = fact.task().job().bytes().toByteArray();
        byte[] task = taskKey(job, fact.task().name());
        environment.write("writing a fact", txn -> {
            Optional<byte[]> known = tasks.get(txn, task);
            if (known.isPresent()) {
                int number = ByteBuffer.wrap(known.get()).getInt();
                byte[] key = Table.numbered(job, number);
                byte[] latest = WireForm.write(fact).toByteArray();
                if (facts.get(txn, key)
                        .filter(same -> Arrays.equals(same, latest))
                        .isEmpty()) {
                    facts.put(txn, key, latest);
                }
            } else {
                int number = facts.lastNumber(txn, job).map(last -> last + 1).orElse(0);
                facts.put(txn, Table.numbered(job, number), WireForm.write(fact).toByteArray());
                tasks.put(txn, task, Table.numbered(NOTHING, number));
            }
        });
    }

    public Optional<JobSpec> spec(JobId job) {
        return environment
                .read(
                        "reading a specification",
                        txn -> specs.get(txn, job.bytes().toByteArray()))
                .map(this::spec);
    }

    /** The fact of a task. */
    public Optional<Fact> fact(JobId job, TaskName task) {
        byte[] key = job.bytes().toByteArray();
        return environment
                .read(
                        "reading a fact",
                        txn -> tasks.get(txn, taskKey(key, task))
                                .flatMap(number -> facts.get(
                                        txn,
                                        Table.numbered(
                                                key, ByteBuffer.wrap(number).getInt()))))
                .map(this::fact);
    }

    /** At most {@code count} facts of the job, from the one of number {@code first} on. */
    public Page facts(JobId job, int first, int count) {
        byte[] key = job.bytes().toByteArray();
        return environment.read("reading facts", txn -> {
            List<Fact> page = new ArrayList<>();
            int total = facts.lastNumber(txn, key).map(last -> last + 1).orElse(0);
            if (count > 0 && first >= 0 && first < total) {
                facts.scan(txn, key, Table.numbered(key, first), (number, content) -> {
                    page.add(fact(content));
                    return page.size() < count;
                });
            }
            return new Page(List.copyOf(page), total);
        });
    }

    /** The jobs whose specification is known here. */
    public List<JobId> jobs() {
        return environment.read("reading the jobs", txn -> {
            List<JobId> ids = new ArrayList<>();
            specs.scan(txn, (key, content) -> ids.add(spec(content).id()));
            return List.copyOf(ids);
        });
    }

    /** Forgets the job and all its facts. */
    public void forget(JobId job) {
        byte[] key = job.bytes().toByteArray();
        environment.write("forgetting a job", txn -> {
            specs.delete(txn, key);
            for (Table table : List.of(facts, tasks)) {
                List<byte[]> keys = new ArrayList<>();
                table.scan(txn, key, key, (found, content) -> keys.add(found));
                keys.forEach(found -> table.delete(txn, found));
            }
        });
    }

    /** Bytes of the disk that the ledger takes. */
    public long bytes() {
        return environment.bytes();
    }

    @Override
    public void close() {
        environment.close();
    }

    private static byte[] taskKey(byte[] job, TaskName task) {
        return ByteBuffer.allocate(job.length + 1 + 2 * Integer.BYTES)
                .put(job)
                .put((byte) WireForm.write(task).getStageValue())
                .putInt(task.span().first())
                .putInt(task.span().count())
                .array();
    }

    private JobSpec spec(byte[] content) {
        try {
            return WireForm.read(JobSpecMessage.parseFrom(content));
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            throw Faults.damage(environment.directory(), "a specification cannot be read: " + e.getMessage(), e);
        }
    }

    private Fact fact(byte[] content) {
        try {
            return WireForm.read(FactMessage.parseFrom(content));
        } catch (InvalidProtocolBufferException | MalformedMessageException e) {
            throw Faults.damage(environment.directory(), "a fact cannot be read: " + e.getMessage(), e);
        }
    }
}
