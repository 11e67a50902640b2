package io.bulwark.cluster.retention;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.JobId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a node is to forget. Plain: no clock, no threads, no I/O.
 *
 * @param keep how long a finished job's artifacts and facts are kept, from its acceptance, in milliseconds
 * @param least how long they are kept at least, however short room is; also how long an artifact is kept that belongs to no job that is known
 * @param bytes beyond which artifacts of finished jobs go, the oldest jobs first
 */
public record Retention(long keep, long least, long bytes) {
    /** A job that this node knows of. */
    public record Known(JobId job, long acceptedAt, boolean open, Set<ArtifactId> artifacts) {
        public Known {
            artifacts = Set.copyOf(artifacts);
        }
    }

    /** An artifact that this node holds, and since when, in milliseconds since 1970. */
    public record Held(ArtifactId id, long bytes, long since) {}

    /** These jobs' facts, and these artifacts, are to go. */
    public record Forgotten(List<JobId> jobs, List<ArtifactId> artifacts) {
        public Forgotten {
            jobs = List.copyOf(jobs);
            artifacts = List.copyOf(artifacts);
        }
    }

    /** @throws IllegalArgumentException if a number is negative, or {@code least} greater than {@code keep} */
    public Retention {
        if (keep < 0 || least < 0 || bytes < 0 || least > keep) {
            throw new IllegalArgumentException("expected times and bytes from 0 on, and no least time above " + keep
                    + " ms, got " + least + " ms");
        }
    }

    /**
     * What is to go now. Nothing of an open job ever does, nor an artifact that another job that stays needs, nor one that is younger than {@code least}: what is
     * being uploaded belongs to no job yet. What belongs to no job that is known may be a checkpoint of any open one that was accepted before it was made.
     *
     * @param now milliseconds since 1970
     */
    public Forgotten due(Collection<Known> jobs, Collection<Held> held, long now) {
        Map<ArtifactId, Integer> needed = new HashMap<>();
        jobs.forEach(job -> job.artifacts().forEach(artifact -> needed.merge(artifact, 1, Integer::sum)));
        long oldestOpen = jobs.stream()
                .filter(Known::open)
                .mapToLong(Known::acceptedAt)
                .min()
                .orElse(Long.MAX_VALUE);
        Map<ArtifactId, Held> left = new TreeMap<>();
        held.forEach(artifact -> left.put(artifact.id(), artifact));
        List<ArtifactId> artifacts = new ArrayList<>();
        for (Held artifact : held) {
            boolean ofNobody = !needed.containsKey(artifact.id()) && artifact.since() < oldestOpen - least;
            if (ofNobody && now - artifact.since() >= least) {
                artifacts.add(artifact.id());
            }
        }
        long total = held.stream().mapToLong(Held::bytes).sum();
        for (ArtifactId artifact : artifacts) {
            total -= left.remove(artifact).bytes();
        }

        List<JobId> gone = new ArrayList<>();
        for (Known job : finished(jobs, now)) {
            if (now - job.acceptedAt() >= keep || total > bytes) {
                gone.add(job.job());
                for (ArtifactId artifact : job.artifacts()) {
                    Held copy = left.get(artifact);
                    boolean last = needed.merge(artifact, -1, Integer::sum) == 0;
                    if (last && copy != null && now - copy.since() >= least) {
                        artifacts.add(artifact);
                        total -= left.remove(artifact).bytes();
                    }
                }
            }
        }
        return new Forgotten(gone, artifacts);
    }

    /** Those that may go, the oldest first. */
    private List<Known> finished(Collection<Known> jobs, long now) {
        return jobs.stream()
                .filter(job -> !job.open() && now - job.acceptedAt() >= least)
                .sorted(Comparator.comparingLong(Known::acceptedAt).thenComparing(Known::job))
                .toList();
    }
}
