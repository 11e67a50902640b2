package io.bulwark.simulation.world;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.Fact;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.TaskName;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A node's disk: artifacts, facts and headers. It outlives the node's process. A write that is answered with true is durable. */
final class Store {
    /** Of artifacts by job, so that a job's end can free them. */
    private final Map<JobId, Set<ArtifactId>> artifacts = new HashMap<>();

    private final Map<JobId, Map<TaskName, Fact>> facts = new HashMap<>();
    private final Map<JobId, JobRecord> records = new LinkedHashMap<>();
    private final Consumer<JobId> known;
    private boolean full;

    /**
     * An empty disk.
     *
     * @param known is told of each job of which something is written
     */
    Store(Consumer<JobId> known) {
        this.known = known;
    }

    /** Whether the disk takes anything more. */
    void full(boolean now) {
        full = now;
    }

    boolean isFull() {
        return full;
    }

    boolean put(JobId job, ArtifactId artifact) {
        if (!full) {
            known.accept(job);
            artifacts.computeIfAbsent(job, any -> new HashSet<>()).add(artifact);
        }
        return !full;
    }

    boolean holds(JobId job, ArtifactId artifact) {
        return artifacts.getOrDefault(job, Set.of()).contains(artifact);
    }

    /** Whether the node would answer who asks for the job's facts. */
    boolean knows(JobId job) {
        return artifacts.containsKey(job) || facts.containsKey(job);
    }

    boolean remember(Fact fact) {
        if (!full) {
            known.accept(fact.task().job());
            facts.computeIfAbsent(fact.task().job(), any -> new TreeMap<>())
                    .put(fact.task().name(), fact);
        }
        return !full;
    }

    List<Fact> facts(JobId job) {
        return List.copyOf(facts.getOrDefault(job, Map.of()).values());
    }

    Optional<JobRecord> record(JobId job) {
        return Optional.ofNullable(records.get(job));
    }

    Map<JobId, JobRecord> records() {
        return Collections.unmodifiableMap(records);
    }

    boolean keep(JobId id, JobRecord record) {
        if (!full) {
            records.put(id, record);
        }
        return !full;
    }

    void forgetHeaders() {
        records.clear();
    }

    /** A fault of the disk is found on reading: so many of a thousand artifacts are gone, and all facts and headers. */
    void damage(int share) {
        facts.clear();
        records.clear();
        for (Set<ArtifactId> held : artifacts.values()) {
            held.removeIf(id -> Math.floorMod(id.hashCode(), 1000) < share);
        }
    }

    /** What only served to finish the job goes; its last proof stays. */
    void retire(JobId job, Set<ArtifactId> lasts) {
        facts.remove(job);
        Set<ArtifactId> held = artifacts.remove(job);
        if (held != null) {
            held.retainAll(lasts);
            if (!held.isEmpty()) {
                artifacts.put(job, held);
            }
        }
    }

    /** How many artifacts it holds. */
    int size() {
        return artifacts.values().stream().mapToInt(Set::size).sum();
    }
}
