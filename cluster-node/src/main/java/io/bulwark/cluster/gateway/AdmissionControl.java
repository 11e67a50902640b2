package io.bulwark.cluster.gateway;

import io.bulwark.protocol.JobId;
import io.bulwark.protocol.SubmitterId;
import java.util.HashMap;
import java.util.Map;

/**
 * The door: how many jobs may be open at once, and how many bytes of program and input they may have, in all and for each submitter. What it lets in
 * is never dropped later; what would be too much is told so before anything is done for it.
 *
 * <p>A plain state machine; not for several threads at once.
 */
public final class AdmissionControl {
    /**
     * The bounds over all submitters.
     *
     * @param openJobs jobs
     * @param openBytes bytes of their programs and inputs
     */
    public record Bounds(int openJobs, long openBytes) {
        /** 10,000 jobs of 64 GiB together. */
        public static final Bounds STANDARD = new Bounds(10_000, 64L << 30);
    }

    /** The answer to who knocks. */
    public sealed interface Answer {
        /** The job may be handed in; it counts from now on. */
        record Admitted() implements Answer {}

        /**
         * The job is open already, and counts once.
         */
        record Known() implements Answer {}

        /**
         * It may be tried again when others have ended.
         *
         * @param why in words for who asked
         * @param mine whether the bound is the submitter's own, and not the gateway's
         */
        record Refused(String why, boolean mine) implements Answer {}
    }

    private record Open(SubmitterId submitter, long bytes) {}

    private static final class Load {
        private int jobs;
        private long bytes;

        private void add(int jobs, long bytes) {
            this.jobs += jobs;
            this.bytes += bytes;
        }
    }

    private final Bounds bounds;
    private final Map<JobId, Open> open = new HashMap<>();
    private final Map<SubmitterId, Load> loads = new HashMap<>();
    private final Load all = new Load();

    public AdmissionControl(Bounds bounds) {
        this.bounds = bounds;
    }

    /** Asks to have a job open; if it is admitted it counts until {@link #ended}. */
    public Answer admit(Client client, JobId job, long bytes) {
        if (open.containsKey(job)) {
            return new Answer.Known();
        }
        Load own = loads.getOrDefault(client.submitter(), new Load());
        if (own.jobs >= client.openJobs()) {
            return refused(
                    "%d jobs of %s are open, as many as may be",
                    own.jobs, client.submitter().name(), true);
        }
        if (bytes > client.openBytes() - own.bytes) {
            return refused(
                    "the open jobs of %2$s have %1$,d bytes, and this is more than may be added",
                    own.bytes, client.submitter().name(), true);
        }
        if (all.jobs >= bounds.openJobs()) {
            return refused("%d jobs are open, as many as %s takes", all.jobs, "the gateway", false);
        }
        if (bytes > bounds.openBytes() - all.bytes) {
            return refused(
                    "all open jobs have %,d bytes, and this is more than %s takes", all.bytes, "the gateway", false);
        }
        count(client.submitter(), job, bytes);
        return new Answer.Admitted();
    }

    private static Answer refused(String words, long count, String who, boolean mine) {
        return new Answer.Refused(words.formatted(count, who), mine);
    }

    /** Counts a job that was let in elsewhere, or before this process started. */
    public void count(SubmitterId submitter, JobId job, long bytes) {
        if (open.putIfAbsent(job, new Open(submitter, bytes)) == null) {
            loads.computeIfAbsent(submitter, s -> new Load()).add(1, bytes);
            all.add(1, bytes);
        }
    }

    /** A job has ended, or was not accepted after all. */
    public void ended(JobId job) {
        Open was = open.remove(job);
        if (was != null) {
            Load own = loads.get(was.submitter());
            own.add(-1, -was.bytes());
            if (own.jobs == 0) {
                loads.remove(was.submitter());
            }
            all.add(-1, -was.bytes());
        }
    }

    /** How many jobs are open. */
    public int openJobs() {
        return all.jobs;
    }
}
