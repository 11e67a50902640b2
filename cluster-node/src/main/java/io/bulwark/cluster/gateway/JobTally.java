package io.bulwark.cluster.gateway;

import io.bulwark.cluster.metrics.Meter;
import io.bulwark.cluster.metrics.Metrics;
import io.bulwark.protocol.Blob;
import io.bulwark.protocol.JobId;
import io.bulwark.protocol.JobRecord;
import io.bulwark.protocol.JobSpec;
import io.bulwark.protocol.Standing;
import io.bulwark.protocol.SubmitterId;
import io.bulwark.protocol.api.JobCounts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Keeps the door's count of open jobs, in the whole cluster, from what the headers tell of every job: so a gateway that starts again, or another, counts the
 * same ones. Safe for use by several threads.
 */
final class JobTally {
    private static final String[] STANDINGS = {"open", "failed", "cancelled", "succeeded"};
    private static final int[] NONE = new int[STANDINGS.length];

    private final AdmissionControl door;
    private final Map<JobId, Integer> heights = new HashMap<>();
    private final int[] counts = new int[STANDINGS.length];
    private final Map<SubmitterId, int[]> countsOf = new HashMap<>();

    JobTally(AdmissionControl.Bounds bounds, Metrics metrics) {
        door = new AdmissionControl(bounds);
        for (int height = 0; height < STANDINGS.length; height++) {
            int at = height;
            metrics.level(Meter.JOBS, STANDINGS[at], () -> count(at));
        }
    }

    /** Whoever is told each record there is and each that changes. */
    Behavior<JobRecord> listener() {
        return Behaviors.receiveMessage(record -> {
            learn(record);
            return Behaviors.same();
        });
    }

    private synchronized int count(int height) {
        return counts[height];
    }

    /** How many jobs there are; of one submitter, or in all. */
    synchronized JobCounts counts(Optional<SubmitterId> submitter) {
        int[] of = submitter.map(s -> countsOf.getOrDefault(s, NONE)).orElse(counts);
        return new JobCounts(of[0], of[3], of[1], of[2]);
    }

    private synchronized void learn(JobRecord record) {
        Standing standing = record.standing();
        Integer before = heights.put(record.id(), standing.height());
        int[] own = countsOf.computeIfAbsent(record.header().spec().submitter(), any -> new int[STANDINGS.length]);
        if (before != null) {
            counts[before]--;
            own[before]--;
        }
        counts[standing.height()]++;
        own[standing.height()]++;
        if (standing.terminal()) {
            door.ended(record.id());
        } else {
            JobSpec spec = record.header().spec();
            door.count(spec.submitter(), record.id(), bytes(spec));
        }
    }

    /**
     * Lets a job in that nobody knows yet.
     *
     * @throws OverloadException if that would be too much
     */
    synchronized void admit(JobSpec spec, Client client) {
        if (door.admit(client, spec.id(), bytes(spec)) instanceof AdmissionControl.Answer.Refused refused) {
            throw new OverloadException(refused.why());
        }
    }

    /** The job was not accepted after all. */
    synchronized void notAccepted(JobId job) {
        if (!heights.containsKey(job)) {
            door.ended(job);
        }
    }

    private static long bytes(JobSpec spec) {
        return spec.artifacts().stream().mapToLong(Blob::bytes).sum();
    }
}
